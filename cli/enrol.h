#pragma once

#include <string>

#include "cli/command.h"
#include "core/account/account.h"

namespace fob::cli {

/// At a terminal, shows the code of an account that has a new secret, with its seconds left,
/// and renews it until Enter, so that it can be typed into the site that gave the secret. For
/// HOTP, and where a PIN would be asked for, a note names the command that gives the code. Does
/// nothing under --no-input, --quiet and --json.
void show_new_code(const Context& cli, const Account& account, const std::string& name);

}  // namespace fob::cli
