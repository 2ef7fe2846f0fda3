#pragma once

#include <cstddef>

#include "core/base/secret.h"

namespace fob::vault {

// Each throws std::system_error.

/// The file's bytes from its start, but at most `max`.
Bytes read_all(int fd, std::size_t max);

/// Are `bytes` what the file holds, and all of it?
bool holds(int fd, ByteView bytes);

/// Writes `bytes` to the start of an empty file, syncs it, and reads it back: they are on
/// disk. A failed sync is never tried again: the kernel may have dropped the pages that it
/// could not write, and would then report success.
void write_durably(int fd, ByteView bytes);

}  // namespace fob::vault
