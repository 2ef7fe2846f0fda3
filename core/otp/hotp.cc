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

std::uint64_t truncated(ByteView mac, unsigned bytes) {
  const std::uint64_t mask = ~std::uint64_t{0} >> (64 - 8 * bytes);
  const std::uint64_t offset = mac.back() & 0xf;
  // All are looked at, and no branch and no address tells which count.
  std::uint64_t value = 0, window = 0;
  for (std::uint64_t end = 1; end <= 15 + bytes; ++end) {
    window = window << 8 | mac[end - 1];
    const std::uint64_t distance = (end - bytes) ^ offset;
    // All bits where the distance is 0, else none.
    const std::uint64_t chosen = ((distance | (0 - distance)) >> 63) - 1;
    value |= window & chosen;
  }
  return value & (mask >> 1);
}

std::uint32_t truncated_hmac(const Key& key, Hash hash, std::uint64_t counter) {
  return static_cast<std::uint32_t>(truncated(counter_hmac(hash, key.reveal(), counter), 4));
}

std::string hotp_code(const Key& key, Hash hash, int digits, std::uint64_t counter) {
  std::uint32_t value = truncated_hmac(key, hash, counter);
  std::string code(static_cast<std::size_t>(digits), '0');
  for (std::size_t place = code.size(); place-- > 0; value /= 10)
    code[place] = static_cast<char>('0' + value % 10);
  return code;
}

}  // namespace fob::otp
