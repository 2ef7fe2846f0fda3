#pragma once

#include <filesystem>

#include "cli/command.h"
#include "core/vault/check.h"

namespace fob::cli {

/// What `check` judges the open vault by, from the disk and the machine. Changes nothing.
vault::Facts vault_facts(const Context& cli, const vault::Vault& vault);

/// Where the file of that name is: what it leads to, if it is a link.
std::filesystem::path real_path(const std::filesystem::path& named);
/// The folder that `file` is in.
std::filesystem::path folder_of(const std::filesystem::path& file);
/// `file~`.
std::filesystem::path previous_path(const std::filesystem::path& file);

}  // namespace fob::cli
