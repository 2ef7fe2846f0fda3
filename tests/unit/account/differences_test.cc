#include "core/account/differences.h"

#include <doctest/doctest.h>

using namespace fob;

namespace {

using Names = std::vector<std::string_view>;

Account hotp(std::uint64_t counter) {
  Account account;
  account.issuer = "Oak";
  account.account = "mia";
  account.method = otp::Hotp{otp::Hash::sha1, 6, counter};
  account.key = Key::copy_of("0123456789");
  return account;
}

/// What an account has differently after `change`.
template <typename Change>
Names after(Change&& change) {
  const Account before = hotp(7);
  Account changed = before.clone();
  change(changed);
  return differences(before, changed);
}

}  // namespace

TEST_CASE("an account is as its copy is, whatever the id and the times") {
  CHECK(after([](Account& account) {
          account.id = random_id();
          account.created = account.modified = account.removed = otp::Time{};
          account.former_of = random_id();
        }).empty());
}

TEST_CASE("every field that differs is named") {
  CHECK(after([](Account& a) { a.issuer = "Elm"; }) == Names{"issuer"});
  CHECK(after([](Account& a) { a.account = "tom"; }) == Names{"account"});
  CHECK(after([](Account& a) { a.key = Key::copy_of("x"); }) == Names{"secret"});
  CHECK(after([](Account& a) { a.pin = Key::copy_of("1"); }) == Names{"pin"});
  CHECK(after([](Account& a) { a.tags = {"work"}; }) == Names{"tags"});
  CHECK(after([](Account& a) { a.note = "n"; }) == Names{"note"});
  CHECK(after([](Account& a) {
          a.recovery_codes.push_back({Key::copy_of("r"), true});
        }) == Names{"recovery codes"});
  CHECK(after([](Account& a) { a.other = {"x=1"}; }) == Names{"other parameters"});
  CHECK(after([](Account& a) {
          a.method = otp::Hotp{otp::Hash::sha256, 8, 9};
        }) == Names{"algorithm", "digits", "counter"});
}

TEST_CASE("a recovery code that was used is not one that was not") {
  Account unused = hotp(1);
  unused.recovery_codes.push_back({Key::copy_of("r"), false});
  Account used = unused.clone();
  used.recovery_codes.front().used = true;
  CHECK(differences(unused, used) == Names{"recovery codes"});
}

TEST_CASE("beside another type, what only one of the types has is not named") {
  CHECK(after([](Account& a) { a.method = otp::Totp{}; }) == Names{"type"});
  CHECK(after([](Account& a) { a.method = otp::Steam{}; }) == Names{"type", "digits"});
}

TEST_CASE("a period is compared where both have one") {
  Account slow = hotp(0);
  slow.method = otp::Totp{otp::Hash::sha1, 6, otp::seconds(60)};
  Account quick = hotp(0);
  quick.method = otp::Totp{};
  CHECK(differences(slow, quick) == Names{"period"});
}

TEST_CASE("a counter may be left aside") {
  CHECK(differences(hotp(1), hotp(2)) == Names{"counter"});
  CHECK(differences(hotp(1), hotp(2), Counters::aside).empty());
}
