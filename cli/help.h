#pragma once

#include <string>

#include "cli/command.h"

namespace fob::cli {

/// `fob COMMAND --help`: 24 lines of 80 columns at most. `app` is the command's own.
std::string command_help(const Command& command, const CLI::App& app);
/// `fob --help`: the commands, and the options of all.
std::string program_help(const CLI::App& app);
/// Bare `fob` where there is nothing to show: what to type next. Ten lines.
std::string summary(bool vault_exists);

}  // namespace fob::cli
