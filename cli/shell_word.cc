#include "cli/shell_word.h"

#include <string_view>

namespace fob::cli {

std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+:@%=,~-";
  if (!text.empty() && !text.starts_with('~') && text.find_first_not_of(plain) == text.npos) {
    return text;
  }
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
