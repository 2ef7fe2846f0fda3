#pragma once

#include <cstdint>
#include <string>

#include "core/otp/method.h"

namespace fob::otp {

/// HMAC(key, counter) of RFC 4226, section 5.2: the counter as eight bytes, the most
/// significant first.
Bytes counter_hmac(Hash hash, ByteView key, std::uint64_t counter);

/// The dynamic truncation of RFC 4226, section 5.3, in as many bytes (1-8) as are asked for:
/// those of `mac` from where its last four bits say, without their first bit. Which bytes of
/// `mac` they are stays as secret as they are. `mac` has at least 15 bytes more than are asked
/// for.
std::uint64_t truncated(ByteView mac, unsigned bytes);

/// The four bytes of the RFC: 31 bits of HMAC(key, counter).
std::uint32_t truncated_hmac(const Key& key, Hash hash, std::uint64_t counter);

/// RFC 4226: `digits` (1-10) decimal digits. Ten need more than 31 bits of modulus; the
/// first is then 0, 1 or 2.
std::string hotp_code(const Key& key, Hash hash, int digits, std::uint64_t counter);

}  // namespace fob::otp
