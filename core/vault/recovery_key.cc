#include "core/vault/recovery_key.h"

#include <algorithm>
#include <cstdint>

#include "core/crypto/blake2b.h"

namespace fob::vault {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr unsigned bits = 5;  // of a character
constexpr std::size_t key_characters = 26, characters = 28;
static_assert(characters == recovery_groups * recovery_group_size);

/// The value of a character, whatever was made of it between the paper and the keyboard.
std::optional<unsigned> value_of(char c) noexcept {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const std::size_t value = alphabet.find(c);
  if (value == alphabet.npos) return std::nullopt;
  return static_cast<unsigned>(value);
}

bool is_between(char c) noexcept {
  return c == '-' || c == ' ' || c == '\t';
}

/// The first 10 bits of the hash of the key.
unsigned checksum_of(ByteView key) {
  const Bytes digest = crypto::blake2b(key, 32);
  return unsigned{digest[0]} << 2 | unsigned{digest[1]} >> 6;
}

/// The 28 characters as they are shown, without what stands between them.
Secret plain(const Secret& key) {
  Secret text(characters);
  const auto into = text.fill();
  unsigned held = 0, count = 0;
  std::size_t at = 0;
  const auto put = [&](unsigned value) {
    into[at++] = static_cast<unsigned char>(alphabet[value & 31u]);
  };
  for (const unsigned char byte : key.reveal()) {
    held = (held << 8 | byte) & 0xfffu;
    for (count += 8; count >= bits; count -= bits)
      put(held >> (count - bits));
  }
  put(held << (bits - count));
  const unsigned checksum = checksum_of(key.reveal());
  put(checksum >> bits);
  put(checksum);
  return text;
}

/// The values of the characters that were typed; nothing where there are not so many, or one
/// of them is no character of a key.
std::optional<Secret> values_of(std::string_view typed, std::size_t size) {
  Secret values(size);
  std::size_t at = 0;
  for (const char c : typed) {
    if (is_between(c)) continue;
    const auto value = value_of(c);
    if (!value || at == size) return std::nullopt;
    values.fill()[at++] = static_cast<unsigned char>(*value);
  }
  if (at != size) return std::nullopt;
  return values;
}

}  // namespace

Secret new_recovery_key() {
  return Secret::random(recovery_key_size);
}

Secret format_recovery_key(const Secret& key) {
  const Secret text = plain(key);
  Secret shown(characters + recovery_groups - 1);
  for (std::size_t i = 0, at = 0; i < characters; ++i) {
    if (i > 0 && i % recovery_group_size == 0) shown.fill()[at++] = '-';
    shown.fill()[at++] = text.reveal()[i];
  }
  return shown;
}

std::optional<Secret> parse_recovery_key(std::string_view typed) {
  const auto values = values_of(typed, characters);
  if (!values) return std::nullopt;
  const ByteView all = values->reveal();
  Secret key(recovery_key_size);
  unsigned held = 0, count = 0;
  std::size_t at = 0;
  for (const unsigned char value : all.first(key_characters)) {
    held = (held << bits | value) & 0xfffu;
    count += bits;
    if (count < 8) continue;
    count -= 8;
    key.fill()[at++] = static_cast<unsigned char>(held >> count);
  }
  const bool padded = (held & ((1u << count) - 1)) == 0;
  const unsigned checksum =
      unsigned{all[key_characters]} << bits | unsigned{all[key_characters + 1]};
  if (!padded || checksum != checksum_of(key.reveal())) return std::nullopt;
  return key;
}

bool is_recovery_group(const Secret& key, std::size_t group, std::string_view typed) {
  const auto values = values_of(typed, recovery_group_size);
  if (!values) return false;
  const Secret text = plain(key);
  const ByteView shown =
      text.reveal().subspan(group * recovery_group_size, recovery_group_size);
  return std::ranges::equal(values->reveal(), shown, {},
                            [](unsigned char value) { return alphabet[value]; });
}

}  // namespace fob::vault
