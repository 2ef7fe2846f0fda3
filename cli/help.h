#pragma once

#include <string>

#include "cli/command.h"

namespace fob::cli {

/// `fob COMMAND --help`: 24 lines of 80 columns at most. `parser` is the command's own.
std::string command_help(const Command& command, const Parser& parser);
/// `fob --help`: the commands, and the options of all.
std::string program_help(const Parser& parser);
/// What `--help` prints for `command`, or for null what `fob --help` does.
std::string built_in_help(const Command* command);
/// Bare `fob` where there is nothing to show: what to type next. Ten lines.
std::string summary(bool vault_exists, bool previous_exists);

}  // namespace fob::cli
