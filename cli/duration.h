#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace fob::cli {

/// A length of time as people type it: seconds, or numbers with h, m or s behind
/// each, the larger first (90, 15m, 1h30m), from one second to `max`. Throws usage, naming
/// `option`, for anything else.
std::chrono::seconds duration(std::string_view option, std::string_view text,
                              std::chrono::seconds max);

/// As people say it, from two minutes on rounded up to whole ones: "90 seconds", "15 minutes",
/// "1 hour 30 minutes".
std::string spoken(std::chrono::seconds time);

}  // namespace fob::cli
