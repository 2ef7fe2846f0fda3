#include "core/otp/hotp.h"

#include <array>

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
  // Which four bytes it is that count is as secret as they are: all are looked at, and no
  // branch and no address tells.
  const std::uint32_t offset = mac.back() & 0xf;
  std::uint32_t value = 0, four = 0;
  for (std::uint32_t at = 0; at < 16 + 3; ++at) {
    four = four << 8 | mac[at];
    const std::uint32_t distance = (at - 3) ^ offset;
    // All bits where the distance is 0, else none.
    const std::uint32_t chosen = ((distance | (0u - distance)) >> 31) - 1;
    value |= four & chosen;
  }
  return value & 0x7fffffff;
}

std::string hotp_code(const Key& key, Hash hash, int digits, std::uint64_t counter) {
  std::uint32_t value = truncated_hmac(key, hash, counter);
  std::string code(static_cast<std::size_t>(digits), '0');
  for (std::size_t place = code.size(); place-- > 0; value /= 10)
    code[place] = static_cast<char>('0' + value % 10);
  return code;
}

}  // namespace fob::otp
