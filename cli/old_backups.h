#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/command.h"
#include "core/vault/backup_name.h"

namespace fob::cli {

/// Removes from `folder` the oldest backups of `vault`, so that `keep` stay with the one that
/// was `made` there last. It is only ever files that are called as a backup of this vault and
/// are one, whole, and never the session's vault or its previous generation; any other with
/// such a name is left, and named in a warning, as is one that cannot be removed. The files
/// that went.
std::vector<std::string> remove_old_backups(const Context& cli,
                                            const std::filesystem::path& folder,
                                            const Id& vault, const vault::BackupName& made,
                                            std::uint64_t keep);

}  // namespace fob::cli
