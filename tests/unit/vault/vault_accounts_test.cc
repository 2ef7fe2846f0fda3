#include <doctest/doctest.h>

#include "core/account/uri.h"
#include "core/vault/body.h"
#include "core/vault/vault.h"
#include "tests/unit/vault/helpers.h"
#include "tests/unit/vault/vectors.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr otp::Time start = otp::Time(otp::seconds(1'700'000'000));

/// The vault that reading `file` gives, changed by nothing.
Vault reopened(const Bytes& file, const Secret& data_key) {
  auto vault = Vault::reopen(Sealed(file), data_key);
  REQUIRE(vault);
  return *std::move(vault);
}

Vault opened(const std::string& vector) {
  return reopened(vector_named(vector).vault, Secret::copy_of(ramp(0x00, 32)));
}

std::vector<std::string> lines_of(const Vault& vault) {
  const std::string body = body_of(vault.seal(Digest{}), vault.data_key());
  const Body parsed = parse_body(body);
  return {parsed.lines.begin(), parsed.lines.end()};
}

Account hotp_named(std::string_view name, std::uint64_t counter) {
  Account account = account_named(name);
  account.method = otp::Hotp{otp::Hash::sha1, 6, counter};
  return account;
}

std::uint64_t counter_of(const Vault& vault, const Id& id) {
  return std::get<otp::Hotp>(vault.get(id)->method).counter;
}

}  // namespace

TEST_CASE("what is added has its times, an id, and is there after writing and reading") {
  Vault vault = fresh();
  const Account& account = vault.add(account_named("alice"), start);
  CHECK(account.id != Id{});
  CHECK(account.created == start);
  CHECK(account.modified == start);
  CHECK_FALSE(account.removed);

  const Vault read = again(vault);
  REQUIRE(read.accounts().size() == 1);
  CHECK(read.accounts()[0]->account == "alice");
  CHECK(read.accounts()[0]->id == account.id);
  CHECK(read.get(account.id) == read.accounts()[0]);
  CHECK(read.newest() == start);
}

TEST_CASE("an id of one's own is kept, and one that is taken becomes another") {
  Vault vault = fresh();
  Account account = account_named("alice");
  account.id = id_ramp(1);
  CHECK(vault.add(account.clone(), start).id == id_ramp(1));
  account.account = "bob";
  CHECK(vault.add(account.clone(), start).id != id_ramp(1));
  CHECK(again(vault).accounts().size() == 2);
  CHECK(again(vault).unreadable() == 0);
}

TEST_CASE("a pointer to an account holds while others are added") {
  Vault vault = fresh();
  const Account& first = vault.add(account_named("first"), start);
  for (int i = 0; i < 1000; ++i)
    vault.add(account_named("another"), start);
  CHECK(first.account == "first");
  CHECK(vault.get(first.id) == &first);
}

TEST_CASE("an account keeps the vault's order whatever becomes of the others") {
  Vault vault = opened("example");
  Account account = vault.accounts()[0]->clone();
  account.account = "eve";
  vault.replace(std::move(account), start);
  const Vault read = again(vault);
  REQUIRE(read.accounts().size() == 2);
  CHECK(read.accounts()[0]->account == "eve");
  CHECK(read.accounts()[1]->account == "bob");
}

TEST_CASE("the former version of what is replaced is a removed entry under another id") {
  Vault vault = opened("example");
  const Id id = vault.accounts()[0]->id;
  Account account = vault.accounts()[0]->clone();
  account.issuer = "Other";
  const otp::Time now = start + otp::seconds(100);
  const Account& replaced = vault.replace(std::move(account), now);
  CHECK(replaced.id == id);
  CHECK(replaced.modified == now);
  CHECK(replaced.created == start);

  const Vault read = again(vault);
  CHECK(read.get(id)->issuer == "Other");
  REQUIRE(read.removed().size() == 1);
  const Account& former = *read.removed()[0];
  CHECK(former.id != id);
  CHECK(former.issuer == "Example");
  CHECK(former.removed == now);
  CHECK(former.modified == start);
  CHECK(read.get(former.id) == &former);
}

