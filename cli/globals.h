#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/parser.h"
#include "cli/passphrase.h"

namespace fob::cli {

enum class Color { automatic, always, never };

/// The options of every command, and the FOB_* variables behind them.
struct Globals {
  std::filesystem::path vault;
  bool vault_option = false;  ///< it is named by the option, not by a variable
  PassphraseSource passphrase;
  bool passphrase_by_option = false;             ///< it is named by an option
  SecretSource recovery_key;                     ///< given by fd or file, or not at all
  std::optional<std::filesystem::path> keyfile;  ///< given by its option alone
  /// One of the three is named by an option, not by a variable.
  bool passphrase_options = false;
  std::uint64_t kdf_work_limit = 0;  // passes times KiB
  Color color = Color::automatic;
  bool json = false;
  bool no_input = false;
  bool yes = false;
  bool quiet = false;
  bool verbose = false;
  bool version = false;
  bool help = false;
};

/// The texts of the global options as they are parsed.
struct GlobalOptions {
  std::optional<std::string> vault, passphrase_fd, passphrase_file, passphrase_command;
  std::optional<std::string> recovery_key_fd, recovery_key_file, keyfile;
  std::optional<std::string> kdf_limit, color;
  bool json = false, no_input = false, yes = false, quiet = false, verbose = false;
  bool version = false, help = false;

  /// Adds them to `parser`.
  void declare(Parser& parser);
  /// Their values, with the variables and defaults where they are absent. Throws usage.
  Globals values() const;
};

}  // namespace fob::cli
