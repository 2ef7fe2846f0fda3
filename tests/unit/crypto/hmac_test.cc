#include "core/crypto/hmac.h"

#include <numeric>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "core/codec/base64.h"

using namespace fob;
using namespace fob::crypto;

namespace {

Bytes text(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

Bytes repeated(unsigned char byte, std::size_t count) {
  return Bytes(count, byte);
}

/// 1, 2, 3, ...
Bytes counting(std::size_t count) {
  Bytes bytes(count);
  std::iota(bytes.begin(), bytes.end(), static_cast<unsigned char>(1));
  return bytes;
}

std::string hex(ByteView bytes) {
  return codec::encode_hex(bytes);
}

}  // namespace

TEST_CASE("HMAC-SHA-1 gives the vectors of RFC 2202, section 3") {
  struct Vector {
    Bytes key;
    Bytes message;
    std::string mac;
  };
  const Vector vectors[] = {
      {repeated(0x0b, 20), text("Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00"},
      {text("Jefe"), text("what do ya want for nothing?"),
       "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
      {repeated(0xaa, 20), repeated(0xdd, 50), "125d7342b9ac11cd91a39af48aa17b4f63f175d3"},
      {counting(25), repeated(0xcd, 50), "4c9007f4026250c6bc8414f9bf50c86c2d7235da"},
      {repeated(0x0c, 20), text("Test With Truncation"),
       "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"},
      {repeated(0xaa, 80), text("Test Using Larger Than Block-Size Key - Hash Key First"),
       "aa4ae5e15272d00e95705637ce8a3b55ed402112"},
      {repeated(0xaa, 80),
       text("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"),
       "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"},
  };
  for (const auto& v : vectors) {
    CAPTURE(v.mac);
    CHECK(hex(hmac(Hash::sha1, v.key, v.message)) == v.mac);
  }
}

// The RFC cuts the macs of its fifth case to 128 bits; these are whole.
TEST_CASE("HMAC-SHA-256 and HMAC-SHA-512 give the vectors of RFC 4231, section 4") {
  struct Vector {
    Bytes key;
    Bytes message;
    std::string mac256;
    std::string mac512;
  };
  const Vector vectors[] = {
      {repeated(0x0b, 20), text("Hi There"),
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
       "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
       "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"},
      {text("Jefe"), text("what do ya want for nothing?"),
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
       "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
       "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
      {repeated(0xaa, 20), repeated(0xdd, 50),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
       "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
       "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"},
      {counting(25), repeated(0xcd, 50),
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
       "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
       "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"},
      {repeated(0x0c, 20), text("Test With Truncation"),
       "a3b6167473100ee06e0c796c2955552bfa6f7c0a6a8aef8b93f860aab0cd20c5",
       "415fad6271580a531d4179bc891d87a650188707922a4fbb36663a1eb16da008"
       "711c5b50ddd0fc235084eb9d3364a1454fb2ef67cd1d29fe6773068ea266e96b"},
      {repeated(0xaa, 131), text("Test Using Larger Than Block-Size Key - Hash Key First"),
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
       "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
       "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"},
      {repeated(0xaa, 131),
       text("This is a test using a larger than block-size key and a larger than "
            "block-size data. The key needs to be hashed before being used by the HMAC "
            "algorithm."),
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
       "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944"
       "b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58"},
  };
  for (const auto& v : vectors) {
    CAPTURE(v.mac256);
    CHECK(hex(hmac(Hash::sha256, v.key, v.message)) == v.mac256);
    CHECK(hex(hmac(Hash::sha512, v.key, v.message)) == v.mac512);
  }
}

TEST_CASE("HMAC takes an empty key and an empty message") {
  CHECK(hex(hmac(Hash::sha1, {}, {})) == "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
  CHECK(hex(hmac(Hash::sha256, {}, {})) ==
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  CHECK(hmac(Hash::sha512, {}, {}).size() == 64);
}

TEST_CASE("SHA-256 gives the vectors of FIPS 180") {
  CHECK(hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256(text("abc"))) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256(text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("MD5 gives the vectors of RFC 1321") {
  CHECK(hex(md5({})) == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hex(md5(text("abc"))) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex(md5(text("message digest"))) == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(hex(md5(text("1234567890123456789012345678901234567890123456789012345678901234567890"
                     "1234567890"))) == "57edf4a22be3c955ac49da2e2107b67a");
}
