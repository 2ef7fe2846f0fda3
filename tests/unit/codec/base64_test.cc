#include "core/codec/base64.h"

#include <string>

#include <doctest/doctest.h>

using namespace fob;
using namespace fob::codec;

namespace {

Bytes bytes(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

}  // namespace

TEST_CASE("base64 gives the vectors of RFC 4648, section 10") {
  struct Vector {
    std::string plain;
    std::string padded;
    std::string bare;
  };
  for (const auto& v : {
           Vector{"", "", ""},
           {"f", "Zg==", "Zg"},
           {"fo", "Zm8=", "Zm8"},
           {"foo", "Zm9v", "Zm9v"},
           {"foob", "Zm9vYg==", "Zm9vYg"},
           {"fooba", "Zm9vYmE=", "Zm9vYmE"},
           {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
       }) {
    CAPTURE(v.plain);
    for (const Base64 alphabet : {Base64::standard, Base64::url}) {
      CHECK(decode_base64(v.padded, alphabet) == bytes(v.plain));
      CHECK(decode_base64(v.bare, alphabet) == bytes(v.plain));
      CHECK(encode_base64(as_bytes(v.plain), alphabet) == v.bare);
    }
  }
}

TEST_CASE("the two alphabets of base64 differ in two characters") {
  const Bytes data{0xfb, 0xff, 0xbf};
  CHECK(encode_base64(data, Base64::standard) == "+/+/");
  CHECK(encode_base64(data, Base64::url) == "-_-_");
  CHECK(decode_base64("+/+/", Base64::standard) == data);
  CHECK(decode_base64("-_-_", Base64::url) == data);
  CHECK_FALSE(decode_base64("-_-_", Base64::standard));
  CHECK_FALSE(decode_base64("+/+/", Base64::url));
}

TEST_CASE("base64 that no encoder writes is refused") {
  for (const std::string text : {
           "A",
           "AAAAA",  // half a byte
           "Zh",
           "Zh==",
           "Zm9",
           "Zm9=",  // left-over bits
           "Zg=",
           "Zm8==",
           "Zg===",
           "=",
           "====",
           "Zm9v=",
           "Z=g=",  // padding
           "Zg== ",
           " Zg",
           "Zm\n9v",
           "Zm9!",
           "Zm\xc3\xa4",
       }) {
    CAPTURE(text);
    CHECK_FALSE(decode_base64(text, Base64::standard));
    CHECK_FALSE(decode_base64(text, Base64::url));
  }
}

TEST_CASE("base64 has 64 characters and no others") {
  constexpr std::string_view common =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    const char c = static_cast<char>(byte);
    const std::string text = {'A', c, 'A', 'A'};
    const bool in_both = common.find(c) != std::string_view::npos;
    CHECK(decode_base64(text, Base64::standard).has_value() ==
          (in_both || c == '+' || c == '/'));
    CHECK(decode_base64(text, Base64::url).has_value() == (in_both || c == '-' || c == '_'));
  }
}

TEST_CASE("hex has 22 characters and no others") {
  constexpr std::string_view digits = "0123456789abcdefABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    const char c = static_cast<char>(byte);
    CHECK(decode_hex(std::string{'0', c}).has_value() ==
          (digits.find(c) != std::string_view::npos));
  }
}

TEST_CASE("hex is two digits a byte, in any case") {
  CHECK(decode_hex("00fFAb") == Bytes{0x00, 0xff, 0xab});
  CHECK(decode_hex("") == Bytes{});
  CHECK(encode_hex(Bytes{0x00, 0xff, 0xab}) == "00ffab");
  CHECK(encode_hex({}) == "");
  for (const std::string text : {"0", "00f", "0g", "0x00", " 00", "00 ", "00:ff", "٠٠"}) {
    CAPTURE(text);
    CHECK_FALSE(decode_hex(text));
  }
}
