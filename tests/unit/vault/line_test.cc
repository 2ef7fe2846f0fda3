#include "core/vault/line.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

TEST_CASE("a line of the header is printable words with single spaces between them") {
  CHECK(is_line("a"));
  CHECK(is_line("x-note = !~"));
  for (const char* bad : {"", " ", " a", "a ", "a  b", "a\tb", "a\r", "a\x7f", "\xc3\xa9"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_line(bad));
  }
  CHECK_FALSE(is_line(std::string_view("a\0b", 3)));
}

TEST_CASE("a word of the header is lower-case letters, digits and hyphens") {
  CHECK(is_word("a"));
  CHECK(is_word("fido2-key"));
  for (const char* bad : {"", "A", "aB", "2a", "-a", "a_b", "a b", "a="}) {
    CAPTURE(bad);
    CHECK_FALSE(is_word(bad));
  }
}

TEST_CASE("a field is found by its whole name") {
  CHECK(field("id=x", "id") == "x");
  CHECK(field("id=", "id") == "");
  CHECK(field("id=a=b", "id") == "a=b");
  for (const char* other : {"", "id", "ids=x", "i=x", "ID=x", " id=x"}) {
    CAPTURE(other);
    CHECK_FALSE(field(other, "id"));
  }
}

TEST_CASE("bytes are in unpadded base64url, of the right size, and written one way") {
  CHECK(bytes_field("id=AAECAwQFBgcICQoLDA0ODw", "id", 16) == ramp(0, 16));
  for (const char* bad :
       {"id=AAECAwQFBgcICQoLDA0OD", "id=AAECAwQFBgcICQoLDA0ODwA",
        "id=AAECAwQFBgcICQoLDA0ODw==", "id=AAECAwQFBgcICQoLDA0ODx", "id=AAECAwQFBgcICQoLDA0OD+",
        "id=AAECAwQFBgcICQoLDA0OD/", "id=", "ID=AAECAwQFBgcICQoLDA0ODw",
        "id=AAECAwQFBgcICQoLDA0ODw=", "id=AAECAwQFB cICQ"}) {
    CAPTURE(bad);
    CHECK_FALSE(bytes_field(bad, "id", 16));
  }
  CHECK(format_field("id", ramp(0, 16)) == " id=AAECAwQFBgcICQoLDA0ODw");
  CHECK(format_field("x", ramp(0xf8, 3)) == " x=-Pn6");
}

TEST_CASE("a number is a decimal without sign or leading zeros, in its range") {
  CHECK(number_field("passes=1", "passes", 1, 64) == 1);
  CHECK(number_field("passes=64", "passes", 1, 64) == 64);
  for (const char* bad :
       {"passes=0", "passes=65", "passes=01", "passes=+1", "passes=-1", "passes=", "passes=1.",
        "passes=0x1", "passes=99999999999999999999"}) {
    CAPTURE(bad);
    CHECK_FALSE(number_field(bad, "passes", 1, 64));
  }
}

TEST_CASE("a version is a whole word of at most nine digits") {
  CHECK(version_after("fob-vault 1 id=", "fob-vault") == 1);
  CHECK(version_after("fob-vault 2", "fob-vault") == 2);
  CHECK(version_after("fob-vault 999999999\n", "fob-vault") == 999'999'999);
  for (const char* none : {"", "fob-vault", "fob-vault ", "fob-vault 0 ", "fob-vault 02 ",
                           "fob-vault 2x", "fob-vault  2", "fob-vault 1000000000 ",
                           "fob-vault -2 ", "fob-vaults 2 ", "FOB-VAULT 2 "}) {
    CAPTURE(none);
    CHECK_FALSE(version_after(none, "fob-vault"));
  }
}
