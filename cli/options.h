#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/passphrase.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace fob::cli {

// All options are declared through these, as text: a value is checked by our own functions,
// so that what the user reads about a wrong one is ours, and never repeats it.

/// To be called on the words before CLI11 gets them: then a word in brackets stays one word.
void guard_brackets(std::vector<std::string>& words);

/// `names` as `-o,--output`; `value` as shown in help: FILE, N, MiB, sha1|sha256|sha512.
CLI::Option* add_value(CLI::App& app, const std::string& names,
                       std::optional<std::string>& into, const std::string& value,
                       const std::string& help);
/// May be given several times.
CLI::Option* add_values(CLI::App& app, const std::string& names, std::vector<std::string>& into,
                        const std::string& value, const std::string& help);
CLI::Option* add_flag(CLI::App& app, const std::string& names, bool& into,
                      const std::string& help);
/// The operands: words that are no options.
void add_operands(CLI::App& app, std::vector<std::string>& into);

// Values. Each throws usage, naming the option.

/// A whole number from `min` to `max`.
std::uint64_t number(std::string_view option, std::string_view text, std::uint64_t min,
                     std::uint64_t max);
/// Valid UTF-8 without control characters.
const std::string& plain_text(std::string_view option, const std::string& text);
/// The place of `text` in `words`.
std::size_t one_of(std::string_view option, std::string_view text,
                   std::initializer_list<std::string_view> words);

/// `--NAME-fd N`, `--NAME-file PATH` and, where `with_command`, `--NAME-command CMD`.
struct SourceOptions {
  std::optional<std::string> fd, file, command;
  void declare(CLI::App& app, const std::string& name, const std::string& what,
               bool with_command = false);
  bool given() const noexcept { return fd || file || command; }
  /// At most one of them. `name` as declared.
  PassphraseSource source(std::string_view name) const;
};

}  // namespace fob::cli
