#include "core/account/uri_secret.h"

#include <doctest/doctest.h>

#include "tests/unit/account/uri_helpers.h"

using namespace fob;
using namespace fob::test;

namespace {

constexpr std::string_view yandex = "otpauth://yaotp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY";

std::string with(std::string_view uri, std::string_view more) {
  return std::string(uri) + std::string(more);
}

std::string pin_of(const std::string& uri) {
  const Account account = parsed(uri);
  return account.pin ? std::string(account.pin->reveal_text()) : "none";
}

}  // namespace

TEST_CASE("a plus in a Base32 secret is nothing, and an escaped one is an error") {
  CHECK(parsed("otpauth://totp/a?secret=gezd+gnbv").key.reveal_text() == "12345");
  CHECK(error_of("otpauth://totp/a?secret=GEZD%2BGNBV") ==
        "the secret has a character that is not base32 at position 5\n"
        "base32 is the letters A to Z and the digits 2 to 7");
}

TEST_CASE("a secret under 128 bits, or with an odd end, is a note") {
  CHECK(notes_of("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY").empty());
  CHECK(notes_of("otpauth://totp/a?secret=GEZDGNBV") ==
        std::vector<std::string>{"the secret is 40 bits long; 128 or more are recommended"});
  CHECK(notes_of("steam://GEZDGNBV") ==
        std::vector<std::string>{"the secret is 40 bits long; 128 or more are recommended"});
  CHECK(notes_of("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGZ") ==
        std::vector<std::string>{
            "the secret ends as no encoder would end it; the left-over bits are dropped"});
}

TEST_CASE("an mOTP secret is its text, to the letter") {
  CHECK(parsed("otpauth://motp/a?secret=aB-c+d%20e=").key.reveal_text() == "aB-c+d e=");
  CHECK(parsed("motp://Oak:mia?secret=aBc").key.reveal_text() == "aBc");
  CHECK(display_name(parsed("motp://Oak:mia?secret=aBc")) == "Oak:mia");
  CHECK(error_of("otpauth://motp/a?secret=") == "the secret is empty");
  CHECK(error_of("motp://Oak:mia") == "the secret is missing");
}

TEST_CASE("a Yandex secret is 16 bytes, or 26 with a right checksum, of which 16 are kept") {
  CHECK(parsed(yandex).key.reveal_text() == "1234567890123456");
  const Account whole =
      parsed("otpauth://yaotp/a?secret=LA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI");
  const Account head = parsed("otpauth://yaotp/a?secret=LA2V6KMCGYMWWVEW64RNP3JA3I");
  CHECK(whole.key == head.key);
  CHECK(error_of("otpauth://yaotp/a?secret=AA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI") ==
        "the checksum in the secret is wrong\n"
        "copy it again: a character was changed on the way");
  CHECK(error_of(uri_of("yaotp/a")) == "the secret of a Yandex account has 16 or 26 bytes");
}

TEST_CASE("the PIN of mOTP is plain text, that of Yandex is Base32") {
  CHECK(pin_of("otpauth://motp/a?secret=b&pin=1+2%26") == "1+2&");
  CHECK(pin_of(with(yandex, "&pin=HE3TKMZR")) == "97531");
  CHECK(pin_of(with(yandex, "&pin=he3t+kmzr%3D")) == "97531");
  CHECK(pin_of(with(yandex, "&fob-pin=97531")) == "97531");
  CHECK(pin_of(with(yandex, "&pin=HE3TKMZR&fob-pin=97531")) == "97531");
  CHECK(pin_of("motp://a?secret=b&fob-pin=2468") == "2468");
}

TEST_CASE("a PIN that cannot be is an error") {
  CHECK(error_of(with(yandex, "&pin=97531")) ==
        "pin must be the Base32 of the PIN's text\nthe PIN as it is typed goes into fob-pin");
  CHECK(error_of(with(yandex, "&pin=77777777")) ==
        "pin must be the Base32 of the PIN's text\nthe PIN as it is typed goes into fob-pin");
  CHECK(error_of(with(yandex, "&pin=HE3TKMZR&fob-pin=97532")) ==
        "pin and fob-pin are two different PINs");
  CHECK(error_of("motp://a?secret=b&pin=") == "the PIN is empty");
  for (const char* const pin : {"123", "12345678901234567", "12a4"}) {
    CHECK(error_of(with(yandex, "&fob-pin=" + std::string(pin))) ==
          "the PIN of a Yandex account has 4 to 16 digits");
  }
}

TEST_CASE("a PIN that the vault once took stays readable") {
  const Account account = parsed(with(yandex, "&fob-pin=123"), Origin::vault);
  REQUIRE(account.pin);
  CHECK(account.pin->reveal_text() == "123");
}

TEST_CASE("a PIN that is missing is a note, and one that means nothing is kept") {
  CHECK(notes_of("motp://a?secret=b") ==
        std::vector<std::string>{"it has no PIN; its codes need one"});
  const Account totp = parsed(uri_of("totp/a", "&pin=1&fob-pin=2"));
  CHECK_FALSE(totp.pin);
  CHECK(totp.other == std::vector<std::string>{"pin=1", "fob-pin=2"});
}

TEST_CASE("no error shows a secret or a PIN") {
  for (const char* const uri :
       {"otpauth://totp/a?secret=HUSH1HUSH", "motp://a?secret=HUSH%&pin=b",
        "motp://a?secret=b&pin=HUSH%ZZ", "otpauth://totp/a?secret=HUSH%FF",
        "otpauth://totp/a?secret=AAAA&secret=HUSH"}) {
    CHECK(error_of(uri).find("HUSH") == std::string::npos);
    CHECK(error_of(uri) != "no error");
  }
}
