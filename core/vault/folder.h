#pragma once

#include <filesystem>

#include "core/base/descriptor.h"

namespace fob::vault {

// Each throws std::system_error.

/// `path` opened for *at calls, for its list and for syncing.
Descriptor open_folder(const std::filesystem::path& path);

/// Makes the folders of `path` that are missing (0700). `sync`: and syncs the parent of each.
enum class Sync { no, yes };
void make_folders(const std::filesystem::path& path, Sync sync);

/// What was made, renamed or removed in it is on disk.
void sync_folder(int folder);

}  // namespace fob::vault
