#include "core/account/id_head.h"

#include <algorithm>
#include <string>

#include "core/base/text.h"

namespace fob {
namespace {

constexpr std::size_t all_digits = 2 * Id().size();
constexpr std::size_t shown_digits = 8;

/// How many hex digits both begin with.
std::size_t common_digits(const Id& a, const Id& b) {
  const auto [in_a, in_b] = std::ranges::mismatch(a, b);
  if (in_a == a.end()) return all_digits;
  const bool upper_half_equal = (*in_a ^ *in_b) < 0x10;
  return 2 * static_cast<std::size_t>(in_a - a.begin()) + (upper_half_equal ? 1 : 0);
}

}  // namespace

std::optional<IdHead> id_head(std::string_view digits) {
  if (digits.size() < min_id_digits || digits.size() > all_digits) return std::nullopt;
  // Most names are none, and this is asked of all.
  if (digits.find_first_not_of("0123456789abcdef") != digits.npos) return std::nullopt;
  const auto filled_up = [digits](char digit) {
    std::string text(digits);
    text.resize(all_digits, digit);
    return id_of_text(text);
  };
  const std::optional<Id> low = filled_up('0');
  if (!low) return std::nullopt;
  return IdHead{*low, *filled_up('f')};
}

std::optional<std::string_view> id_reference(std::string_view text) {
  const std::size_t mark = text.rfind('#');
  if (mark == std::string_view::npos || (mark > 0 && text[mark - 1] != ' '))
    return std::nullopt;
  const std::string_view digits = text.substr(mark + 1);
  if (!id_head(lowered(digits))) return std::nullopt;
  return digits;
}

std::size_t telling_digits(std::span<const Id> sorted, const Id& id) {
  const auto self = std::ranges::lower_bound(sorted, id);
  const auto next = std::ranges::upper_bound(sorted, id);
  std::size_t common = 0;
  if (self != sorted.begin()) common = common_digits(id, *std::ranges::prev(self));
  if (next != sorted.end()) common = std::max(common, common_digits(id, *next));
  return std::clamp(common + 1, shown_digits, all_digits);
}

}  // namespace fob
