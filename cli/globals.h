#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/passphrase.h"

namespace CLI {
class App;
}

namespace fob::cli {

enum class Color { automatic, always, never };

/// The options of every command, and the FOB_* variables behind them.
struct Globals {
  std::filesystem::path vault;
  PassphraseSource passphrase;
  bool passphrase_options = false;   ///< it is named by an option, not by a variable
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
  std::optional<std::string> kdf_limit, color;
  bool json = false, no_input = false, yes = false, quiet = false, verbose = false;
  bool version = false, help = false;

  /// Adds them to `app`, in the group "Global options".
  void declare(CLI::App& app);
  /// Their values, with the variables and defaults where they are absent. Throws usage.
  Globals values() const;
};

/// The name of the group that declare() puts them in.
inline constexpr std::string_view global_group = "Global options";

}  // namespace fob::cli
