#pragma once

#include <string_view>

#include "cli/command.h"

namespace fob::cli {

/// Secrets are about to go to standard output: where that is a terminal, asks first. Throws
/// usage when the question cannot be asked, failed when it is answered with no.
void confirm_secrets_on_terminal(const Context& cli, std::string_view what);

}  // namespace fob::cli
