#include "cli/operands.h"

#include <algorithm>

namespace fob::cli {
namespace {

constexpr std::string_view digits_of_base32 = "234567";
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool has_only(std::string_view word, std::string_view some, std::string_view others) {
  return std::ranges::all_of(
      word, [&](char c) { return some.find(c) != some.npos || others.find(c) != others.npos; });
}

bool is_base32(std::string_view word) {
  constexpr std::size_t least = 16;
  if (word.size() < least) return false;
  if (has_only(word, capitals, digits_of_base32)) return true;
  // A word of small letters alone is a name.
  return has_only(word, letters, digits_of_base32) &&
         word.find_first_of(digits_of_base32) != word.npos;
}

bool is_hex(std::string_view word) {
  constexpr std::size_t least = 40;  // 32 are an id
  return word.size() >= least && has_only(word, "0123456789", "abcdefABCDEF");
}

}  // namespace

bool looks_like_secret(std::string_view word) {
  std::string bare;
  for (const char c : word) {
    if (std::string_view(" -=").find(c) == std::string_view::npos) bare += c;
  }
  return is_base32(bare) || is_hex(bare);
}

Error wrong_operands(const std::vector<std::string>& operands, const std::string& what,
                     const std::string& hint) {
  if (std::ranges::none_of(operands, looks_like_secret)) return {Kind::usage, what, hint};
  return {Kind::usage, what,
          "fob asks for secrets; what looks like one here is in the shell's history now"};
}

}  // namespace fob::cli
