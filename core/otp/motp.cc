#include "core/otp/motp.h"

#include <fmt/format.h>

#include "core/crypto/hmac.h"

namespace fob::otp {

std::string motp_code(const Key& secret_text, const Key& pin, std::uint64_t counter) {
  std::string message = std::to_string(counter);
  message += secret_text.reveal_text();
  message += pin.reveal_text();
  const Bytes digest = crypto::md5(as_bytes(message));
  return fmt::format("{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2]);
}

}  // namespace fob::otp
