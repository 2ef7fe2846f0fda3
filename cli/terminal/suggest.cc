#include "cli/terminal/suggest.h"

#include <algorithm>

namespace fob::cli {
namespace {

bool one_edit_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;

  const auto [left, right] = std::ranges::mismatch(a, b);
  const std::string_view a_rest(left, a.end()), b_rest(right, b.end());
  if (a.size() < b.size()) return a_rest == b_rest.substr(1);
  if (a_rest.empty()) return false;
  if (a_rest.substr(1) == b_rest.substr(1)) return true;
  return a_rest.size() > 1 && a_rest[0] == b_rest[1] && a_rest[1] == b_rest[0] &&
         a_rest.substr(2) == b_rest.substr(2);
}

}  // namespace

std::string_view near_miss(std::string_view word, std::span<const std::string_view> words) {
  if (std::ranges::find(words, word) != words.end()) return {};
  const auto near =
      std::ranges::find_if(words, [&](auto each) { return one_edit_apart(word, each); });
  return near == words.end() ? std::string_view() : *near;
}

}  // namespace fob::cli
