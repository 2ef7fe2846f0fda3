#include "core/crypto/blake2b.h"

#include <string>

#include <sodium.h>

namespace fob::crypto {

Bytes blake2b(ByteView message, std::size_t size) {
  set_up_sodium();
  Bytes digest(size);
  crypto_generichash(digest.data(), size, message.data(), message.size(), nullptr, 0);
  return digest;
}

Secret keyed_hash(const Secret& key, std::string_view label, std::string_view data) {
  std::string message(label);
  message += '\0';
  message += data;
  Secret digest(32);
  crypto_generichash(digest.fill().data(), digest.size(), as_bytes(message).data(),
                     message.size(), key.reveal().data(), key.size());
  return digest;
}

}  // namespace fob::crypto
