#include "core/vault/restore.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr otp::Time start = otp::Time(otp::seconds(1'700'000'000));
constexpr otp::Time later = start + otp::seconds(100);
using What = RestoredAccount::What;

Account hotp(std::string_view name, std::uint64_t counter) {
  Account account = account_named(name);
  account.key = Key::copy_of("hotp secret");
  account.method = otp::Hotp{otp::Hash::sha1, 6, counter};
  return account;
}

std::uint64_t counter_of(const Vault& vault, const Id& id) {
  return std::get<otp::Hotp>(vault.get(id)->method).counter;
}

std::vector<std::string> names_of(const std::vector<const Account*>& accounts) {
  std::vector<std::string> names;
  for (const Account* account : accounts)
    names.push_back(display_name(*account));
  std::ranges::sort(names);
  return names;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a vault that did not change has all of its backup") {
  Vault vault = fresh();
  vault.add(account_named("alice"), start);
  vault.remove(vault.add(account_named("gone"), start).id, start);
  const Vault backup = again(vault);
  const RestorePlan plan = plan_restore(vault, backup, later);
  CHECK(plan.empty());
  CHECK(plan.same == 1);
  Vault restored = again(vault);
  restore(restored, backup, later);
  CHECK_FALSE(restored.changed());
}

TEST_CASE("the accounts become those of the backup, and what was is removed") {
  Vault vault = fresh();
  const Id same = vault.add(account_named("same"), start).id;
  const Id edited = vault.add(account_named("edited"), start).id;
  const Id purged = vault.add(account_named("purged"), start).id;
  const Id removed = vault.add(account_named("removed"), start).id;
  const Vault backup = again(vault);
  edit(vault, edited, later, [](Account& account) { account.note = "new"; });
  vault.remove(purged, later);
  vault.purge(purged);
  vault.remove(removed, later);
  const Id added = vault.add(account_named("added"), later).id;

  const RestorePlan plan = plan_restore(vault, backup, later);
  REQUIRE(plan.accounts.size() == 4);
  CHECK(plan.count(What::added) == 2);
  CHECK(plan.accounts[2] == RestoredAccount{What::gone, vault.get(added)});
  CHECK(plan.accounts[3] == RestoredAccount{What::different, backup.get(edited), {"note"}});
  CHECK(plan.same == 1);

  restore(vault, backup, later);
  CHECK(names_of(vault.accounts()) == Names{"edited", "purged", "removed", "same"});
  CHECK(vault.get(edited)->note.empty());
  CHECK(vault.get(edited)->modified == later);
  CHECK(vault.get(purged)->created == start);
  CHECK(vault.get(added)->removed == later);
  CHECK(vault.get(same)->modified == start);
  // What it was called "new", and what it was before that.
  std::size_t former = 0;
  for (const Account* entry : vault.removed())
    former += entry->former_of == edited ? 1u : 0u;
  CHECK(former == 2);
  CHECK(plan_restore(again(vault), backup, later).empty());
}

TEST_CASE("of two counters the larger one stays") {
  Vault vault = fresh();
  const Id behind = vault.add(hotp("behind", 5), start).id;
  Account other = hotp("before", 5);
  other.key = Key::copy_of("another secret");
  const Id before = vault.add(std::move(other), start).id;
  const Vault old = again(vault);
  vault.raise_counter(before, 9);
  const Vault backup = again(vault);

  Vault lived = again(old);
  lived.raise_counter(behind, 8);
  const RestorePlan plan = plan_restore(lived, backup, later);
  CHECK(plan.accounts.empty());
  CHECK(plan.counters == 1);
  CHECK_FALSE(plan.empty());
  restore(lived, backup, later);
  CHECK(counter_of(lived, behind) == 8);
  CHECK(counter_of(lived, before) == 9);
  CHECK(lived.removed().empty());
}

TEST_CASE("no counter goes back, whatever else the backup says of its account") {
  Vault vault = fresh();
  const Id edited = vault.add(hotp("edited", 5), start).id;
  const Vault backup = again(vault);
  edit(vault, edited, later, [](Account& account) { account.note = "new"; });
  vault.raise_counter(edited, 8);
  restore(vault, backup, later);
  CHECK(counter_of(vault, edited) == 8);
  CHECK(vault.get(edited)->note.empty());

  vault.remove(edited, later);
  restore(vault, backup, later);
  CHECK(counter_of(vault, edited) == 8);
  vault.remove(edited, later);
  vault.add(hotp("twin", 11), later);
  vault.purge(edited);
  restore(vault, backup, later);
  CHECK(counter_of(vault, edited) == 11);
}

TEST_CASE("removed entries of both are there afterwards, each once") {
  Vault vault = fresh();
  const Id removed = vault.add(account_named("removed"), start).id;
  const Id back = vault.add(account_named("back"), start).id;
  const Id purged = vault.add(account_named("purged"), start).id;
  for (const Id& id : {removed, back, purged})
    vault.remove(id, start);
  const Vault backup = again(vault);
  vault.purge(purged);
  vault.restore(back, later);
  edit(vault, back, later, [](Account& account) { account.note = "since then"; });
  vault.remove(vault.add(account_named("new"), later).id, later);

  const RestorePlan plan = plan_restore(vault, backup, later);
  CHECK(plan.removed == 1);  // a former version of `back` is there already
  CHECK(plan.accounts == std::vector{RestoredAccount{What::gone, vault.get(back)}});
  restore(vault, backup, later);
  CHECK(vault.accounts().empty());
  CHECK(names_of(vault.removed()) == Names{"back", "back", "new", "purged", "removed"});
  CHECK(vault.get(back)->note == "since then");
  CHECK(vault.get(purged)->removed == start);
  CHECK(plan_restore(again(vault), backup, later).empty());
}

TEST_CASE("a removed entry whose place is had becomes a former version of what has it") {
  Vault vault = fresh();
  const Id id = vault.add(account_named("old"), start).id;
  vault.remove(id, start);
  const Vault backup = again(vault);
  vault.restore(id, later);
  edit(vault, id, later, [](Account& account) { account.account = "new"; });
  const Id version = vault.removed().front()->id;
  vault.purge(version);
  restore(vault, backup, later);
  CHECK(names_of(vault.removed()) == Names{"new", "old"});
  for (const Account* entry : vault.removed()) {
    if (entry->account == "old") CHECK(entry->former_of == id);
  }
  CHECK(plan_restore(again(vault), backup, later).empty());
}

TEST_CASE("entries that were removed too long ago do not come back") {
  Vault vault = fresh();
  vault.remove(vault.add(account_named("old"), start).id, start);
  const Vault backup = again(vault);
  Vault now = again(vault);
  now.purge(now.removed().front()->id);
  CHECK(plan_restore(now, backup, start + removed_for).removed == 1);
  CHECK(plan_restore(now, backup, start + removed_for + otp::seconds(1)).empty());
  restore(now, backup, start + removed_for + otp::seconds(1));
  CHECK(now.removed().empty());
}
