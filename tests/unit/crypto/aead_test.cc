#include "core/crypto/aead.h"

#include <string>

#include <doctest/doctest.h>

#include "core/codec/base64.h"

using namespace fob;

namespace {

// draft-irtf-cfrg-xchacha-03, A.3.1.
constexpr std::string_view plain =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
    "future, sunscreen would be it.";
constexpr std::string_view cipher_hex =
    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f"
    "4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f"
    "76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
    "c0875924c1c7987947deafd8780acf49";

Bytes unhex(std::string_view text) {
  return codec::decode_hex(text).value();
}

Secret draft_key() {
  return Secret::copy_of(
      unhex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"));
}

const Bytes nonce = unhex("404142434445464748494a4b4c4d4e4f5051525354555657");
const Bytes associated_bytes = unhex("50515253c0c1c2c3c4c5c6c7");
const std::string_view associated = as_text(associated_bytes);

}  // namespace

TEST_CASE("XChaCha20-Poly1305 gives the vector of the draft, A.3.1") {
  CHECK(codec::encode_hex(crypto::aead_seal(draft_key(), nonce, associated, as_bytes(plain))) ==
        cipher_hex);
  const auto opened = crypto::aead_open(draft_key(), nonce, associated, unhex(cipher_hex));
  REQUIRE(opened);
  CHECK(opened->reveal_text() == plain);
}

TEST_CASE("a sealed text opens with nothing but all that it was sealed with") {
  const Bytes cipher = unhex(cipher_hex);
  for (std::size_t bit = 0; bit < cipher.size() * 8; ++bit) {
    Bytes changed = cipher;
    changed[bit / 8] ^= static_cast<unsigned char>(1u << bit % 8);
    REQUIRE_FALSE(crypto::aead_open(draft_key(), nonce, associated, changed));
  }
  for (std::size_t size = 0; size < cipher.size(); ++size) {
    REQUIRE_FALSE(
        crypto::aead_open(draft_key(), nonce, associated, ByteView(cipher).first(size)));
  }
  Bytes other_nonce = nonce;
  other_nonce.back() ^= 1;
  CHECK_FALSE(crypto::aead_open(draft_key(), other_nonce, associated, cipher));
  CHECK_FALSE(crypto::aead_open(draft_key(), nonce, associated.substr(1), cipher));
  CHECK_FALSE(crypto::aead_open(Secret(32), nonce, associated, cipher));
}

TEST_CASE("an empty text has a tag all the same") {
  const Bytes cipher = crypto::aead_seal(draft_key(), nonce, "", {});
  CHECK(cipher.size() == crypto::aead_tag_size);
  const auto opened = crypto::aead_open(draft_key(), nonce, "", cipher);
  REQUIRE(opened);
  CHECK(opened->empty());
}
