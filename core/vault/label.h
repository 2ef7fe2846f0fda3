#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/account/account.h"

namespace fob::vault {

// What people call their slots. Such a line is one of those that begin with x-, which every
// version keeps: a field of the slot's own line would make it one that is never tried.

inline constexpr std::size_t max_label = 64;  // bytes

struct Label {
  Id slot{};
  std::string text;
  std::string line;  // with its LF
};

/// Is `text` UTF-8 of 1 to max_label bytes, without control characters?
bool is_label(std::string_view text) noexcept;
/// Reads a line without its LF. Nothing where it is no label, or not as this version has it.
std::optional<Label> parse_label(std::string_view line);
/// The line, with its LF.
std::string format_label(const Id& slot, std::string_view text);

}  // namespace fob::vault
