#include <doctest/doctest.h>

#include "core/vault/vault.h"
#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr otp::Time start = otp::Time(otp::seconds(1'700'000'000));
constexpr otp::Time later = start + otp::seconds(100);

Account hotp_named(std::string_view name, std::uint64_t counter) {
  Account account = account_named(name);
  account.method = otp::Hotp{otp::Hash::sha1, 6, counter};
  return account;
}

std::uint64_t counter_of(const Account& account) {
  return std::get<otp::Hotp>(account.method).counter;
}

}  // namespace

TEST_CASE("what is removed is an entry of its own id with all that it had") {
  Vault vault = fresh();
  Account account = hotp_named("hal", 7);
  account.note = "in the drawer";
  const Id id = vault.add(std::move(account), start).id;
  vault.add(account_named("bob"), start);
  CHECK(vault.remove(id, later).removed == later);

  const Vault read = again(vault);
  CHECK(read.accounts().size() == 1);
  REQUIRE(read.removed().size() == 1);
  const Account& entry = *read.removed().front();
  CHECK(entry.id == id);
  CHECK(entry.note == "in the drawer");
  CHECK(counter_of(entry) == 7);
  CHECK(entry.modified == start);
  CHECK_FALSE(entry.former_of);
}

TEST_CASE("a former version says whose it is") {
  Vault vault = fresh();
  const Id id = vault.add(account_named("alice"), start).id;
  vault.replace(vault.get(id)->clone(), later);
  CHECK(again(vault).removed().front()->former_of == id);
  CHECK_FALSE(again(vault).get(id)->former_of);
}

TEST_CASE("what is restored is the account that it was, in its place") {
  Vault vault = fresh();
  const Id id = vault.add(account_named("alice"), start).id;
  vault.add(account_named("bob"), start);
  vault.remove(id, later);
  CHECK(vault.restore(id, later + otp::seconds(1)).id == id);

  const Vault read = again(vault);
  CHECK(read.removed().empty());
  REQUIRE(read.accounts().size() == 2);
  CHECK(read.accounts().front()->account == "alice");
  CHECK(read.accounts().front()->created == start);
  CHECK(read.accounts().front()->modified == later + otp::seconds(1));
}

TEST_CASE("what is restored goes on from the largest counter of its secret") {
  Vault vault = fresh();
  const Id removed = vault.add(hotp_named("hal", 7), start).id;
  vault.remove(removed, later);
  Account other = hotp_named("other secret", 900);
  other.key = Key::copy_of("9876543210");
  vault.add(std::move(other), start);
  vault.add(hotp_named("hal again", 57), start);
  CHECK(counter_of(vault.restore(removed, later)) == 57);
  CHECK(vault.counter_reached(Key::copy_of("9876543210")) == 900);
  CHECK(vault.counter_reached(Key::copy_of("nobody's")) == 0);
}

TEST_CASE("a larger counter of a removed entry counts too") {
  Vault vault = fresh();
  const Id first = vault.add(hotp_named("hal", 7), start).id;
  const Id second = vault.add(hotp_named("hal", 57), start).id;
  vault.remove(first, later);
  vault.remove(second, later);
  CHECK(counter_of(vault.restore(first, later)) == 57);
}

TEST_CASE("what is purged is in the vault no more") {
  Vault vault = fresh();
  const Id id = vault.add(account_named("alice"), start).id;
  vault.remove(id, later);
  vault.purge(id);
  CHECK(vault.get(id) == nullptr);
  CHECK(vault.removed().empty());
  const std::string body = body_of(vault.seal(Digest{}), vault.data_key());
  CHECK(body.find("alice") == std::string::npos);
}

TEST_CASE("only a removed entry is restored or purged, and only an account is removed") {
  const std::string no_entry = "failed: the removed entry is not in the vault any more";
  Vault vault = fresh();
  const Id id = vault.add(account_named("alice"), start).id;
  for (const Id& not_removed : {id, id_ramp(1)}) {
    CHECK(failure_of([&] { vault.restore(not_removed, later); }) == no_entry);
    CHECK(failure_of([&] { vault.purge(not_removed); }) == no_entry);
  }
  vault.remove(id, later);
  CHECK(failure_of([&] { vault.remove(id, later); }) ==
        "failed: the account is not in the vault any more");
}

TEST_CASE("an account is what it was when it was read, unless more than its counter moved") {
  Vault vault = fresh();
  const Id id = vault.add(hotp_named("hal", 7), start).id;
  const Account as_read = vault.get(id)->clone();
  const auto verdict = [&] { return failure_of([&] { vault.expect(as_read); }); };
  const std::string changed =
      "failed: another program changed hal meanwhile, and nothing was done";
  CHECK(verdict() == "none");
  vault.spend(id);
  CHECK(verdict() == "none");

  Account edited = as_read.clone();
  edited.note = "new";
  vault.replace(std::move(edited), start);
  CHECK(verdict() == changed);
  vault.replace(as_read.clone(), start);
  CHECK(verdict() == "none");
  vault.replace(as_read.clone(), later);  // back and forth is a change too
  CHECK(verdict() == changed);
  vault.replace(as_read.clone(), start);
  vault.remove(id, later);
  CHECK(verdict() == changed);
  vault.purge(id);
  CHECK(verdict() == changed);
}

TEST_CASE("a removed entry is kept for 90 days, of which begun ones count") {
  Account entry = account_named("alice");
  entry.removed = start;
  const otp::Time end = start + std::chrono::days(90);
  CHECK(kept_until(entry) == end);
  CHECK(days_left(entry, start) == 90);
  CHECK(days_left(entry, start + otp::seconds(1)) == 90);
  CHECK(days_left(entry, end - otp::seconds(1)) == 1);
  CHECK(days_left(entry, end) == 0);
  CHECK(days_left(entry, end + std::chrono::days(9)) == 0);
}
