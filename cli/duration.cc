#include "cli/duration.h"

#include <array>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

struct Unit {
  char letter;
  std::uint64_t seconds;
};

constexpr std::array units{Unit{'h', 3600}, Unit{'m', 60}, Unit{'s', 1}};

/// In seconds; nothing for what is no time, or more than `max`.
std::optional<std::uint64_t> parse(std::string_view text, std::uint64_t max) {
  if (const auto seconds = decimal(text, max)) return seconds;
  std::uint64_t sum = 0;
  // The larger units come first, each once: 30m1h is a slip of the finger.
  for (const Unit& unit : units) {
    const std::size_t end = text.find_first_not_of("0123456789");
    if (end == text.npos || text[end] != unit.letter) continue;
    const auto count = decimal(text.substr(0, end), max / unit.seconds);
    if (!count) return std::nullopt;
    sum += *count * unit.seconds;
    text.remove_prefix(end + 1);
  }
  if (!text.empty() || sum > max) return std::nullopt;
  return sum;
}

}  // namespace

std::chrono::seconds duration(std::string_view option, std::string_view text,
                              std::chrono::seconds max) {
  const auto seconds = parse(text, static_cast<std::uint64_t>(max.count()));
  if (seconds && *seconds > 0) return std::chrono::seconds(*seconds);
  throw Error(
      Kind::usage,
      fmt::format("{} must be a time from 1s to {}h", option, max / std::chrono::hours(1)),
      "as 90s, 15m, 8h or 1h30m");
}

std::string spoken(std::chrono::seconds time) {
  const auto seconds = static_cast<std::uint64_t>(time.count());
  if (seconds < 120) return counted(seconds, "second");
  const std::uint64_t minutes = (seconds + 59) / 60;
  if (minutes < 60) return counted(minutes, "minute");
  const std::string hours = counted(minutes / 60, "hour");
  return minutes % 60 == 0 ? hours : hours + " " + counted(minutes % 60, "minute");
}

}  // namespace fob::cli
