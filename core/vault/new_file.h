#pragma once

#include <filesystem>

#include "core/base/secret.h"

namespace fob::vault {

/// Writes `bytes` to a new file at `path` that only its owner may read (0600), and syncs it.
/// Nothing is ever overwritten, and no part of the bytes is left where it fails: where the
/// file system can, the file has no name until it is whole. Throws failed when there is
/// anything at `path`, be it a link that leads nowhere; io when it cannot be written.
void write_new_file(const std::filesystem::path& path, ByteView bytes);

/// Throws failed as write_new_file() does when there is anything at `path`: for whoever is
/// going to ask a question first.
void refuse_existing(const std::filesystem::path& path);

}  // namespace fob::vault
