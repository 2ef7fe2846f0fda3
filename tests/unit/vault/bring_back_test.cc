#include "core/vault/bring_back.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr otp::Time start = otp::Time(otp::seconds(1'700'000'000));
constexpr otp::Time later = start + otp::seconds(100);

Account account(std::string_view name, std::string_view key, otp::Method method = otp::Totp{}) {
  Account account = account_named(name);
  account.method = method;
  account.key = Key::copy_of(key);
  return account;
}

Account hotp(std::string_view name, std::uint64_t counter) {
  return account(name, "hotp secret", otp::Hotp{otp::Hash::sha1, 6, counter});
}

Id removed(Vault& vault, Account entry) {
  const Id id = vault.add(std::move(entry), start).id;
  vault.remove(id, start);
  return id;
}

/// The account of that id as `change` makes it; the id of its former version.
template <typename Change>
Id edited(Vault& vault, const Id& id, Change&& change) {
  Account after = vault.get(id)->clone();
  change(after);
  vault.replace(std::move(after), start);
  return vault.removed().back()->id;
}

std::uint64_t counter_of(const Vault& vault, const Id& id) {
  return std::get<otp::Hotp>(vault.get(id)->method).counter;
}

}  // namespace

TEST_CASE("a removed account comes back as itself where its name is free") {
  Vault vault = fresh();
  const Id id = removed(vault, account("alice", "1"));
  const Taken back = bring_back(vault, id, OnDuplicate::report, later);
  CHECK(back.outcome == Outcome::added);
  CHECK(back.id == id);
  CHECK(vault.removed().empty());
}

TEST_CASE("what is not a removed entry is not brought back") {
  Vault vault = fresh();
  const Id id = vault.add(account("alice", "1"), start).id;
  for (const Id& not_removed : {id, id_ramp(1)}) {
    CHECK(failure_of([&] { bring_back(vault, not_removed, OnDuplicate::report, later); }) ==
          "failed: the removed entry is not in the vault any more");
  }
}

TEST_CASE(
    "where one with the same codes has the name, it is already there, and stays removed") {
  Vault vault = fresh();
  const Id entry = removed(vault, hotp("hal", 57));
  const Id present = vault.add(hotp("hal", 3), start).id;
  const Taken back = bring_back(vault, entry, OnDuplicate::replace, later);
  CHECK(back.outcome == Outcome::already);
  CHECK(back.id == present);
  CHECK(vault.removed().size() == 1);
  CHECK(counter_of(vault, present) == 57);  // no code that the removed one gave comes again
}

TEST_CASE("a name that is taken by other codes is a conflict, or what is asked for") {
  Vault vault = fresh();
  const Id entry = removed(vault, account("alice", "1"));
  const Id present = vault.add(account("alice", "2"), start).id;
  const ReturnPlan plan = plan_return(vault, *vault.get(entry), OnDuplicate::report);
  CHECK(plan.outcome == Outcome::conflict);
  REQUIRE(plan.in_the_way.size() == 1);
  CHECK(plan.in_the_way.front()->id == present);

  CHECK(bring_back(vault, entry, OnDuplicate::report, later).outcome == Outcome::conflict);
  CHECK(bring_back(vault, entry, OnDuplicate::skip, later).outcome == Outcome::skipped);
  CHECK(vault.accounts().size() == 1);

  SUBCASE("they change places") {
    const Taken back = bring_back(vault, entry, OnDuplicate::replace, later);
    CHECK(back.outcome == Outcome::replaced);
    CHECK(back.id == entry);
    REQUIRE(vault.accounts().size() == 1);
    CHECK(vault.accounts().front()->key == Key::copy_of("1"));
    REQUIRE(vault.removed().size() == 1);
    CHECK(vault.removed().front()->id == present);
    CHECK(vault.removed().front()->removed == later);
  }
  SUBCASE("both are kept") {
    CHECK(bring_back(vault, entry, OnDuplicate::keep, later).outcome == Outcome::added);
    CHECK(vault.accounts().size() == 2);
    CHECK(vault.removed().empty());
  }
  SUBCASE("of several none is replaced") {
    vault.add(account("alice", "3"), start);
    CHECK(bring_back(vault, entry, OnDuplicate::replace, later).outcome == Outcome::conflict);
    CHECK(vault.accounts().size() == 2);
  }
}

