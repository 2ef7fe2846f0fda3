#include "core/codec/percent.h"

#include <string>

#include <doctest/doctest.h>

using namespace fob::codec;
using namespace std::string_literals;

TEST_CASE("escapes are decoded, once") {
  CHECK(decode_percent("", Plus::literal) == "");
  CHECK(decode_percent("alice%40example.com", Plus::literal) == "alice@example.com");
  CHECK(decode_percent("%c3%A4%C3%a4", Plus::literal) == "ää");
  CHECK(decode_percent("A%2526B", Plus::literal) == "A%26B");
  CHECK(decode_percent("a#b c?d", Plus::literal) == "a#b c?d");
}

TEST_CASE("a plus is itself or a space, and an escaped plus always itself") {
  CHECK(decode_percent("a+b%2Bc", Plus::literal) == "a+b+c");
  CHECK(decode_percent("a+b%2Bc", Plus::space) == "a b+c");
}

TEST_CASE("broken escapes are refused") {
  for (const char* text :
       {"%", "a%", "%4", "a%4", "%4g", "%g4", "%%41", "% 1", "%+1", "100%"}) {
    CAPTURE(text);
    CHECK_FALSE(decode_percent(text, Plus::literal));
    CHECK_FALSE(decode_percent(text, Plus::space));
  }
}

TEST_CASE("a NUL is refused, escaped or not") {
  CHECK_FALSE(decode_percent("a%00b", Plus::literal));
  CHECK_FALSE(decode_percent("a\0b"s, Plus::literal));
}

TEST_CASE("what is not UTF-8 is refused, escaped or not") {
  CHECK_FALSE(decode_percent("%ff", Plus::literal));
  CHECK_FALSE(decode_percent("%c3", Plus::literal));
  CHECK_FALSE(decode_percent("\xc3", Plus::literal));
  CHECK_FALSE(decode_percent("%ed%a0%80", Plus::literal));
  CHECK(decode_percent("\xc3%a4", Plus::literal) == "ä");
}

TEST_CASE("all but the unreserved characters are encoded") {
  CHECK(encode_percent("AZaz09-._~") == "AZaz09-._~");
  CHECK(encode_percent("a b+c:d/e?f&g=h#i%j") == "a%20b%2Bc%3Ad%2Fe%3Ff%26g%3Dh%23i%25j");
  CHECK(encode_percent("ä\n\x7f") == "%C3%A4%0A%7F");
  CHECK(encode_percent("") == "");
}

TEST_CASE("what is encoded decodes to itself") {
  std::string text = "ä漢🔑";
  for (int c = 1; c < 0x80; ++c)
    text += static_cast<char>(c);
  CHECK(decode_percent(encode_percent(text), Plus::literal) == text);
  CHECK(decode_percent(encode_percent(text), Plus::space) == text);
}
