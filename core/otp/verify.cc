#include "core/otp/verify.h"

#include <limits>
#include <string>

#include "core/base/text.h"
#include "core/otp/code.h"

namespace fob::otp {
namespace {

/// `code` as generate() writes it, but in lower case.
std::string normalized(std::string_view code) {
  std::string result = lowered(code);
  std::erase_if(result, [](char c) { return trimmed({&c, 1}).empty(); });
  return result;
}

/// The number that lies `distance` after `base`, or nothing where there is none.
std::optional<std::uint64_t> moved(std::uint64_t base, std::int64_t distance) {
  const auto size = static_cast<std::uint64_t>(distance < 0 ? -distance : distance);
  if (distance < 0) return base >= size ? std::optional(base - size) : std::nullopt;
  const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - base;
  return room >= size ? std::optional(base + size) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> verify(const Key& key, const Method& method, const Key* pin,
                                   std::string_view code, Time at, int window) {
  const auto* hotp = std::get_if<Hotp>(&method);
  const std::uint64_t base = hotp ? hotp->counter : period_number(method, at);
  const std::string wanted = normalized(code);

  // Every code is made and compared, and what matches is kept without a branch. The farthest
  // comes first, so that the nearest is what is left, and of two the one behind.
  std::int64_t found = 0;
  std::int64_t where = 0;
  const auto look = [&](std::int64_t distance) {
    const auto counter = moved(base, distance);
    if (!counter) return;
    const std::string valid = lowered(code_text(key, method, pin, *counter));
    const bool same = equal_in_constant_time(as_bytes(wanted), as_bytes(valid));
    const std::int64_t mask = -static_cast<std::int64_t>(same);
    where = (distance & mask) | (where & ~mask);
    found |= mask;
  };
  for (std::int64_t distance = window; distance > 0; --distance) {
    look(distance);
    if (!hotp) look(-distance);
  }
  look(0);

  return found != 0 ? std::optional(where) : std::nullopt;
}

}  // namespace fob::otp
