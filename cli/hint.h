#pragma once

#include <string>
#include <string_view>

#include "cli/globals.h"

namespace fob::cli {

/// `fob WORDS`, for a hint that is typed: about the vault that --vault named, if it named one.
std::string command_hint(const Globals& globals, std::string_view words);

}  // namespace fob::cli
