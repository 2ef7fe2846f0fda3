#pragma once

#include <cstdint>

#include "core/base/secret.h"

namespace fob::crypto {

/// Argon2id version 1.3 (RFC 9106), one lane, 32 bytes. `salt` is 16 bytes, `passes` 1-64,
/// `memory` in KiB. Throws failed when the memory cannot be had.
Secret argon2id(const Secret& passphrase, ByteView salt, std::uint64_t passes,
                std::uint64_t memory);

}  // namespace fob::crypto
