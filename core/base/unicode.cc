#include "core/base/unicode.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include <utf8proc.h>

#include "core/base/text.h"

namespace fob {
namespace {

using CodePoint = utf8proc_int32_t;

const utf8proc_uint8_t* bytes(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

utf8proc_ssize_t length(std::string_view text) {
  return static_cast<utf8proc_ssize_t>(text.size());
}

bool ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Takes the first character off `text`, which is valid and not empty.
CodePoint take(std::string_view& text) {
  CodePoint c = 0;
  const auto size = utf8proc_iterate(bytes(text), length(text), &c);
  text.remove_prefix(static_cast<std::size_t>(size));
  return c;
}

void append(std::string& text, CodePoint c) {
  utf8proc_uint8_t buffer[4];
  const auto size = utf8proc_encode_char(c, buffer);
  std::copy_n(buffer, size, std::back_inserter(text));
}

CodePoint simple_fold(CodePoint c) {
  // Its lower case is the dotted i, which it folds to in Turkish alone.
  constexpr CodePoint capital_i_with_dot = 0x130;
  if (c == capital_i_with_dot) return c;
  CodePoint full[4];
  int boundary = UTF8PROC_BOUNDCLASS_START;
  const auto size =
      utf8proc_decompose_char(c, full, std::ssize(full), UTF8PROC_CASEFOLD, &boundary);
  return size == 1 ? full[0] : utf8proc_tolower(c);
}

/// The end of the grapheme cluster that `text`, valid and not empty, begins with.
std::size_t cluster_size(std::string_view text) {
  std::string_view rest = text;
  utf8proc_int32_t state = 0;
  CodePoint before = take(rest);
  while (!rest.empty()) {
    std::string_view after = rest;
    const CodePoint c = take(after);
    if (utf8proc_grapheme_break_stateful(before, c, &state)) break;
    before = c;
    rest = after;
  }
  return text.size() - rest.size();
}

}  // namespace

// utf8proc_map() would do in one call, but in memory of its own, which nobody wipes.
std::string nfc(std::string_view text) {
  if (ascii(text) || !valid_utf8(text)) return std::string(text);
  constexpr auto form = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const auto size = utf8proc_decompose(bytes(text), length(text), nullptr, 0, form);
  if (size < 0) return std::string(text);
  std::vector<CodePoint> points(static_cast<std::size_t>(size) + 1);  // one for its NUL
  utf8proc_decompose(bytes(text), length(text), points.data(), size, form);
  const auto encoded = utf8proc_reencode(points.data(), size, form);  // in place
  return {reinterpret_cast<const char*>(points.data()), static_cast<std::size_t>(encoded)};
}

std::string folded(std::string_view text) {
  if (ascii(text)) return lowered(text);
  if (!valid_utf8(text)) return std::string(text);
  const std::string composed = nfc(text);
  std::string result;
  result.reserve(composed.size());
  for (std::string_view rest = composed; !rest.empty();)
    append(result, simple_fold(take(rest)));
  return nfc(result);
}

int display_width(std::string_view text) {
  if (!valid_utf8(text)) return static_cast<int>(text.size());
  int width = 0;
  while (!text.empty())
    width += utf8proc_charwidth(take(text));
  return width;
}

std::string fitted(std::string_view text, int columns) {
  if (display_width(text) <= columns) return std::string(text);
  const bool valid = valid_utf8(text);
  std::size_t kept = 0;
  for (int left = columns - 1;;) {
    const std::string_view rest = text.substr(kept);
    const std::size_t size = valid ? cluster_size(rest) : 1;
    left -= valid ? display_width(rest.substr(0, size)) : 1;
    if (left < 0) break;
    kept += size;
  }
  return std::string(text.substr(0, kept)) + "…";
}

}  // namespace fob
