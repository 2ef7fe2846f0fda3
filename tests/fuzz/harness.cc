#include "tests/fuzz/harness.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "core/base/text.h"

namespace fob::fuzz {
namespace {

constexpr std::size_t longest_echo = 8;

constexpr char turned(char c, char first, int count) {
  return static_cast<char>(first + (c - first + count / 2) % count);
}

/// Other characters of the same classes: half an alphabet on.
std::string changed(std::string_view piece) {
  std::string result(piece);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = turned(c, 'a', 26);
    if (c >= 'A' && c <= 'Z') c = turned(c, 'A', 26);
    if (c >= '0' && c <= '9') c = turned(c, '0', 10);
  }
  return result;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result(text);
  for (std::size_t at = 0; (at = result.find(from, at)) != result.npos; at += to.size())
    result.replace(at, from.size(), to);
  return result;
}

/// What `say` returns or throws.
std::string said(std::string_view input,
                 const std::function<std::string(std::string_view)>& say) {
  try {
    return say(input);
  } catch (const Error& error) {
    return std::string(error.what()) + '\n' + error.hint();
  }
}

bool is_line(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

}  // namespace

void require(bool holds, std::string_view sentence) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
  std::abort();
}

std::string words_of(const Error& error, std::initializer_list<Kind> kinds) {
  const std::string_view what = error.what();
  require(std::ranges::find(kinds, error.kind()) != kinds.end(),
          "the error is of another kind");
  require(!what.empty() && !what.ends_with('.'), "the message is empty or a sentence");
  require(is_line(what) && is_line(error.hint()), "the message is more than a line");
  require(valid_utf8(what) && valid_utf8(error.hint()), "the message is not UTF-8");
  return std::string(what) + '\n' + error.hint();
}

void refuse_echo(std::string_view input, const std::string& words, MayRepeat may_repeat,
                 const std::function<std::string(std::string_view)>& say) {
  constexpr std::size_t size = longest_echo + 1;
  for (std::size_t at = 0; at + size <= words.size(); ++at) {
    const std::string_view piece = std::string_view(words).substr(at, size);
    const bool one_text = piece.find('\n') == piece.npos;
    if (!one_text || input.find(piece) == input.npos || may_repeat(piece)) continue;
    const std::string other = changed(piece);
    if (words.find(other) != words.npos) continue;
    require(said(replaced(input, piece, other), say).find(other) == std::string::npos,
            "the message repeats what was read");
  }
}

}  // namespace fob::fuzz
