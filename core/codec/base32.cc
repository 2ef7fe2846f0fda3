#include "core/codec/base32.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base64.h"

namespace fob::codec {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// For each byte its place in the alphabet, in either case, or none.
constexpr unsigned char none = 0xff;
constexpr auto values = [] {
  std::array<unsigned char, 256> table{};
  table.fill(none);
  for (unsigned char value = 0; value < alphabet.size(); ++value) {
    const char c = alphabet[value];
    table[static_cast<unsigned char>(c)] = value;
    if (c >= 'A') table[static_cast<unsigned char>(c - 'A' + 'a')] = value;
  }
  return table;
}();

/// How many bytes at the front of `text` are only there to please the eye.
std::size_t ignored(std::string_view text) {
  constexpr std::string_view no_break_space = "\u00a0", zero_width_space = "\u200b";
  if (std::string_view(" \t\n\v\f\r-").find(text.front()) != std::string_view::npos) return 1;
  if (text.starts_with(no_break_space)) return no_break_space.size();
  if (text.starts_with(zero_width_space)) return zero_width_space.size();
  return 0;
}

/// `text` without what is ignored.
std::string condensed(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t skip = ignored(text);
    if (skip == 0) result += text.front();
    text.remove_prefix(std::max<std::size_t>(skip, 1));
  }
  return result;
}

/// No encoder of base32 mixes cases: with padding, or + and /, that is base64.
bool looks_like_base64(std::string_view text) {
  const bool mixed = lowered(text) != text && uppered(text) != text;
  const bool marked = text.find_first_of("+/") != std::string_view::npos;
  return (marked || (mixed && text.ends_with('='))) &&
         decode_base64(text, Base64::standard).has_value();
}

/// What to do about a `text` that has a character that is not base32.
std::string hint_for(const std::string& text) {
  if (decode_hex(text)) return "it looks like hex: if it is, add --secret-format hex";
  if (looks_like_base64(text))
    return "it looks like base64: if it is, add --secret-format base64";
  if (text.find_first_of("0189") != std::string::npos) {
    return "base32 has no 0, 1, 8 or 9: look again whether they are the letters O, I or L, B "
           "and G";
  }
  return "base32 is the letters A to Z and the digits 2 to 7";
}

[[noreturn]] void refuse(std::string_view text, std::size_t position) {
  throw Error(
      Kind::malformed,
      fmt::format("the secret has a character that is not base32 at position {}", position),
      hint_for(condensed(text)));
}

}  // namespace

Base32 decode_base32(std::string_view text) {
  Base32 result;
  result.bytes.reserve(text.size() * 5 / 8);
  std::uint32_t bits = 0;  // those that no byte has taken yet, at the low end
  int pending = 0;         // how many
  std::size_t symbols = 0;
  std::size_t position = 0;  // of the character at hand
  std::size_t padding = 0;   // where the first = was

  for (std::string_view rest = text; !rest.empty();) {
    ++position;
    const unsigned char value = values[static_cast<unsigned char>(rest.front())];
    if (value == none) {
      const bool is_padding = rest.front() == '=';
      if (is_padding && padding == 0) padding = position;
      const std::size_t skip = is_padding ? 1 : ignored(rest);
      if (skip == 0) refuse(text, position);
      rest.remove_prefix(skip);
      continue;
    }
    rest.remove_prefix(1);
    if (padding != 0) refuse(text, padding);
    ++symbols;
    bits = bits << 5 | value;
    pending += 5;
    if (pending >= 8) {
      pending -= 8;
      result.bytes.push_back(static_cast<unsigned char>(bits >> pending));
      bits &= (1u << pending) - 1;
    }
  }

  if (symbols == 0) throw Error(Kind::malformed, "the secret is empty");
  if (result.bytes.empty()) {
    throw Error(Kind::malformed, "the secret is too short: one character is less than a byte");
  }
  result.odd_ending = pending >= 5 || bits != 0;
  return result;
}

std::string encode_base32(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() * 8 + 4) / 5);
  std::uint32_t bits = 0;
  int pending = 0;
  for (const unsigned char byte : bytes) {
    bits = (bits << 8 | byte) & 0xfff;
    pending += 8;
    while (pending >= 5) {
      pending -= 5;
      text += alphabet[bits >> pending & 31];
    }
  }
  if (pending > 0) text += alphabet[bits << (5 - pending) & 31];
  return text;
}

}  // namespace fob::codec
