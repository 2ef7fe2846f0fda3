#pragma once

#include <string>

namespace fob::cli {

/// What was chosen in a menu: `command`, run by /bin/sh -c with `lines` as its standard input
/// (a choice a line) and this process's terminal and standard error; the first line that it
/// prints. Throws failed when nothing is chosen (it prints nothing, and exits 0, 1 or 130),
/// io when it fails otherwise.
std::string ask_menu(const std::string& command, const std::string& lines);

}  // namespace fob::cli
