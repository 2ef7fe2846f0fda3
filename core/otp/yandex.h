#pragma once

#include <cstdint>
#include <string>

#include "core/base/secret.h"

namespace fob::otp {

/// The secret of a Yandex account in the form that is stored and compared: its 16 bytes.
/// Takes 16 bytes, or the 26 that Yandex hands out (16 of key, 8 of other data, a checksum
/// of 12 bits). Throws malformed for another length or a wrong checksum.
/// The checksum: beemdevelopment/Aegis, YandexInfo.
Key yandex_secret(ByteView bytes);

/// Throws malformed unless `pin` is 4 to 16 digits.
void check_yandex_pin(const Key& pin);

/// The eight letters for a 16-byte secret, a PIN of 4 to 16 digits and the number of the
/// 30-second period. Throws malformed for another size of secret or PIN.
std::string yandex_code(const Key& secret, const Key& pin, std::uint64_t counter);

}  // namespace fob::otp
