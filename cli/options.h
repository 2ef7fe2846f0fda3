#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "cli/parser.h"
#include "cli/passphrase.h"

namespace fob::cli {

// The values of options. Each throws usage, naming the option, never what was typed.

/// A whole number from `min` to `max`.
std::uint64_t number(std::string_view option, std::string_view text, std::uint64_t min,
                     std::uint64_t max);
/// Valid UTF-8, which is all that the text of an account has to be.
const std::string& plain_text(std::string_view option, const std::string& text);
/// The place of `text` in `words`.
std::size_t one_of(std::string_view option, std::string_view text,
                   std::initializer_list<std::string_view> words);

/// `--NAME-fd N`, `--NAME-file PATH` and, where `with_command`, `--NAME-command CMD`.
struct SourceOptions {
  std::optional<std::string> fd, file, command;
  void declare(Parser& parser, const std::string& name, const std::string& what,
               bool with_command = false);
  bool given() const noexcept { return fd || file || command; }
  /// At most one of them. `name` as declared.
  PassphraseSource source(std::string_view name) const;
};

/// Is one of `others` read from the descriptor of the vault's passphrase? That is the first
/// line there, so the vault is opened before them.
bool passphrase_comes_first(const PassphraseSource& passphrase,
                            std::initializer_list<SourceOptions> others);

}  // namespace fob::cli
