#include "core/codec/base32.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/error.h"

using namespace fob;
using namespace fob::codec;

namespace {

std::string decoded(std::string_view text) {
  return std::string(as_text(decode_base32(text).bytes));
}

/// What decoding `text` throws, as `message | hint`.
std::string refusal(std::string_view text) {
  try {
    decode_base32(text);
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::malformed);
    return std::string(error.what()) + " | " + error.hint();
  }
  return "nothing";
}

std::string at(int position) {
  return "the secret has a character that is not base32 at position " +
         std::to_string(position) + " | ";
}

constexpr const char* digits_hint =
    "base32 has no 0, 1, 8 or 9: look again whether they are the letters O, I or L, B and G";
constexpr const char* hex_hint = "it looks like hex: if it is, add --secret-format hex";
constexpr const char* base64_hint =
    "it looks like base64: if it is, add --secret-format base64";
constexpr const char* alphabet_hint = "base32 is the letters A to Z and the digits 2 to 7";

}  // namespace

TEST_CASE("base32 gives the vectors of RFC 4648, section 10") {
  struct Vector {
    std::string plain;
    std::string padded;
    std::string bare;
  };
  for (const auto& v : {
           Vector{"f", "MY======", "MY"},
           {"fo", "MZXQ====", "MZXQ"},
           {"foo", "MZXW6===", "MZXW6"},
           {"foob", "MZXW6YQ=", "MZXW6YQ"},
           {"fooba", "MZXW6YTB", "MZXW6YTB"},
           {"foobar", "MZXW6YTBOI======", "MZXW6YTBOI"},
       }) {
    CAPTURE(v.plain);
    CHECK(decoded(v.padded) == v.plain);
    CHECK(decoded(v.bare) == v.plain);
    CHECK_FALSE(decode_base32(v.bare).odd_ending);
    CHECK(encode_base32(as_bytes(v.plain)) == v.bare);
  }
  CHECK(encode_base32({}) == "");
}

TEST_CASE("every byte goes through base32 and back") {
  Bytes all;
  for (int byte = 0; byte < 256; ++byte) {
    all.push_back(static_cast<unsigned char>(byte));
    const Base32 back = decode_base32(encode_base32(all));
    CHECK(back.bytes == all);
    CHECK_FALSE(back.odd_ending);
  }
}

TEST_CASE("base32 is read in any case, with spaces, hyphens and padding as people write them") {
  for (const std::string text : {
           "mzxw6ytboi",
           "MzXw 6YtB oI",
           "mzxw-6ytb-oi",
           " \t\n\v\f\rMZXW6YTBOI\n",
           "MZXW\u00a06YTB\u200bOI",
           "MZXW6YTBOI = = =",
           "MZXW6YTBOI=",
           "MZXW6YTBOI=======-\n",
       }) {
    CAPTURE(text);
    CHECK(decoded(text) == "foobar");
    CHECK_FALSE(decode_base32(text).odd_ending);
  }
}

TEST_CASE("an ending that no encoder writes is ignored and told") {
  CHECK(decoded("MZ") == "f");
  CHECK(decode_base32("MZ").odd_ending);  // bits that are not zero
  CHECK(decoded("MYA") == "f");
  CHECK(decode_base32("MYA").odd_ending);        // seven zero bits
  CHECK(decode_base32("MZXW6A").odd_ending);     // six
  CHECK(decode_base32("MZXW6YTBA").odd_ending);  // five
}

TEST_CASE("secrets of odd lengths that apps have exported decode to whole bytes") {
  CHECK(decode_base32("OIDJAOSIJDOASIJDS").bytes.size() == 10);
  CHECK(decode_base32("AOSKDPAOSKDPASODKOAPSDK").bytes.size() == 14);
  CHECK(decode_base32("CCCCCCCCCCCCCCCCCCCCCCCCCCCCC").bytes.size() == 18);
  CHECK(encode_base32(decode_base32("SECRETO").bytes) == "SECRETI");
}

TEST_CASE("a secret without a byte is refused") {
  for (const std::string text : {"", " ", "====", "- -", "\u00a0\u200b"}) {
    CAPTURE(text);
    CHECK(refusal(text) == "the secret is empty | ");
  }
  CHECK(refusal("A") == "the secret is too short: one character is less than a byte | ");
}

TEST_CASE("a character that is not base32 is named by its position alone") {
  CHECK(refusal("MZXW!YTB") == at(5) + alphabet_hint);
  CHECK(refusal("!") == at(1) + alphabet_hint);
  CHECK(refusal("MZ\u00a0X\u200bW ä") == at(8) + alphabet_hint);  // characters, not bytes
  CHECK(refusal("MZXW=6YTB") == at(5) + alphabet_hint);           // the = is what is wrong
  CHECK(refusal("=MZXW") == at(1) + alphabet_hint);
  CHECK(refusal(std::string_view("MZ\0XW", 5)) == at(3) + alphabet_hint);
  CHECK(refusal("MZXW\xff") == at(5) + alphabet_hint);
}

TEST_CASE("digits that base32 lacks get a hint") {
  CHECK(refusal("MZXW0YTB") == at(5) + digits_hint);
  CHECK(refusal("MZXWYTB1") == at(8) + digits_hint);
  CHECK(refusal("8ZXWYTB2") == at(1) + digits_hint);
  CHECK(refusal("mzxw ytb9") == at(9) + digits_hint);
  CHECK(refusal("MySecretWord1111") == at(13) + digits_hint);
}

TEST_CASE("what looks like hex gets a hint that says so") {
  CHECK(refusal("3132333435363738393031323334353637383930") == at(2) + hex_hint);
  CHECK(refusal("DEAD BEEF 0123") == at(11) + hex_hint);
  CHECK(refusal("de-ad-00") == at(7) + hex_hint);
  CHECK(refusal("DEADBEEF012") == at(9) + digits_hint);  // an odd number of digits
}

TEST_CASE("what looks like base64 gets a hint that says so") {
  CHECK(refusal("MTIz/DU2Nzg+") == at(5) + base64_hint);
  CHECK(refusal("MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=") == at(20) + base64_hint);
  CHECK(refusal("MTIzNDU2Nzg5MDEyMzQ1Njc4") == at(20) + digits_hint);  // could be either
  CHECK(refusal("MTI/N") == at(4) + alphabet_hint);  // no base64 has this length
}

TEST_CASE("no message about a secret holds a piece of it") {
  const std::string text = refusal("QQQQQQQQ!ZZZZZZZZ");
  CHECK(text.find("QQ") == std::string::npos);
  CHECK(text.find("ZZ") == std::string::npos);
  CHECK(text.find('!') == std::string::npos);
}
