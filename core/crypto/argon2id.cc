#include "core/crypto/argon2id.h"

#include <cassert>

#include <sodium.h>

#include "core/base/error.h"

namespace fob::crypto {
namespace {

/// At most, by Argon2id in libsodium 1.0.18; in bytes.
constexpr std::size_t stack_used = 16 * 1024;

}  // namespace

Secret argon2id(const Secret& passphrase, ByteView salt, std::uint64_t passes,
                std::uint64_t memory) {
  assert(salt.size() == crypto_pwhash_argon2id_SALTBYTES);
  Secret key(32);
  // An empty Secret has no bytes to point at.
  const std::string_view text = passphrase.empty() ? "" : passphrase.reveal_text();
  // It fails for want of memory alone: the sizes are within its limits by contract.
  if (crypto_pwhash_argon2id(key.fill().data(), key.size(), text.data(), text.size(),
                             salt.data(), passes, static_cast<std::size_t>(memory) * 1024,
                             crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
    throw Error(Kind::failed, "the system does not give the memory that the passphrase needs");
  }
  // It leaves on the stack the key, and the hash that it is made from.
  sodium_stackzero(stack_used);
  return key;
}

}  // namespace fob::crypto
