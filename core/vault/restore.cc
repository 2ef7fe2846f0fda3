#include "core/vault/restore.h"

#include <algorithm>
#include <map>

#include "core/account/differences.h"

namespace fob::vault {
namespace {

using What = RestoredAccount::What;

bool is_live(const Account* account) noexcept {
  return account != nullptr && !account->removed;
}

std::uint64_t counter_of(const Account& account) {
  return otp::counter(account.method).value_or(0);
}

/// Does `a` say all that `b` says, so that nothing is lost without it?
bool covers(const Account& a, const Account& b) {
  return differences(a, b, Counters::aside).empty() && counter_of(a) >= counter_of(b);
}

/// The former versions in a vault, by the account that they are of.
std::multimap<Id, const Account*> former_versions(const Vault& vault) {
  std::multimap<Id, const Account*> found;
  for (const Account* entry : vault.removed()) {
    if (entry->former_of) found.emplace(*entry->former_of, entry);
  }
  return found;
}

/// The removed entries of `backup` that `vault` has nowhere, and that are not to go anyway.
std::vector<const Account*> removed_beside(const Vault& vault, const Vault& backup,
                                           otp::Time now) {
  const auto former = former_versions(vault);
  std::vector<const Account*> found;
  for (const Account* entry : backup.removed()) {
    if (kept_until(*entry) < now) continue;
    const Account* const there = vault.get(entry->id);
    bool covered = there != nullptr && covers(*there, *entry);
    const auto [first, last] = former.equal_range(entry->former_of.value_or(entry->id));
    for (auto version = first; version != last && !covered; ++version)
      covered = covers(*version->second, *entry);
    if (!covered) found.push_back(entry);
  }
  return found;
}

/// The account of the vault becomes what the backup says, if it says anything else.
void make_the_same(Vault& vault, const Account& wanted, otp::Time now) {
  if (!differences(*vault.get(wanted.id), wanted, Counters::aside).empty()) {
    vault.replace(wanted.clone(), now);
  } else if (const auto counter = otp::counter(wanted.method)) {
    vault.raise_counter(wanted.id, *counter);
  }
}

void take_removed(Vault& vault, const Account& entry) {
  Account taken = entry.clone();
  // Its place is had by what became of it since.
  if (vault.get(entry.id) != nullptr && !taken.former_of) taken.former_of = entry.id;
  vault.take(std::move(taken));
}

}  // namespace

std::size_t RestorePlan::count(What what) const noexcept {
  return static_cast<std::size_t>(std::ranges::count(accounts, what, &RestoredAccount::what));
}

RestorePlan plan_restore(const Vault& vault, const Vault& backup, otp::Time now) {
  RestorePlan plan;
  for (const Account* account : vault.accounts()) {
    const Account* const wanted = backup.get(account->id);
    if (!is_live(wanted)) {
      plan.accounts.push_back({What::gone, account});
      continue;
    }
    auto fields = differences(*account, *wanted, Counters::aside);
    if (!fields.empty()) {
      plan.accounts.push_back({What::different, wanted, std::move(fields)});
      continue;
    }
    ++plan.same;
    plan.counters += counter_of(*wanted) > counter_of(*account) ? 1u : 0u;
  }
  for (const Account* wanted : backup.accounts()) {
    if (!is_live(vault.get(wanted->id))) plan.accounts.push_back({What::added, wanted});
  }
  std::ranges::stable_sort(plan.accounts, {}, &RestoredAccount::what);
  plan.removed = removed_beside(vault, backup, now).size();
  plan.unreadable = vault.unreadable_beside(backup);
  return plan;
}

void restore(Vault& vault, const Vault& backup, otp::Time now) {
  const auto removed = removed_beside(vault, backup, now);
  std::vector<Id> gone;
  for (const Account* account : vault.accounts()) {
    if (!is_live(backup.get(account->id))) gone.push_back(account->id);
  }
  for (const Id& id : gone)
    vault.remove(id, now);
  for (const Account* wanted : backup.accounts()) {
    const Account* const there = vault.get(wanted->id);
    if (there == nullptr) {
      vault.take(wanted->clone());
      continue;
    }
    if (there->removed) vault.restore(wanted->id, now);
    make_the_same(vault, *wanted, now);
  }
  for (const Account* entry : removed)
    take_removed(vault, *entry);
  vault.take_unreadable(backup);
}

}  // namespace fob::vault
