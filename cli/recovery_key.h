#pragma once

#include <string>

#include "cli/terminal/terminal.h"
#include "core/base/secret.h"

namespace fob::cli {

/// Shows a new recovery key at the terminal, once, and has a part of it typed again: three
/// times at most. False where that was never right. Throws as Terminal does.
bool show_recovery_key(const Secret& key, const Terminal& terminal);

/// The line that it is printed as, with its end: in the wiping heap.
std::string recovery_key_line(const Secret& key);

}  // namespace fob::cli
