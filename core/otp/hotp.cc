#include "core/otp/hotp.h"

#include <array>

#include <fmt/format.h>

namespace fob::otp {

Bytes counter_hmac(Hash hash, ByteView key, std::uint64_t counter) {
  std::array<unsigned char, 8> message{};
  for (std::size_t i = message.size(); i-- > 0; counter >>= 8) {
    message[i] = static_cast<unsigned char>(counter);
  }
  return crypto::hmac(hash, key, message);
}

std::uint32_t truncated_hmac(const Key& key, Hash hash, std::uint64_t counter) {
  const Bytes mac = counter_hmac(hash, key.reveal(), counter);
  const std::size_t offset = mac.back() & 0xf;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | mac[offset + i];
  return value & 0x7fffffff;
}

std::string hotp_code(const Key& key, Hash hash, int digits, std::uint64_t counter) {
  std::uint64_t modulus = 1;
  for (int i = 0; i < digits; ++i)
    modulus *= 10;
  return fmt::format("{:0{}}", truncated_hmac(key, hash, counter) % modulus, digits);
}

}  // namespace fob::otp
