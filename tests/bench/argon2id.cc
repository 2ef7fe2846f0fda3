// The bare key derivation, as a process: what opening a vault of the same cost cannot be below.
//   fob-argon2id PASSES MEBIBYTES

#include <array>
#include <cstdlib>

#include <sodium.h>

int main(int argc, char** argv) {
  if (argc != 3 || sodium_init() < 0) return 2;  // it picks the processor's fastest
  const unsigned long long passes = std::strtoull(argv[1], nullptr, 10);
  const std::size_t memory = std::strtoull(argv[2], nullptr, 10) << 20;
  constexpr std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  std::array<unsigned char, 32> key;
  return crypto_pwhash(key.data(), key.size(), "passphrase", 10, salt.data(), passes, memory,
                       crypto_pwhash_ALG_ARGON2ID13);
}