TEST_CASE("what cannot be written as it is is refused, and the vault is as it was") {
  const std::string refused = "malformed: alice cannot be written as it is";
  Vault vault = opened("example");
  const std::vector<std::string> before = lines_of(vault);
  Account account = account_named("alice");
  SUBCASE("no text") {
    account.note = "\xff";
  }
  SUBCASE("a parameter that the type reads") {
    account.other = {"period=60"};
  }
  CHECK(failure_of([&] { vault.add(account.clone(), start); }) == refused);
  account.id = vault.accounts()[0]->id;
  CHECK(failure_of([&] { vault.replace(account.clone(), start); }) == refused);
  CHECK_FALSE(vault.changed());
  CHECK(lines_of(vault) == before);
  CHECK(vault.accounts().size() == 2);
  CHECK(vault.get(account.id)->key == opened("example").accounts()[0]->key);
}

TEST_CASE("what is not there, or was removed, cannot be changed") {
  const std::string gone = "failed: the account is not in the vault any more";
  Vault vault = opened("later-generation");
  const Id removed = vault.removed()[0]->id;
  for (const Id& id : {id_ramp(1), removed}) {
    CHECK(failure_of([&] { vault.spend(id); }) == gone);
    CHECK(failure_of([&] { vault.raise_counter(id, 1); }) == gone);
    Account account = account_named("x");
    account.id = id;
    CHECK(failure_of([&] { vault.replace(std::move(account), start); }) == gone);
  }
  CHECK_FALSE(vault.changed());
}

TEST_CASE("spending gives the counter and moves it, and nothing else") {
  Vault vault = opened("example");
  const std::vector<std::string> before = lines_of(vault);
  const Id id = vault.accounts()[1]->id;
  CHECK(vault.spend(id) == 7);
  CHECK(vault.spend(id) == 8);
  CHECK(counter_of(vault, id) == 9);

  const std::vector<std::string> after = lines_of(vault);
  REQUIRE(after.size() == 2);
  CHECK(after[0] == before[0]);
  CHECK(after[1] == replaced(before[1], "counter=7", "counter=9"));
}

TEST_CASE("a counter never comes back to its beginning") {
  Vault vault = fresh();
  const Id id = vault.add(hotp_named("end", UINT64_MAX - 1), start).id;
  CHECK(vault.spend(id) == UINT64_MAX - 1);
  CHECK(failure_of([&] { vault.spend(id); }) ==
        "malformed: the account's counter is at its end");
  CHECK(counter_of(vault, id) == UINT64_MAX);
}

TEST_CASE("a counter is raised to a larger one and to no smaller one") {
  Vault vault = opened("example");
  const Id id = vault.accounts()[1]->id;
  vault.raise_counter(id, 7);
  vault.raise_counter(id, 3);
  CHECK(counter_of(vault, id) == 7);
  CHECK_FALSE(vault.changed());
  vault.raise_counter(id, 20);
  CHECK(counter_of(vault, id) == 20);
  CHECK(vault.changed());
}

TEST_CASE("an account without a counter has none to spend") {
  Vault vault = opened("example");
  const Id id = vault.accounts()[0]->id;
  CHECK(failure_of([&] { vault.spend(id); }) == "failed: the account has no counter any more");
  CHECK(failure_of([&] { vault.raise_counter(id, 1); }) ==
        "failed: the account has no counter any more");
}

TEST_CASE("a vault knows whether anything was changed") {
  Vault vault = opened("example");
  CHECK_FALSE(vault.changed());
  vault.expire_removed(start + std::chrono::days(1000));
  CHECK_FALSE(vault.changed());
  vault.spend(vault.accounts()[1]->id);
  CHECK(vault.changed());
  CHECK(fresh().changed());
}

TEST_CASE("removed entries are listed apart, and go after 90 days") {
  const otp::Time removed = start + otp::seconds(120);
  Vault vault = opened("later-generation");
  CHECK(vault.accounts().size() == 2);
  REQUIRE(vault.removed().size() == 1);
  const Id id = vault.removed()[0]->id;

  vault.expire_removed(removed + std::chrono::days(90));
  CHECK(vault.get(id) != nullptr);
  vault.expire_removed(removed + std::chrono::days(90) + otp::seconds(1));
  CHECK(vault.get(id) == nullptr);
  CHECK(vault.removed().empty());
  CHECK(vault.accounts().size() == 2);
  CHECK(vault.unreadable() == 0);
  CHECK(vault.changed());
  CHECK(lines_of(vault).size() == 2);
}

