#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace fob::formats {

struct Line {
  std::size_t number;  // from 1
  std::string_view text;
};

/// The lines of a text that mean something: not empty, no comments (`#` or `//` first),
/// without the white space around them and the byte order mark.
class Lines {
 public:
  explicit Lines(std::string_view file) noexcept;

  /// The next one; nothing at the end.
  std::optional<Line> next() noexcept;

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// The URIs (otpauth, otpauth-migration, steam, motp) of a line. One that begins the line
/// has all of it, spaces too. One in quotes or <> has what is in them, and one amid other
/// text ends at white space, a quote or < >. Each ends before another one that
/// follows a comma or white space.
class Uris {
 public:
  explicit Uris(std::string_view line) noexcept : line_(line) {}

  /// The next one; nothing at the end.
  std::optional<std::string_view> next() noexcept;

 private:
  std::string_view line_;
  std::size_t end_ = 0;
};

/// Could `file` be lines of text? Not when it begins as binary files, JSON, XML and HTML do:
/// what has URIs in places of its own has more to tell than they do.
bool may_be_lines(std::string_view file) noexcept;

}  // namespace fob::formats
