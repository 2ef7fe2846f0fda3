#include "cli/shell_word.h"

#include <string_view>

#include <fmt/format.h>

#include "core/base/text.h"

namespace fob::cli {
namespace {

/// Quoted as bash, zsh and others have it, for what a terminal does not show.
std::string dollar_quoted(std::string_view text) {
  std::string word = "$'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f) {
      word += fmt::format("\\x{:02x}", byte);
    } else {
      if (c == '\'' || c == '\\') word += '\\';
      word += c;
    }
  }
  return word + "'";
}

}  // namespace

std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+:@%=,~-";
  if (!text.empty() && !text.starts_with('~') && text.find_first_not_of(plain) == text.npos) {
    return text;
  }
  if (escaped(text) != text) return dollar_quoted(text);
  std::string word = "'";
  for (const char c : text)
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string shell_path(const std::filesystem::path& path) {
  const std::string& name = path.native();
  return shell_word(name.starts_with('-') ? "./" + name : name);
}

}  // namespace fob::cli
