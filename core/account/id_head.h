#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "core/account/account.h"

namespace fob {

/// The ids that begin with the same hex digits: those from `low` to `high`.
struct IdHead {
  Id low;
  Id high;
  bool names(const Id& id) const noexcept { return low <= id && id <= high; }
};

/// Fewer digits are never taken for an id.
inline constexpr std::size_t min_id_digits = 6;

/// Nothing unless `digits` is six to 32 lower-case hex digits.
std::optional<IdHead> id_head(std::string_view digits);

/// The digits of the id in a text that is `#id` or ends in ` #id`, in any case; nothing
/// where it is no such text.
std::optional<std::string_view> id_reference(std::string_view text);

/// How many digits of `id` set it apart from all others in `sorted`, and at least eight.
std::size_t telling_digits(std::span<const Id> sorted, const Id& id);

}  // namespace fob
