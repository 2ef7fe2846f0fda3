#include "core/vault/take_in.h"

#include <doctest/doctest.h>

#include "core/account/uri.h"

namespace fob::vault {
namespace {

constexpr otp::Time now{otp::seconds(1700000000)};

Vault new_vault() {
  return Vault::create(Secret::copy_of("p"), {min_passes, min_memory});
}

Account account(std::string_view uri) {
  return parse_uri(uri, Origin::outside).account;
}

std::vector<Taken> take(Vault& vault, const std::vector<std::string>& uris,
                        OnDuplicate on_duplicate = OnDuplicate::report) {
  std::vector<Account> accounts;
  for (const std::string& uri : uris)
    accounts.push_back(account(uri));
  std::vector<const Account*> incoming;
  for (const Account& one : accounts)
    incoming.push_back(&one);
  return take_in(vault, incoming, on_duplicate, now);
}

const std::string alice = "otpauth://totp/A:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const std::string other_alice =
    "otpauth://totp/A:alice?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U";
const std::string counter_3 = "otpauth://hotp/A:hal?secret=GEZDGNBVGY3TQOJQ&counter=3";
const std::string counter_9 = "otpauth://hotp/A:hal?secret=GEZDGNBVGY3TQOJQ&counter=9";

}  // namespace

TEST_CASE("a new account is added with the time of its adding") {
  Vault vault = new_vault();
  const auto taken = take(vault, {alice});
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].outcome == Outcome::added);
  const Account* added = vault.get(taken[0].id);
  REQUIRE(added != nullptr);
  CHECK(added->account == "alice");
  CHECK(added->created == now);
}

TEST_CASE("an id from outside is not taken over") {
  Vault vault = new_vault();
  const std::string id = "000102030405060708090a0b0c0d0e0f";
  const auto taken = take(vault, {alice + "&fob-id=" + id + "&fob-removed=5"});
  CHECK(id_text(taken[0].id) != id);
  CHECK(vault.accounts().size() == 1);
}

TEST_CASE("the same account again is already there, and keeps its id") {
  Vault vault = new_vault();
  const Id first = take(vault, {alice})[0].id;
  const auto again = take(vault, {alice, alice});
  CHECK(again[0].outcome == Outcome::already);
  CHECK(again[1].outcome == Outcome::already);
  CHECK(again[0].id == first);
  CHECK(vault.accounts().size() == 1);
}

TEST_CASE("an account that comes twice is added once") {
  Vault vault = new_vault();
  const auto taken = take(vault, {alice, alice});
  CHECK(taken[1].outcome == Outcome::already);
  CHECK(taken[1].id == taken[0].id);
}

TEST_CASE("the larger counter wins, whichever comes later") {
  Vault vault = new_vault();
  const Id id = take(vault, {counter_3})[0].id;
  take(vault, {counter_9});
  CHECK(std::get<otp::Hotp>(vault.get(id)->method).counter == 9);
  take(vault, {counter_3});
  CHECK(std::get<otp::Hotp>(vault.get(id)->method).counter == 9);
}

TEST_CASE("a counter that was reached is not set back by what comes in") {
  Vault vault = new_vault();
  const Id first = take(vault, {counter_9})[0].id;
  SUBCASE("by what takes its place") {
    const auto taken = take(vault, {counter_3 + "&digits=8"}, OnDuplicate::replace);
    CHECK(taken[0].outcome == Outcome::replaced);
    CHECK(std::get<otp::Hotp>(vault.get(first)->method) == otp::Hotp{otp::Hash::sha1, 8, 9});
  }
  SUBCASE("by what stands beside it") {
    const auto taken = take(vault, {counter_3 + "&digits=8"}, OnDuplicate::keep);
    CHECK(std::get<otp::Hotp>(vault.get(taken[0].id)->method).counter == 9);
  }
  SUBCASE("by what is added after it was removed") {
    vault.remove(first, now);
    const auto taken = take(vault, {counter_3});
    CHECK(taken[0].outcome == Outcome::added);
    CHECK(std::get<otp::Hotp>(vault.get(taken[0].id)->method).counter == 9);
  }
}

TEST_CASE("a name with another secret is left out unless something else is asked for") {
  Vault vault = new_vault();
  const Id first = take(vault, {alice})[0].id;
  CHECK(take(vault, {other_alice})[0].outcome == Outcome::conflict);
  CHECK(take(vault, {other_alice}, OnDuplicate::skip)[0].outcome == Outcome::skipped);
  CHECK(vault.accounts().size() == 1);
  CHECK(vault.get(first)->key == account(alice).key);
}

TEST_CASE("a replaced account keeps id and creation, and its former version is kept") {
  Vault vault = new_vault();
  const Id first = take(vault, {alice})[0].id;
  const auto taken = take(vault, {other_alice}, OnDuplicate::replace);
  CHECK(taken[0].outcome == Outcome::replaced);
  CHECK(taken[0].id == first);
  CHECK(vault.get(first)->key == account(other_alice).key);
  CHECK(vault.get(first)->created == now);
  REQUIRE(vault.removed().size() == 1);
  CHECK(vault.removed()[0]->key == account(alice).key);
}

TEST_CASE("keep adds beside the other") {
  Vault vault = new_vault();
  take(vault, {alice});
  CHECK(take(vault, {other_alice}, OnDuplicate::keep)[0].outcome == Outcome::added);
  CHECK(vault.accounts().size() == 2);
}

}  // namespace fob::vault
