#pragma once

#include <string>

#include "cli/command.h"
#include "core/account/account.h"

namespace fob::cli {

/// At a terminal, shows the code of an account that was just added, with its seconds left, and
/// renews it until Enter, so that it can be typed into the site that is enrolling it. Does
/// nothing for HOTP, without a PIN, under --no-input, --quiet and --json.
void show_enrolling_code(const Context& cli, const Account& account, const std::string& name);

}  // namespace fob::cli
