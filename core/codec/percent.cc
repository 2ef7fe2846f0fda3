#include "core/codec/percent.h"

#include "core/base/text.h"

namespace fob::codec {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

/// Nothing for what is no hex digit.
std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  return std::nullopt;
}

bool unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

std::optional<std::string> decode_percent(std::string_view text, Plus plus) {
  std::string result;
  result.reserve(text.size());
  for (;;) {
    std::string_view plain = text.substr(0, text.find('%'));
    if (plus == Plus::space) plain = plain.substr(0, plain.find('+'));
    result += plain;
    text.remove_prefix(plain.size());
    if (text.empty()) break;
    if (text.front() == '+') {
      result += ' ';
      text.remove_prefix(1);
      continue;
    }
    if (text.size() < 3) return std::nullopt;
    const auto high = hex_value(text[1]);
    const auto low = hex_value(text[2]);
    if (!high || !low) return std::nullopt;
    result += static_cast<char>(*high << 4 | *low);
    text.remove_prefix(3);
  }
  if (result.find('\0') != result.npos) return std::nullopt;
  if (!valid_utf8(result)) return std::nullopt;
  return result;
}

std::string encode_percent(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (unreserved(c)) {
      result += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result += {'%', hex_digits[byte >> 4], hex_digits[byte & 0xf]};
    }
  }
  return result;
}

}  // namespace fob::codec
