#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace fob::cli {

/// The variable's value; nothing where it is unset or empty.
std::optional<std::string> variable(const char* name);

/// $XDG_DATA_HOME/fob/vault.fob, that is ~/.local/share/fob/vault.fob; a relative
/// XDG_DATA_HOME counts as unset. Throws io, naming --vault, without HOME.
std::filesystem::path default_vault();

/// $XDG_STATE_HOME/fob, that is ~/.local/state/fob; nothing without HOME.
std::optional<std::filesystem::path> state_folder();

}  // namespace fob::cli
