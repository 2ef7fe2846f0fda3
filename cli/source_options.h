#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "cli/parser.h"
#include "cli/secret_source.h"

namespace fob::cli {

/// `--NAME-fd N`, `--NAME-file PATH` and, where `with_command`, `--NAME-command CMD`.
struct SourceOptions {
  std::optional<std::string> fd, file, command;
  void declare(Parser& parser, const std::string& name, const std::string& what,
               bool with_command = false);
  bool given() const noexcept { return fd || file || command; }
  /// At most one of them, else throws usage. `name` as declared.
  SecretSource source(std::string_view name) const;
  /// What it holds before its first line end, if it is given. Throws as read_secret().
  std::optional<Secret> read(std::string_view name) const { return read_secret(source(name)); }
};

/// What opens the file that a command reads, where that is another vault.
struct SourceSecret {
  SecretSource passphrase;  ///< or a recovery key
  std::optional<std::filesystem::path> keyfile;
  bool given() const noexcept {
    return keyfile || passphrase.fd || passphrase.file || passphrase.command;
  }
};

/// `--source-passphrase-*` and `--source-keyfile PATH`.
struct SourceSecretOptions {
  SourceOptions passphrase;
  std::optional<std::string> keyfile;
  void declare(Parser& parser, const std::string& whose);
  bool given() const noexcept { return passphrase.given() || keyfile; }
  /// At most one of them, else throws usage.
  SourceSecret secret() const;
};

/// Is one of `others` read from the descriptor of the vault's passphrase? That is the first
/// line there, so the vault is opened before them.
bool passphrase_comes_first(const SecretSource& passphrase,
                            std::initializer_list<SourceOptions> others);

}  // namespace fob::cli
