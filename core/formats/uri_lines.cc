#include "core/formats/uri_lines.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace fob::formats {
namespace {

constexpr std::string_view mark = "://";
constexpr std::string_view separators = ", \t\v\f\r";
constexpr std::array<std::string_view, 4> schemes{"otpauth", "otpauth-migration", "steam",
                                                  "motp"};

bool is_one_of(std::string_view characters, char c) noexcept {
  return characters.find(c) != characters.npos;
}

bool is_in_scheme(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         is_one_of("+-.", c);
}

bool begins_with_uri(std::string_view text) noexcept {
  return std::ranges::any_of(schemes, [text](std::string_view scheme) {
    return same_word(text.substr(0, scheme.size()), scheme) &&
           text.substr(scheme.size()).starts_with(mark);
  });
}

/// Where in `line`, from `from` on, the next URI begins; npos without one.
std::size_t find_uri(std::string_view line, std::size_t from) noexcept {
  constexpr std::size_t longest = std::ranges::max(schemes, {}, &std::string_view::size).size();
  for (std::size_t at = from; (at = line.find(mark, at)) != line.npos; at += mark.size()) {
    std::size_t begin = at;
    while (begin > from && at - begin <= longest && is_in_scheme(line[begin - 1]))
      --begin;
    if (begins_with_uri(line.substr(begin))) return begin;
  }
  return line.npos;
}

/// The characters that end a URI that begins at `begin` and has a line's other text around
/// it.
std::string_view ends_of(std::string_view line, std::size_t begin) noexcept {
  if (begin == 0) return {};  // the whole line is the URI, spaces too
  switch (line[begin - 1]) {
    case '"':
      return "\"";
    case '\'':
      return "'";
    case '<':
      return ">";
    default:
      return " \t\v\f\r\"'<>";
  }
}

std::size_t end_of_uri(std::string_view line, std::size_t begin) noexcept {
  const std::string_view ends = ends_of(line, begin);
  for (std::size_t i = begin; i < line.size(); ++i) {
    if (is_one_of(ends, line[i])) return i;
    if (is_one_of(separators, line[i]) && begins_with_uri(line.substr(i + 1))) {
      return line.find_last_not_of(separators, i) + 1;
    }
  }
  return line.size();
}

std::string_view without_byte_order_mark(std::string_view file) noexcept {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (file.starts_with(byte_order_mark)) file.remove_prefix(byte_order_mark.size());
  return file;
}

}  // namespace

std::optional<std::string_view> Uris::next() noexcept {
  const std::size_t begin = find_uri(line_, end_);
  if (begin == line_.npos) return std::nullopt;
  end_ = end_of_uri(line_, begin);
  return line_.substr(begin, end_ - begin);
}

Lines::Lines(std::string_view file) noexcept : rest_(without_byte_order_mark(file)) {}

std::optional<Line> Lines::next() noexcept {
  while (!rest_.empty()) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view text = trimmed(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    const bool comment = text.starts_with('#') || text.starts_with("//");
    if (!text.empty() && !comment) return Line{number_, text};
  }
  return std::nullopt;
}

bool may_be_lines(std::string_view file) noexcept {
  constexpr std::size_t head_size = 1024;
  if (file.substr(0, head_size).find('\0') != file.npos) return false;
  const std::string_view head = trimmed(without_byte_order_mark(file).substr(0, head_size));
  if (head.starts_with('<')) return begins_with_uri(head.substr(1));
  return !head.starts_with('{') && !head.starts_with('[');
}

}  // namespace fob::formats
