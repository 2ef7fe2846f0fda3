#pragma once

#include <string_view>

namespace fob::cli {

// The only writers of the standard streams. They use write(2): no secret stays in a stdio
// buffer. Interrupted and short writes go on.

/// Writes `text` whole to standard output. A closed pipe ends the program silently, by
/// SIGPIPE; any other failure throws io (`standard output: No space left on device`).
void write_output(std::string_view text);

/// Writes `text` to standard error, as far as it goes: there is nowhere left to complain.
void write_error(std::string_view text) noexcept;

}  // namespace fob::cli
