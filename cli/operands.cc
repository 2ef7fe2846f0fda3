#include "cli/operands.h"

#include <algorithm>
#include <unistd.h>

#include "core/base/text.h"
#include "core/vault/recovery_key.h"

namespace fob::cli {
namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view base32_digits = "234567";

bool has_only(std::string_view word, std::string_view some, std::string_view others) {
  return std::ranges::all_of(
      word, [&](char c) { return some.find(c) != some.npos || others.find(c) != others.npos; });
}

/// Of a secret's sixteen characters three are digits; names have none, or few.
bool is_base32(std::string_view word, std::ptrdiff_t least_digits) {
  const auto digits = std::ranges::count_if(
      word, [](char c) { return base32_digits.find(c) != base32_digits.npos; });
  return word.size() >= 16 && digits >= least_digits && has_only(word, letters, base32_digits);
}

bool is_hex(std::string_view word) {
  constexpr std::size_t least = 40;  // 32 are an id
  return word.size() >= least && has_only(word, "0123456789", "abcdefABCDEF");
}

/// Without its padding it could be a name.
bool is_base64(std::string_view word) {
  return word.size() >= 16 && word.ends_with('=') && has_only(word, letters, "0123456789+/-_=");
}

/// A recovery key, also one that was mistyped: seven groups of four are hardly anything else.
bool is_recovery_key(std::string_view word) {
  if (vault::parse_recovery_key(word)) return true;
  const auto groups = split(word, word.find(' ') == word.npos ? '-' : ' ');
  return groups.size() == vault::recovery_groups &&
         std::ranges::all_of(groups, [](std::string_view group) {
           return group.size() == vault::recovery_group_size &&
                  has_only(group, letters, "0123456789");
         });
}

/// `word` put together, where it comes in groups of one size, as services show a secret; else
/// as it is.
std::string ungrouped(std::string_view word) {
  const auto groups = split(word, word.find(' ') == word.npos ? '-' : ' ');
  std::string whole;
  for (const std::string_view group : groups) {
    const bool last = group.data() == groups.back().data();
    if (group.size() > groups.front().size() || (!last && group.size() < groups.front().size()))
      return std::string(word);
    whole += group;
  }
  return whole;
}

}  // namespace

bool looks_like_secret(std::string_view word) {
  if (is_recovery_key(word)) return true;
  const std::string whole = ungrouped(word);
  const std::string_view bare =
      std::string_view(whole).substr(0, whole.find_last_not_of('=') + 1);
  // Neither capitals nor groups are how names with a digit are written. A secret of whole bytes
  // in groups of five, as most are, comes without a digit once in thirty.
  const bool shown = whole.size() < word.size() || uppered(word) == word;
  const std::ptrdiff_t least_digits = !shown ? 2 : bare.size() % 8 == 0 ? 0 : 1;
  return is_base32(bare, least_digits) || is_hex(bare) || is_base64(whole);
}

std::string name_of_secret_file(const std::filesystem::path& file) {
  const std::string name = file.string();
  const bool plain = name.find_first_of("/.") != name.npos && !looks_like_secret(name);
  return plain || access(file.c_str(), F_OK) == 0 ? " " + name : "";
}

Error wrong_operands(const std::vector<std::string>& operands, const std::string& what,
                     const std::string& hint) {
  if (std::ranges::none_of(operands, looks_like_secret)) return {Kind::usage, what, hint};
  return {Kind::usage, what,
          "fob asks for secrets; what looks like one here is in the shell's history now"};
}

}  // namespace fob::cli
