#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

namespace fob {
namespace {

constexpr std::string_view white_space = " \t\n\v\f\r";

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char upper(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

struct Character {
  std::uint32_t value;
  std::size_t size;  // in bytes
};

/// How many bytes of ASCII `text` begins with: nearly all text is nothing else, and a vault
/// is full of it.
std::size_t ascii_prefix(std::string_view text) noexcept {
  std::size_t size = 0;
  for (std::uint64_t eight = 0; text.size() - size >= sizeof eight; size += sizeof eight) {
    std::memcpy(&eight, text.data() + size, sizeof eight);
    if ((eight & 0x8080808080808080u) != 0) break;
  }
  while (size < text.size() && (text[size] & 0x80) == 0)
    ++size;
  return size;
}

/// The character that `text`, which is not empty, begins with; nothing where that is not
/// well-formed.
std::optional<Character> first_character(std::string_view text) noexcept {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return Character{lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return std::nullopt;

  std::uint32_t value = lead & (0x7fu >> size);
  for (const char c : text.substr(1, size - 1)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0u) != 0x80) return std::nullopt;
    value = value << 6 | (byte & 0x3fu);
  }
  const std::uint32_t least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < least || value > 0x10ffff || surrogate) return std::nullopt;
  return Character{value, size};
}

/// Would it end a line, move the cursor, or show text in another order than it stands?
constexpr bool unsafe(std::uint32_t c) noexcept {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f)          // C0, DEL, C1
         || c == 0x2028 || c == 0x2029                 // line, paragraph
         || c == 0x061c || c == 0x200e || c == 0x200f  // direction marks
         || (c >= 0x202a && c <= 0x202e)               // embeddings and overrides
         || (c >= 0x2066 && c <= 0x2069);              // isolates
}

std::string escape(std::uint32_t c) {
  if (c == '\n') return "\\n";
  if (c == '\r') return "\\r";
  if (c == '\t') return "\\t";
  return c < 0x80 ? fmt::format("\\x{:02x}", c) : fmt::format("\\u{:04x}", c);
}

}  // namespace

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

std::string uppered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), upper);
  return result;
}

bool same_word(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(white_space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  pieces.reserve(1 + static_cast<std::size_t>(std::ranges::count(text, separator)));
  for (;;) {
    const std::size_t end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::uint64_t> decimal(std::string_view text, std::uint64_t max) {
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value > max) return std::nullopt;
  return value;
}

bool valid_utf8(std::string_view text) noexcept {
  for (;;) {
    text.remove_prefix(ascii_prefix(text));
    if (text.empty()) return true;
    const auto character = first_character(text);
    if (!character) return false;
    text.remove_prefix(character->size);
  }
}

bool is_text(std::string_view text) noexcept {
  return valid_utf8(text) && text.find('\0') == text.npos;
}

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (;;) {
    const auto other = std::ranges::find_if(text, [](char c) { return c < ' ' || c > '~'; });
    result.append(text.begin(), other);
    text.remove_prefix(static_cast<std::size_t>(other - text.begin()));
    if (text.empty()) return result;
    const auto character = first_character(text);
    const std::size_t size = character ? character->size : 1;
    if (!character) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
    } else if (unsafe(character->value)) {
      result += escape(character->value);
    } else {
      result += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
  if (count == 1) return fmt::format("1 {}", singular);
  return plural.empty() ? fmt::format("{} {}s", count, singular)
                        : fmt::format("{} {}", count, plural);
}

}  // namespace fob
