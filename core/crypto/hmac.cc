#include "core/crypto/hmac.h"

#include <nettle/hmac.h>
#include <nettle/md5.h>
#include <nettle/sha2.h>
#include <sodium.h>

namespace fob::crypto {
namespace {

/// One of nettle's HMACs. Its context holds the key, so it is wiped.
template <typename Context, auto set_key, auto update, auto digest, std::size_t size>
Bytes mac(ByteView key, ByteView message) {
  Bytes result(size);
  Context context;
  set_key(&context, key.size(), key.data());
  update(&context, message.size(), message.data());
  digest(&context, result.size(), result.data());
  sodium_memzero(&context, sizeof context);
  return result;
}

template <typename Context, auto init, auto update, auto digest, std::size_t size>
Bytes hashed(ByteView message) {
  Bytes result(size);
  Context context;
  init(&context);
  update(&context, message.size(), message.data());
  digest(&context, result.size(), result.data());
  sodium_memzero(&context, sizeof context);
  return result;
}

constexpr auto hmac_sha1 =
    mac<hmac_sha1_ctx, hmac_sha1_set_key, hmac_sha1_update, hmac_sha1_digest, SHA1_DIGEST_SIZE>;
constexpr auto hmac_sha256 = mac<hmac_sha256_ctx, hmac_sha256_set_key, hmac_sha256_update,
                                 hmac_sha256_digest, SHA256_DIGEST_SIZE>;
constexpr auto hmac_sha512 = mac<hmac_sha512_ctx, hmac_sha512_set_key, hmac_sha512_update,
                                 hmac_sha512_digest, SHA512_DIGEST_SIZE>;

}  // namespace

Bytes hmac(Hash hash, ByteView key, ByteView message) {
  return hash == Hash::sha1     ? hmac_sha1(key, message)
         : hash == Hash::sha256 ? hmac_sha256(key, message)
                                : hmac_sha512(key, message);
}

Bytes sha256(ByteView message) {
  return hashed<sha256_ctx, sha256_init, sha256_update, sha256_digest, SHA256_DIGEST_SIZE>(
      message);
}

Bytes md5(ByteView message) {
  return hashed<md5_ctx, md5_init, md5_update, md5_digest, MD5_DIGEST_SIZE>(message);
}

}  // namespace fob::crypto
