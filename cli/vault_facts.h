#pragma once

#include "cli/command.h"
#include "core/vault/check.h"

namespace fob::cli {

/// What `check` judges the open vault by, from the disk and the machine. Changes nothing.
vault::Facts vault_facts(const Context& cli, const vault::Vault& vault);

/// `file~`.
std::filesystem::path previous_path(const std::filesystem::path& file);

}  // namespace fob::cli
