#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace fob::cli {

/// What the words of the command line ask for, before any option is parsed.
struct Request {
  const Command* command = nullptr;  ///< null: bare `fob`, with global options at most
  /// All words but the command's name. For the shorthand, which is `code`: all words, with
  /// --exact put before them.
  std::vector<std::string> words;
};

/// Looks through `words` for the first that is no option and no option's value. A command's
/// name or alias is that command; any other word, and whatever follows `--`, is an account's
/// name: the shorthand of `code`. Options of `code` alone are that command too. Throws usage
/// for a reserved name, and for a word that is one edit away from a command.
Request find_command(const std::vector<std::string>& words);

/// Throws usage for `word`, which must be a command and is none: a later version's, one edit
/// away from one, or neither.
[[noreturn]] void refuse_command(const std::string& word);

/// Does `option` stand in `words`, before any `--`? For what must be known even when the
/// rest cannot be parsed.
bool has_word(const std::vector<std::string>& words, std::string_view option) noexcept;

}  // namespace fob::cli
