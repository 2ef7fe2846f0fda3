#include "core/crypto/blake2b.h"

#include <numeric>
#include <string>

#include <doctest/doctest.h>

#include "core/codec/base64.h"

using namespace fob;
using codec::encode_hex;

TEST_CASE("BLAKE2b-512 gives the vector of RFC 7693, appendix A") {
  CHECK(encode_hex(crypto::blake2b(as_bytes("abc"), 64)) ==
        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
}

TEST_CASE("the size of a BLAKE2b digest is part of what is hashed") {
  CHECK(encode_hex(crypto::blake2b(as_bytes("abc"), 32)) ==
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  CHECK(encode_hex(crypto::blake2b({}, 16)) == "cae66941d9efbd404e4d88758ea67670");
}

TEST_CASE("the keyed hash is BLAKE2b-256 over label, zero byte and data") {
  Secret key(32);
  std::iota(key.fill().begin(), key.fill().end(), static_cast<unsigned char>(0));
  CHECK(encode_hex(crypto::keyed_hash(key, "label", "data").reveal()) ==
        "e40c023559cb069596d2a5f73d9cd9edcd05e6277095f2aa518a176a6af80b14");
  CHECK_FALSE(crypto::keyed_hash(key, "label", "data") ==
              crypto::keyed_hash(key, "labeld", "ata"));
}
