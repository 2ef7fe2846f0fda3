#include "cli/words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cli/terminal/suggest.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

constexpr std::array<std::string_view, 17> with_value{"--vault",
                                                      "--kdf-limit",
                                                      "--passphrase-fd",
                                                      "--passphrase-file",
                                                      "--passphrase-command",
                                                      "--color",
                                                      "--tag",
                                                      "--at",
                                                      "--valid-for",
                                                      "--pin-fd",
                                                      "--pin-file",
                                                      "--type",
                                                      "--algorithm",
                                                      "--digits",
                                                      "--period",
                                                      "--counter",
                                                      "--secret-format"};

bool takes_value(std::string_view word) {
  return std::ranges::find(with_value, word) != with_value.end();
}

/// The place of the first word that is neither option nor value; size() if there is none.
/// `--` counts as a word.
std::size_t first_word(const std::vector<std::string>& words) {
  std::size_t i = 0;
  while (i < words.size()) {
    const std::string& word = words[i];
    if (word == "-" || word == "--" || !word.starts_with('-')) break;
    i += takes_value(word) ? 2u : 1u;
  }
  return std::min(i, words.size());
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
  return fmt::format("there is no command {}", escaped(word));
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

std::span<const std::string_view> options_with_value() noexcept {
  return with_value;
}

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
  const std::size_t at = first_word(words);
  if (at == words.size() || (words[at] == "--" && at + 1 == words.size())) {
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
