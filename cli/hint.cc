#include "cli/hint.h"

#include <fmt/format.h>

#include "cli/shell_word.h"

namespace fob::cli {

std::string command_hint(const Globals& globals, std::string_view words) {
  if (!globals.vault_option) return fmt::format("fob {}", words);
  return fmt::format("fob --vault {} {}", shell_path(globals.vault), words);
}

}  // namespace fob::cli
