#pragma once

#include <cstdint>
#include <string>

#include "core/base/secret.h"

namespace fob::otp {

/// The five characters for the number of the 30-second period: HOTP's truncation with
/// SHA-1, written in the 26 characters that cannot be mistaken, the least significant first.
std::string steam_code(const Key& key, std::uint64_t counter);

}  // namespace fob::otp
