#pragma once

#include <string>
#include <string_view>

#include "core/base/descriptor.h"

namespace fob::cli {

/// What has a terminal put `text` into its clipboard: the control sequence OSC 52. `in_screen`:
/// for GNU screen to pass it on to the terminal around it.
std::string osc52(std::string_view text, bool in_screen);

/// Is that what the surroundings say, or is it tmux, which looks like screen?
bool in_screen();

/// The terminal device, to be written. Throws io where there is none, or one that is known to
/// have no clipboard (TERM).
Descriptor open_terminal_for_copy();

/// Writes `sequence` whole. Throws io.
void write_terminal(const Descriptor& terminal, std::string_view sequence);

}  // namespace fob::cli
