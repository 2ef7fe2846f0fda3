#include "core/account/uri_parameters.h"

#include <doctest/doctest.h>

#include "tests/unit/account/uri_helpers.h"

using namespace fob;
using namespace fob::test;

namespace {

std::vector<std::string> other(std::string_view more) {
  return parsed(uri_of("totp/a", more)).other;
}

std::string error(std::string_view more) {
  return error_of(uri_of("totp/a", more));
}

int digits(std::string_view more) {
  return otp::digits(parsed(uri_of("totp/a", more)).method);
}

}  // namespace

TEST_CASE("every name is told by its text") {
  using uri::Name;
  CHECK(uri::text_of(Name::secret) == "secret");
  CHECK(uri::text_of(Name::exact) == "fob-exact");
  CHECK(uri::text_of(Name::typed_pin) == "fob-pin");
  CHECK(uri::text_of(Name::id) == "fob-id");
  CHECK(uri::text_of(Name::recovery_used) == "fob-recovery-used");
}

TEST_CASE("names compare in any case, and may be escaped") {
  CHECK(digits("&DIGITS=8") == 8);
  CHECK(digits("&%64igits=8") == 8);
  CHECK(other("&Digits=8").empty());
}

TEST_CASE("HTML's ampersands cut too, and empty parameters are nothing") {
  CHECK(digits("&amp;digits=8") == 8);
  CHECK(digits("&amp;amp;digits=8") == 8);
  CHECK(digits("&&digits=8&") == 8);
  CHECK(other("&&amp;&").empty());
}

TEST_CASE("the first ? begins the parameters, and the first = a value") {
  CHECK(other("&note=what?&x=a=b") == std::vector<std::string>{"note=what?", "x=a=b"});
}

TEST_CASE("what is unknown is kept as it stood, all of it and in order") {
  CHECK(other("&icon=Leaf%2f&digits=8&lock&icon=b+c&Fob-Colour=r%C3%A9d&=x") ==
        std::vector<std::string>{"icon=Leaf%2f", "lock", "icon=b+c", "Fob-Colour=r%C3%A9d",
                                 "=x"});
}

TEST_CASE("what would break a line is escaped") {
  CHECK(other("&a=b c\n\x7f\x1b") == std::vector<std::string>{"a=b%20c%0A%7F%1B"});
  CHECK(other("&a= \xC3\xA9"
              "b") == std::vector<std::string>{"a=%20\xC3\xA9"
                                               "b"});
}

TEST_CASE("a comma at which a list's reader would cut is escaped") {
  CHECK(other("&a=b,c,https://d&e=,otpauth-migration://&,://") ==
        std::vector<std::string>{"a=b,c%2Chttps://d", "e=%2Cotpauth-migration://", ",://"});
}

TEST_CASE("the escapes of what is unknown are held to the same rule") {
  CHECK(error("&a=b&c=%4") ==
        "parameter 3 has a % without two hexadecimal digits after it\n"
        "a percent sign itself is written %25");
  CHECK(error("&%zz=b") ==
        "parameter 2 has a % without two hexadecimal digits after it\n"
        "a percent sign itself is written %25");
  CHECK(error("&a=%00") == "parameter 2 holds a NUL character");
  CHECK(error(std::string_view("&a=b\0c", 6)) == "parameter 2 holds a NUL character");
  CHECK(error("&a=%E2%82") == "parameter 2 is not UTF-8 text");
}

TEST_CASE("a parameter that is read may be said twice, but not in two ways") {
  CHECK(digits("&digits=8&digits=8") == 8);
  CHECK(digits("&digits=8&Digits=%38") == 8);
  CHECK(parsed(uri_of("totp/a", "&issuer=A+B&issuer=A%20B")).issuer == "A B");
  CHECK(error("&digits=6&digits=8") == "digits is given twice, with two values");
  CHECK(error("&issuer=A&issuer=") == "issuer is given twice, with two values");
  CHECK(error("&fob-note=a&fob-note=b") == "fob-note is given twice, with two values");
  CHECK(error("&secret=AAAA") == "secret is given twice, with two values");
}

TEST_CASE("a value that cannot be decoded is an error that names its parameter") {
  CHECK(error("&issuer=%") ==
        "issuer has a % without two hexadecimal digits after it\n"
        "a percent sign itself is written %25");
  CHECK(error("&issuer=a%00") == "issuer holds a NUL character");
  CHECK(error("&fob-note=%ff") == "fob-note is not UTF-8 text");
}
