#pragma once

#include <cstdint>

#include "core/base/secret.h"

namespace fob::crypto {

/// The hashes that codes are made with.
enum class Hash : std::uint8_t { sha1, sha256, sha512 };

/// HMAC (RFC 2104): 20, 32 or 64 bytes. Any size of key and message.
Bytes hmac(Hash hash, ByteView key, ByteView message);

/// 32 bytes (FIPS 180-4).
Bytes sha256(ByteView message);
/// 16 bytes (RFC 1321). For mOTP alone: MD5 is broken for everything else.
Bytes md5(ByteView message);

}  // namespace fob::crypto
