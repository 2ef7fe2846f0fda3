#include "core/account/uri_fields.h"

#include <doctest/doctest.h>

#include "tests/unit/account/uri_helpers.h"

using namespace fob;
using namespace fob::test;

namespace {

Account with(std::string_view more) {
  return parsed(uri_of("totp/a", more));
}
std::string error(std::string_view more) {
  return error_of(uri_of("totp/a", more));
}

}  // namespace

TEST_CASE("fob's own fields are read wherever a URI comes from") {
  const Account account = with(
      "&fob-id=000102030405060708090a0b0c0d0e0f&fob-created=1&fob-modified=2&fob-removed=3"
      "&fob-former=ff0102030405060708090a0b0c0d0e0f&fob-tags=work,far%20away&fob-note=a%0Ab+c"
      "&fob-recovery=one-two&fob-recovery-used=three&fob-recovery=four");
  CHECK(id_text(account.id) == "000102030405060708090a0b0c0d0e0f");
  CHECK(account.created == otp::Time(otp::seconds(1)));
  CHECK(account.modified == otp::Time(otp::seconds(2)));
  CHECK(account.removed == otp::Time(otp::seconds(3)));
  REQUIRE(account.former_of);
  CHECK(id_text(*account.former_of) == "ff0102030405060708090a0b0c0d0e0f");
  CHECK(account.tags == std::vector<std::string>{"work", "far away"});
  CHECK(account.note == "a\nb+c");
  REQUIRE(account.recovery_codes.size() == 3);
  CHECK(account.recovery_codes[0].text.reveal_text() == "one-two");
  CHECK_FALSE(account.recovery_codes[0].used);
  CHECK(account.recovery_codes[1].text.reveal_text() == "three");
  CHECK(account.recovery_codes[1].used);
  CHECK(account.recovery_codes[2].text.reveal_text() == "four");
  CHECK_FALSE(account.recovery_codes[2].used);
  CHECK(account.other.empty());
}

TEST_CASE("they are written after all others, in one order") {
  Account account = parsed(uri_of("totp/a", "&fob-colour=red"));
  account.id.fill(0x1f);
  account.created = otp::Time(otp::seconds(0));
  account.modified = otp::Time(otp::seconds(253402300799));
  account.removed = otp::Time(otp::seconds(3));
  account.former_of.emplace().fill(0x2e);
  account.tags = {"a,b", "c&d"};
  account.note = "100 %";
  account.recovery_codes.push_back({Key::copy_of("one two"), true});
  account.recovery_codes.push_back({Key::copy_of("one two"), false});
  CHECK(
      format_uri(account, Fields::all) ==
      uri_of("totp/a",
             "&algorithm=SHA1&digits=6&period=30&fob-colour=red"
             "&fob-id=1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f&fob-created=0&fob-modified=253402300799"
             "&fob-removed=3&fob-former=2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e&fob-tags=a%2Cb,c%26d&"
             "fob-note=100%20%25"
             "&fob-recovery-used=one%20two&fob-recovery=one%20two"));
}

TEST_CASE("tags of any text, empty ones too, come back as they were") {
  using Tags = std::vector<std::string>;
  for (const Tags& tags : {Tags{}, Tags{""}, Tags{"", ""}, Tags{",", "a,", "&=%2C", " "}}) {
    Account account = with("");
    account.tags = tags;
    CHECK(parsed(format_uri(account, Fields::all), Origin::vault).tags == tags);
  }
}

TEST_CASE("a malformed field of fob's own is an error that names it") {
  const std::string id = "fob-id must be 32 lower-case hexadecimal digits";
  CHECK(error("&fob-id=") == id);
  CHECK(error("&fob-id=000102030405060708090A0B0C0D0E0F") == id);
  CHECK(error("&fob-id=000102030405060708090a0b0c0d0e0f0") == id);
  CHECK(error("&fob-former=00") == "fob-former must be 32 lower-case hexadecimal digits");
  CHECK(error("&fob-created=-1") ==
        "fob-created must be a whole number from 0 to 253402300799");
  CHECK(error("&fob-modified=1.5") ==
        "fob-modified must be a whole number from 0 to 253402300799");
  CHECK(error("&fob-removed=253402300800") ==
        "fob-removed must be a whole number from 0 to 253402300799");
  CHECK(error("&fob-tags=a,%ff") == "fob-tags is not UTF-8 text");
  CHECK(error("&fob-recovery-used=%ff") == "fob-recovery-used is not UTF-8 text");
}
