#include "cli/options.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {

std::uint64_t number(std::string_view option, std::string_view text, std::uint64_t min,
                     std::uint64_t max) {
  const auto value = decimal(text, max);
  if (value && *value >= min) return *value;
  throw Error(Kind::usage,
              fmt::format("{} must be a whole number from {} to {}", option, min, max));
}

const std::string& plain_text(std::string_view option, const std::string& text) {
  if (!valid_utf8(text)) throw Error(Kind::usage, fmt::format("{} is not UTF-8", option));
  return text;
}

std::size_t one_of(std::string_view option, std::string_view text,
                   std::initializer_list<std::string_view> words) {
  const auto found = std::ranges::find(words, text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  throw Error(Kind::usage,
              fmt::format("{} must be one of: {}", option, fmt::join(words, ", ")));
}

}  // namespace fob::cli
