#include "core/otp/hotp.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "core/codec/base32.h"
#include "core/codec/base64.h"

using namespace fob;
using namespace fob::otp;

namespace {

const Key rfc_key = Key::copy_of("12345678901234567890");

}  // namespace

TEST_CASE("HOTP gives the vectors of RFC 4226, appendix D") {
  struct Vector {
    std::uint64_t counter;
    std::string mac;
    std::uint32_t truncated;
    std::string code;
  };
  for (const auto& v : {
           Vector{0, "cc93cf18508d94934c64b65d8ba7667fb7cde4b0", 1284755224, "755224"},
           {1, "75a48a19d4cbe100644e8ac1397eea747a2d33ab", 1094287082, "287082"},
           {2, "0bacb7fa082fef30782211938bc1c5e70416ff44", 137359152, "359152"},
           {3, "66c28227d03a2d5529262ff016a1e6ef76557ece", 1726969429, "969429"},
           {4, "a904c900a64b35909874b33e61c5938a8e15ed1c", 1640338314, "338314"},
           {5, "a37e783d7b7233c083d4f62926c7a25f238d0316", 868254676, "254676"},
           {6, "bc9cd28561042c83f219324d3c607256c03272ae", 1918287922, "287922"},
           {7, "a4fb960c0bc06e1eabb804e5b397cdc4b45596fa", 82162583, "162583"},
           {8, "1b3c89f65e6c9e883012052823443f048b4332db", 673399871, "399871"},
           {9, "1637409809a679dc698207310c8c7fc07290d9e5", 645520489, "520489"},
       }) {
    CAPTURE(v.counter);
    CHECK(codec::encode_hex(counter_hmac(Hash::sha1, rfc_key.reveal(), v.counter)) == v.mac);
    CHECK(truncated_hmac(rfc_key, Hash::sha1, v.counter) == v.truncated);
    CHECK(hotp_code(rfc_key, Hash::sha1, 6, v.counter) == v.code);
  }
}

TEST_CASE("truncation takes its bytes from each of 16 places") {
  Bytes mac(32);
  for (std::size_t i = 0; i < mac.size(); ++i)
    mac[i] = static_cast<unsigned char>(0xe0 + i);
  for (unsigned offset = 0; offset < 16; ++offset) {
    CAPTURE(offset);
    mac.back() = static_cast<unsigned char>(0xa0 | offset);
    std::uint64_t expected = 0;
    for (unsigned i = 0; i < 8; ++i) {
      expected = expected << 8 | (0xe0u + offset + i);
      if (i == 3) CHECK(truncated(mac, 4) == (expected & 0x7fffffff));
    }
    CHECK(truncated(mac, 8) == (expected & 0x7fffffffffffffff));
  }
}

TEST_CASE("HOTP has from one to ten digits, with the zeros at the front") {
  CHECK(hotp_code(rfc_key, Hash::sha1, 1, 7) == "3");
  CHECK(hotp_code(rfc_key, Hash::sha1, 8, 7) == "82162583");
  CHECK(hotp_code(rfc_key, Hash::sha1, 9, 7) == "082162583");
  CHECK(hotp_code(rfc_key, Hash::sha1, 10, 7) == "0082162583");
  CHECK(hotp_code(rfc_key, Hash::sha1, 10, 1) == "1094287082");
}

TEST_CASE("HOTP works with every hash") {
  const auto code = [](const char* secret, Hash hash, int digits, std::uint64_t counter) {
    return hotp_code(Key(codec::decode_base32(secret).bytes), hash, digits, counter);
  };
  CHECK(code("YOOMIXWS5GN6RTBPUFFWKTW5M4", Hash::sha1, 6, 1) == "253717");
  CHECK(code("KUVJJOM753IHTNDSZVCNKL7GII", Hash::sha256, 7, 50) == "4444976");
  CHECK(code("5VAML3X35THCEBVRLV24CGBKOY", Hash::sha512, 8, 10300) == "24622277");
}

TEST_CASE("all 64 bits of a counter count") {
  // By an independent reading of the RFC in another language.
  CHECK(hotp_code(rfc_key, Hash::sha1, 6, 0x0102030405060708) == "292799");
  CHECK(hotp_code(rfc_key, Hash::sha1, 6, std::numeric_limits<std::uint64_t>::max()) ==
        "094451");
}
