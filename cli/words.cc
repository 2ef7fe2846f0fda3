#include "cli/words.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "cli/globals.h"
#include "cli/operands.h"
#include "cli/parser.h"
#include "cli/terminal/suggest.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// The options that stand before a command's name, or without one: those of every command and
/// of `code`, as they are declared. Made only where a word looks like one.
class LeadingOptions {
 public:
  LeadingOptions() {
    globals_.declare(parser_);
    command_named("code")->declare(parser_);
  }

  bool takes_value(std::string_view word) const {
    const Option* option = parser_.find(word);
    return option != nullptr && !option->is_flag();
  }
  bool is_of_code(std::string_view word) const {
    const Option* option = parser_.find(word.substr(0, word.find('=')));
    return option != nullptr && !option->global;
  }

 private:
  GlobalOptions globals_;
  Parser parser_;
};

/// What stands before the first word that is neither option nor value.
struct Leading {
  std::size_t size = 0;  ///< so many words; `--` counts as a word
  bool of_code = false;  ///< there is an option of `code` among them
};

Leading leading_options(const std::vector<std::string>& words) {
  Leading leading;
  std::optional<LeadingOptions> known;
  while (leading.size < words.size()) {
    const std::string& word = words[leading.size];
    if (word == "-" || word == "--" || !word.starts_with('-')) break;
    if (!known) known.emplace();
    if (known->is_of_code(word)) leading.of_code = true;
    leading.size += known->takes_value(word) ? 2u : 1u;
  }
  leading.size = std::min(leading.size, words.size());
  return leading;
}

[[noreturn]] void refuse_reserved(std::string_view word) {
  throw Error(Kind::usage, fmt::format("{} is not in this version", word),
              fmt::format("for an account of that name, type: fob code {}", word));
}

/// The command or alias that is one edit away from `word`, or nothing.
std::string_view meant_by(std::string_view word) {
  std::vector<std::string_view> names;
  for (const Command& command : commands()) {
    names.push_back(command.name);
    if (!command.alias.empty()) names.push_back(command.alias);
  }
  return near_miss(word, names);
}

std::string no_command(std::string_view word) {
  if (looks_like_secret(word)) return "there is no such command";
  return fmt::format("there is no command '{}'", escaped(word));
}

bool is_reserved(std::string_view word) {
  return std::ranges::find(reserved_words(), word) != reserved_words().end();
}

/// One edit from a command is a slip of the finger, even where an account is so named: what a
/// script gets must not depend on what is in the vault.
void refuse_near_miss(const std::string& word) {
  const std::string_view meant = meant_by(word);
  if (meant.empty()) return;
  throw Error(Kind::usage, no_command(word),
              fmt::format("did you mean: fob {}    for an account of that name: fob -- {}",
                          meant, escaped(word)));
}

}  // namespace

bool has_word(const std::vector<std::string>& words, std::string_view option) noexcept {
  const auto end = std::ranges::find(words, std::string_view("--"));
  return std::find(words.begin(), end, option) != end;
}

void refuse_command(const std::string& word) {
  if (is_reserved(word)) {
    throw Error(Kind::usage, fmt::format("{} is not in this version", word),
                "type: fob --help");
  }
  const std::string_view meant = meant_by(word);
  throw Error(
      Kind::usage, no_command(word),
      meant.empty() ? "type: fob --help" : fmt::format("did you mean: fob help {}", meant));
}

Request find_command(const std::vector<std::string>& words) {
  Request request;
  const auto [at, of_code] = leading_options(words);
  if (at == words.size() || (words[at] == "--" && at + 1 == words.size())) {
    if (of_code) request.command = command_named("code");
    request.words = words;
    return request;
  }
  const std::string& word = words[at];
  request.command = command_named(word);
  if (request.command != nullptr) {
    request.words = words;
    request.words.erase(request.words.begin() + static_cast<std::ptrdiff_t>(at));
    return request;
  }
  if (word != "--" && word != "-") {
    if (is_reserved(word)) refuse_reserved(word);
    refuse_near_miss(word);
  }
  request.command = command_named("code");
  if (word != "-") request.words.emplace_back("--exact");
  request.words.insert(request.words.end(), words.begin(), words.end());
  return request;
}

}  // namespace fob::cli
