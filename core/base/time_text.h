#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fob {

/// A point in time as people and programs write it: Unix seconds, or ISO 8601 with `Z` or an
/// offset (2026-11-24T12:00:00+01:00; a space for the T, no seconds, and a fraction, which is
/// cut off, are fine). Nothing for other text, for days that do not exist, and for years
/// over 9999; a time before 1970 is negative.
std::optional<std::chrono::sys_seconds> parse_time(std::string_view text);

/// 2026-11-24T11:00:00Z.
std::string format_time(std::chrono::sys_seconds time);

}  // namespace fob
