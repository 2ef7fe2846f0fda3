#include "core/account/account.h"

#include <set>

#include <doctest/doctest.h>

using namespace fob;

namespace {

Account full_account() {
  Account account;
  account.id.fill(0xab);
  account.issuer = "Oak";
  account.account = "mia";
  account.method = otp::Motp{};
  account.key = Key::copy_of("0badc0de");
  account.pin = Key::copy_of("2468");
  account.tags = {"work", "far away"};
  account.note = "in the drawer";
  account.recovery_codes.push_back({Key::copy_of("one-two"), true});
  account.recovery_codes.push_back({Key::copy_of("three-four"), false});
  account.created = otp::Time(otp::seconds(1));
  account.modified = otp::Time(otp::seconds(2));
  account.removed = otp::Time(otp::seconds(3));
  account.former_of = Id{1};
  account.other = {"icon=leaf"};
  return account;
}

Account named(std::string issuer, std::string account) {
  Account result;
  result.issuer = std::move(issuer);
  result.account = std::move(account);
  return result;
}

Account with_method(otp::Method method) {
  Account account;
  account.method = method;
  account.key = Key::copy_of("12345678901234567890");
  return account;
}

}  // namespace

TEST_CASE("random ids are never the same") {
  std::set<Id> ids;
  for (int i = 0; i < 1000; ++i)
    ids.insert(random_id());
  CHECK(ids.size() == 1000);
  CHECK(!ids.contains(Id{}));
}

TEST_CASE("an id is written as 32 lower-case hex digits and read from nothing else") {
  const Id id{0x00, 0x01, 0x23, 0xff, 0xa0};
  CHECK(id_text(id) == "000123ffa00000000000000000000000");
  CHECK(id_of_text(id_text(id)) == id);
  CHECK_FALSE(id_of_text(""));
  CHECK_FALSE(id_of_text("000123ffa0000000000000000000000"));
  CHECK_FALSE(id_of_text("000123ffa000000000000000000000000"));
  CHECK_FALSE(id_of_text("000123FFA00000000000000000000000"));
  CHECK_FALSE(id_of_text("000123ffg00000000000000000000000"));
  CHECK_FALSE(id_of_text(" 00123ffa00000000000000000000000"));
}

TEST_CASE("a clone has every field of its original") {
  const Account original = full_account();
  const Account copy = original.clone();
  CHECK(copy.id == original.id);
  CHECK(copy.issuer == original.issuer);
  CHECK(copy.account == original.account);
  CHECK(copy.method == original.method);
  CHECK(copy.key == original.key);
  REQUIRE(copy.pin);
  CHECK(*copy.pin == *original.pin);
  CHECK(copy.tags == original.tags);
  CHECK(copy.note == original.note);
  REQUIRE(copy.recovery_codes.size() == 2);
  CHECK(copy.recovery_codes[0].text.reveal_text() == "one-two");
  CHECK(copy.recovery_codes[0].used);
  CHECK(copy.recovery_codes[1].text.reveal_text() == "three-four");
  CHECK_FALSE(copy.recovery_codes[1].used);
  CHECK(copy.created == original.created);
  CHECK(copy.modified == original.modified);
  CHECK(copy.removed == original.removed);
  CHECK(copy.former_of == original.former_of);
  CHECK(copy.other == original.other);
}

TEST_CASE("the displayed name is both halves, or the one that there is") {
  CHECK(display_name(named("Oak", "mia")) == "Oak:mia");
  CHECK(display_name(named("Oak", "")) == "Oak");
  CHECK(display_name(named("", "mia")) == "mia");
  CHECK(display_name(named("", "")) == "");
}

TEST_CASE("a name is the same where both halves are, to the byte") {
  CHECK(same_name(named("Oak", "mia"), named("Oak", "mia")));
  CHECK_FALSE(same_name(named("Oak", "mia"), named("oak", "mia")));
  CHECK_FALSE(same_name(named("Oak", "mia"), named("Oak", "Mia")));
  // Displayed alike.
  CHECK_FALSE(same_name(named("Oak", ""), named("", "Oak")));
}

TEST_CASE("whatever makes other codes makes codes that are not the same") {
  const Account totp = with_method(otp::Totp{});
  CHECK(same_codes(totp, with_method(otp::Totp{})));
  CHECK_FALSE(same_codes(totp, with_method(otp::Steam{})));
  CHECK_FALSE(same_codes(totp, with_method(otp::Totp{.hash = otp::Hash::sha256})));
  CHECK_FALSE(same_codes(totp, with_method(otp::Totp{.digits = 8})));
  CHECK_FALSE(same_codes(totp, with_method(otp::Totp{.period = otp::seconds(60)})));

  Account other_key = with_method(otp::Totp{});
  other_key.key = Key::copy_of("12345678901234567891");
  CHECK_FALSE(same_codes(totp, other_key));

  Account other_name = with_method(otp::Totp{});
  other_name.issuer = "Oak";
  CHECK(same_codes(totp, other_name));
}

TEST_CASE("HOTP accounts that differ in the counter alone have the same codes") {
  CHECK(same_codes(with_method(otp::Hotp{.counter = 1}), with_method(otp::Hotp{.counter = 9})));
  CHECK_FALSE(
      same_codes(with_method(otp::Hotp{.digits = 6}), with_method(otp::Hotp{.digits = 7})));
}

TEST_CASE("the PIN counts where codes are made with it, and nowhere else") {
  Account with_pin = with_method(otp::Motp{});
  with_pin.pin = Key::copy_of("2468");
  Account other_pin = with_method(otp::Motp{});
  other_pin.pin = Key::copy_of("1357");
  CHECK(same_codes(with_pin, with_pin));
  CHECK_FALSE(same_codes(with_pin, other_pin));
  CHECK_FALSE(same_codes(with_pin, with_method(otp::Motp{})));

  with_pin.method = otp::Totp{};
  CHECK(same_codes(with_pin, with_method(otp::Totp{})));
}
