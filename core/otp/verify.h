#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/otp/method.h"

namespace fob::otp {

/// The most periods (or counters) that verify() looks at on either side.
inline constexpr int max_verify_window = 1000;

/// Where `code` is valid: periods from `at` (negative: behind), the nearest first; for HOTP
/// counters ahead of the next one. Nothing when it is valid nowhere within `window` (0 to
/// max_verify_window) of them. White space in `code` is ignored; letters compare in any
/// case. A code of another length is a no. Takes the same time wherever the code matches,
/// and whether it does. Throws as generate() does.
std::optional<std::int64_t> verify(const Key& key, const Method& method, const Key* pin,
                                   std::string_view code, Time at, int window);

}  // namespace fob::otp
