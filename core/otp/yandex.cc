#include "core/otp/yandex.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/crypto/hmac.h"
#include "core/otp/hotp.h"

namespace fob::otp {
namespace {

constexpr std::size_t key_size = 16;
constexpr std::size_t handed_out_size = 26;

/// The remainder, 12 bits, of the first `count` bits divided by x^12 + x^11 + x^7 + x^6 +
/// x^5 + x^4 + x + 1.
unsigned remainder(ByteView bytes, std::size_t count) {
  constexpr unsigned polynomial = 0x18f3;
  unsigned rest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    rest = rest << 1 | (unsigned{bytes[i / 8]} >> (7 - i % 8) & 1u);
    if ((rest & 0x1000u) != 0) rest ^= polynomial;
  }
  return rest;
}

bool checksum_is_right(ByteView bytes) {
  constexpr std::size_t checksum_bits = 12;
  const unsigned checksum = (bytes[24] & 0xfu) << 8 | bytes[25];
  return remainder(bytes, handed_out_size * 8 - checksum_bits) == checksum;
}

bool is_pin(std::string_view text) {
  return text.size() >= 4 && text.size() <= 16 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Key yandex_secret(ByteView bytes) {
  if (bytes.size() != key_size && bytes.size() != handed_out_size) {
    throw Error(Kind::malformed, "the secret of a Yandex account has 16 or 26 bytes");
  }
  if (bytes.size() == handed_out_size && !checksum_is_right(bytes)) {
    throw Error(Kind::malformed, "the checksum in the secret is wrong",
                "copy it again: a character was changed on the way");
  }
  return Key::copy_of(bytes.first(key_size));
}

void check_yandex_pin(const Key& pin) {
  if (is_pin(pin.reveal_text())) return;
  throw Error(Kind::malformed, "the PIN of a Yandex account has 4 to 16 digits");
}

std::string yandex_code(const Key& secret, const Key& pin, std::uint64_t counter) {
  if (secret.size() != key_size) {
    throw Error(Kind::malformed, "the secret of a Yandex account has 16 bytes");
  }
  check_yandex_pin(pin);

  Bytes seed(pin.reveal().begin(), pin.reveal().end());
  seed.insert(seed.end(), secret.reveal().begin(), secret.reveal().end());
  const Bytes digest = crypto::sha256(seed);
  ByteView key = digest;
  if (key.front() == 0) key = key.subspan(1);  // as Yandex's own app has it

  std::uint64_t value = truncated(counter_hmac(Hash::sha256, key, counter), 8);
  std::string code(8, '\0');
  for (std::size_t i = code.size(); i-- > 0; value /= 26) {
    code[i] = static_cast<char>('a' + value % 26);
  }
  return code;
}

}  // namespace fob::otp
