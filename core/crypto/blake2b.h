#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/secret.h"

namespace fob::crypto {

/// Unkeyed BLAKE2b (RFC 7693) with `size` (16-64) bytes of output.
Bytes blake2b(ByteView message, std::size_t size);

/// H(K, label, data) of fob-vault(5): BLAKE2b-256 keyed with `key` (32 bytes) over the label,
/// a zero byte, and the data. 32 bytes.
Secret keyed_hash(const Secret& key, std::string_view label, std::string_view data);

}  // namespace fob::crypto
