#include "cli/environment.h"

#include <cstdlib>

#include "core/base/error.h"

namespace fob::cli {
namespace {

using std::filesystem::path;

/// The folder that `name` holds. The XDG base directory specification has relative ones
/// ignored, and a relative HOME would move the vault with every cd.
std::optional<path> folder(const char* name) {
  if (const auto value = variable(name)) {
    if (path named(*value); named.is_absolute()) return named;
  }
  return std::nullopt;
}

/// The folder that `name` holds, or else `below_home` in the home folder.
std::optional<path> base_folder(const char* name, const char* below_home) {
  if (auto base = folder(name)) return base;
  if (auto home = folder("HOME")) return *home / below_home;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

path default_vault() {
  if (const auto base = base_folder("XDG_DATA_HOME", ".local/share")) {
    return *base / "fob/vault.fob";
  }
  throw Error(Kind::io, "HOME does not name a folder, so there is no place for the vault",
              "say where it is: --vault PATH, or FOB_VAULT");
}

std::optional<path> state_folder() {
  if (const auto base = base_folder("XDG_STATE_HOME", ".local/state")) return *base / "fob";
  return std::nullopt;
}

}  // namespace fob::cli