TEST_CASE("a renaming is undone: the account has its former name, and no twin") {
  Vault vault = fresh();
  const Id id = vault.add(hotp("hal", 7), start).id;
  const Id former = edited(vault, id, [](Account& a) { a.account = "dave"; });
  for (int i = 0; i < 50; ++i)
    vault.spend(id);
  const Taken back = bring_back(vault, former, OnDuplicate::report, later);
  CHECK(back.outcome == Outcome::replaced);
  CHECK(back.id == id);
  REQUIRE(vault.accounts().size() == 1);
  CHECK(vault.get(id)->account == "hal");
  CHECK(counter_of(vault, id) == 57);
  REQUIRE(vault.removed().size() == 1);
  CHECK(vault.removed().front()->account == "dave");
  CHECK(vault.removed().front()->former_of == id);
}

TEST_CASE("a note that was overwritten comes back without a question") {
  Vault vault = fresh();
  const Id id = vault.add(account("alice", "1"), start).id;
  const Id former = edited(vault, id, [](Account& a) { a.note = "gone"; });
  CHECK(bring_back(vault, former, OnDuplicate::report, later).outcome == Outcome::replaced);
  CHECK(vault.get(id)->note.empty());
}

TEST_CASE("other codes of the same account are a conflict as those of another are") {
  Vault vault = fresh();
  const Id id = vault.add(hotp("hal", 7), start).id;
  const Id former = edited(vault, id, [](Account& a) {
    a.method = otp::Hotp{otp::Hash::sha1, 8, 7};
  });
  for (int i = 0; i < 50; ++i)
    vault.spend(id);
  const ReturnPlan plan = plan_return(vault, *vault.get(former), OnDuplicate::report);
  CHECK(plan.outcome == Outcome::conflict);
  REQUIRE(plan.in_the_way.size() == 1);
  CHECK(plan.in_the_way.front() == plan.home);

  SUBCASE("replaced, it is the same account with the counter of now") {
    CHECK(bring_back(vault, former, OnDuplicate::replace, later).id == id);
    CHECK(otp::digits(vault.get(id)->method) == 6);
    CHECK(counter_of(vault, id) == 57);
    CHECK(vault.accounts().size() == 1);
    CHECK(vault.removed().size() == 1);
  }
  SUBCASE("kept, both are there with that counter") {
    CHECK(bring_back(vault, former, OnDuplicate::keep, later).id == former);
    CHECK(counter_of(vault, former) == 57);
    CHECK(counter_of(vault, id) == 57);
  }
}

TEST_CASE("a former version whose account equals it again is already there") {
  Vault vault = fresh();
  const Id id = vault.add(hotp("hal", 7), start).id;
  const Id first = edited(vault, id, [](Account& a) { a.note = "x"; });
  edited(vault, id, [](Account& a) { a.note.clear(); });
  const Taken back = bring_back(vault, first, OnDuplicate::report, later);
  CHECK(back.outcome == Outcome::already);
  CHECK(back.id == id);
}

TEST_CASE("a former version of a removed account is that account, under its id") {
  Vault vault = fresh();
  const Id id = vault.add(hotp("hal", 7), start).id;
  const Id former = edited(vault, id, [](Account& a) { a.account = "dave"; });
  for (int i = 0; i < 50; ++i)
    vault.spend(id);
  vault.remove(id, start);
  const Taken back = bring_back(vault, former, OnDuplicate::report, later);
  CHECK(back.outcome == Outcome::added);
  CHECK(back.id == id);
  CHECK(vault.get(id)->account == "hal");
  CHECK(counter_of(vault, id) == 57);
  REQUIRE(vault.removed().size() == 1);
  CHECK(vault.removed().front()->account == "dave");
}

TEST_CASE("the name of a former version may have gone to another account meanwhile") {
  Vault vault = fresh();
  const Id id = vault.add(account("alice", "1"), start).id;
  const Id former = edited(vault, id, [](Account& a) { a.account = "bob"; });
  const Id other = vault.add(account("alice", "2"), start).id;
  CHECK(bring_back(vault, former, OnDuplicate::report, later).outcome == Outcome::conflict);
  CHECK(bring_back(vault, former, OnDuplicate::replace, later).id == id);
  REQUIRE(vault.accounts().size() == 1);
  CHECK(vault.get(id)->account == "alice");
  CHECK(vault.get(other)->removed == later);
}
