#include "core/crypto/aead.h"

#include <cassert>

#include <sodium.h>

namespace fob::crypto {

Bytes aead_seal(const Secret& key, ByteView nonce, std::string_view associated,
                ByteView plain) {
  Bytes cipher(plain.size() + aead_tag_size);
  aead_seal(key, nonce, associated, plain, cipher);
  return cipher;
}

void aead_seal(const Secret& key, ByteView nonce, std::string_view associated, ByteView plain,
               std::span<unsigned char> cipher) {
  assert(key.size() == aead_key_size && nonce.size() == aead_nonce_size);
  assert(cipher.size() == plain.size() + aead_tag_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(cipher.data(), nullptr, plain.data(), plain.size(),
                                             as_bytes(associated).data(), associated.size(),
                                             nullptr, nonce.data(), key.reveal().data());
}

std::optional<Secret> aead_open(const Secret& key, ByteView nonce, std::string_view associated,
                                ByteView cipher) {
  assert(key.size() == aead_key_size && nonce.size() == aead_nonce_size);
  if (cipher.size() < aead_tag_size) return std::nullopt;
  Secret plain(cipher.size() - aead_tag_size);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.fill().data(), nullptr, nullptr,
                                                 cipher.data(), cipher.size(),
                                                 as_bytes(associated).data(), associated.size(),
                                                 nonce.data(), key.reveal().data()) != 0) {
    return std::nullopt;
  }
  return plain;
}

}  // namespace fob::crypto
