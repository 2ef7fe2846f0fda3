#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/vault/sealed.h"

namespace fob::cli {

/// The previous generation of the vault at `named`, where one is beside it that is whole, as
/// far as that shows without a key.
std::optional<vault::Sealed> whole_previous(const std::filesystem::path& named);
/// Is there a file in its place that begins as a vault does, whole or not? One that cannot be
/// read is none.
bool has_previous(const std::filesystem::path& named);

/// For whoever is going to make a vault at `named`, where there is none: throws failed where
/// has_previous(), for the next change to the new one would overwrite it, and io where what
/// is there cannot be read. The hint is `instead`, or to move it away.
void refuse_previous(const std::filesystem::path& named, const std::string& instead);

}  // namespace fob::cli
