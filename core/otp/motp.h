#pragma once

#include <cstdint>
#include <string>

#include "core/base/secret.h"

namespace fob::otp {

/// The six lower-case hex digits for the number of the 10-second period: the head of MD5
/// over the period's decimal digits, the secret's text and the PIN's.
/// Source: motp.sourceforge.net.
std::string motp_code(const Key& secret_text, const Key& pin, std::uint64_t counter);

}  // namespace fob::otp