TEST_CASE("a clock that is behind the newest entry removes nothing") {
  Vault vault = opened("later-generation");
  vault.add(account_named("from the future"), start + std::chrono::days(365));
  vault.expire_removed(start + std::chrono::days(364));
  CHECK(vault.removed().size() == 1);
  vault.expire_removed(start + std::chrono::days(365));
  CHECK(vault.removed().empty());
}

TEST_CASE("the newest time is the latest that any entry bears") {
  CHECK_FALSE(fresh().newest());
  CHECK(opened("example").newest() == start + otp::seconds(60));
  CHECK(opened("later-generation").newest() == start + otp::seconds(120));
}

TEST_CASE("a line without an id has the digest of its bytes, and gets it when it changes") {
  Vault vault = opened("odd-spelling");
  const std::vector<std::string> lines = lines_of(vault);
  REQUIRE(vault.accounts().size() == 2);
  const Id id = vault.accounts()[0]->id;
  CHECK(id == digest_of(as_bytes(lines[0])));
  CHECK(vault.accounts()[1]->id == digest_of(as_bytes(lines[1])));

  vault.replace(vault.accounts()[0]->clone(), start);
  const Vault read = again(vault);
  CHECK(read.get(id)->account == "frank");
  const std::vector<std::string> after = lines_of(vault);
  CHECK(after[0].find("fob-id=" + id_text(id)) != std::string::npos);
  CHECK(after[0].find("&x=1&image=a%2Fb") != std::string::npos);
  CHECK(after[1] == lines[1]);
}

TEST_CASE("of two lines with one id, the later is kept as unreadable") {
  Vault vault = opened("unreadable-lines");
  CHECK(vault.unreadable() == 4);
  const Account* alice = vault.accounts()[0];
  CHECK(vault.get(alice->id)->account == "alice");
  vault.replace(alice->clone(), start);
  CHECK(again(vault).unreadable() == 4);
  CHECK(lines_of(vault)[3].find("eve") != std::string::npos);
}

TEST_CASE("an entry of another copy keeps its id and its times, unless the id is taken") {
  Vault vault = fresh();
  Account entry = account_named("alice");
  entry.id = id_ramp(1);
  entry.created = start;
  entry.modified = start;
  entry.removed = start;
  vault.take(entry.clone());
  entry.removed.reset();
  const Id other = vault.take(entry.clone()).id;
  CHECK(other != entry.id);
  entry.id = {};
  CHECK(vault.take(entry.clone()).id != Id{});
  const Vault read = again(vault);
  CHECK(read.accounts().size() == 2);
  REQUIRE(read.get(id_ramp(1)) != nullptr);
  CHECK(read.get(id_ramp(1))->removed == start);
  CHECK(read.get(other)->created == start);
}

TEST_CASE("a HOTP entry of another copy counts on where its secret is") {
  Vault vault = fresh();
  vault.add(hotp_named("here", 9), start);
  Account entry = hotp_named("there", 5);
  entry.id = id_ramp(1);
  vault.take(std::move(entry));
  CHECK(counter_of(vault, id_ramp(1)) == 9);
}

TEST_CASE("lines of another copy that are not understood come along, each once") {
  const Vault odd = opened("unreadable-lines");
  REQUIRE(odd.unreadable() == 4);
  Vault vault = fresh();
  for (const Account* account : odd.accounts())  // one of the lines has the id of another
    vault.take(account->clone());
  CHECK(vault.unreadable_beside(odd) == 4);
  vault.take_unreadable(odd);
  CHECK(vault.changed());
  CHECK(vault.unreadable() == 4);
  Vault read = again(vault);
  CHECK(read.unreadable() == 4);
  CHECK(read.unreadable_beside(odd) == 0);
  read.take_unreadable(odd);
  CHECK_FALSE(read.changed());
  CHECK(read.unreadable() == 4);
}
