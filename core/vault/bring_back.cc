#include "core/vault/bring_back.h"

#include <algorithm>

#include "core/account/differences.h"
#include "core/base/error.h"

namespace fob::vault {
namespace {

/// What `entry` is a former version of, if it is there.
const Account* home_of(const Vault& vault, const Account& entry) {
  return entry.former_of ? vault.get(*entry.former_of) : nullptr;
}

bool is_present(const Account* home) {
  return home != nullptr && !home->removed;
}

/// The others that are called as it is.
std::vector<const Account*> namesakes(const Vault& vault, const Account& entry,
                                      const Account* home) {
  std::vector<const Account*> found = vault.accounts();
  std::erase_if(found, [&](const Account* account) {
    return account == home || !same_name(*account, entry);
  });
  return found;
}

const Account* with_same_codes(const std::vector<const Account*>& accounts,
                               const Account& entry) {
  const auto found = std::ranges::find_if(
      accounts, [&](const Account* account) { return same_codes(*account, entry); });
  return found == accounts.end() ? nullptr : *found;
}

/// The account that is like `entry`, so that nothing need be brought back.
const Account* already_there(const Vault& vault, const Account& entry) {
  const Account* home = home_of(vault, entry);
  if (is_present(home) && differences(*home, entry, Counters::aside).empty()) return home;
  return with_same_codes(namesakes(vault, entry, home), entry);
}

/// The entry becomes `home` again, and `home` what the entry was: a former version.
Id change_places(Vault& vault, const Account& entry, const Account& home, otp::Time now) {
  Account former = entry.clone();
  former.id = home.id;
  former.removed.reset();
  former.former_of.reset();
  const Id id = entry.id;
  if (home.removed) vault.restore(home.id, now);
  const Id back = vault.replace(std::move(former), now).id;
  vault.purge(id);
  return back;
}

}  // namespace

ReturnPlan plan_return(const Vault& vault, const Account& entry, OnDuplicate on_duplicate) {
  ReturnPlan plan;
  if (already_there(vault, entry) != nullptr) {
    plan.outcome = Outcome::already;
    return plan;
  }
  plan.home = home_of(vault, entry);
  plan.in_the_way = namesakes(vault, entry, plan.home);
  const bool several = plan.in_the_way.size() > 1;
  const bool home_differs = is_present(plan.home) && !same_codes(*plan.home, entry);
  if (home_differs) plan.in_the_way.insert(plan.in_the_way.begin(), plan.home);

  const Outcome back = is_present(plan.home) ? Outcome::replaced : Outcome::added;
  if (plan.in_the_way.empty()) {
    plan.outcome = back;
    return plan;
  }
  switch (on_duplicate) {
    case OnDuplicate::report:
      plan.outcome = Outcome::conflict;
      break;
    case OnDuplicate::skip:
      plan.outcome = Outcome::skipped;
      break;
    case OnDuplicate::replace:
      plan.outcome = several ? Outcome::conflict : Outcome::replaced;
      break;
    case OnDuplicate::keep:
      plan.outcome = home_differs ? Outcome::added : back;
      if (home_differs) plan.home = nullptr;  // it stays, and the entry stands beside it
      break;
  }
  return plan;
}

Taken bring_back(Vault& vault, const Id& entry_id, OnDuplicate on_duplicate, otp::Time now) {
  const Account* entry = vault.get(entry_id);
  if (entry == nullptr || !entry->removed) {
    throw Error(Kind::failed, "the removed entry is not in the vault any more");
  }
  const ReturnPlan plan = plan_return(vault, *entry, on_duplicate);
  switch (plan.outcome) {
    case Outcome::already: {
      const Account& like_it = *already_there(vault, *entry);
      if (std::holds_alternative<otp::Hotp>(like_it.method)) {
        vault.raise_counter(like_it.id, vault.counter_reached(like_it.key));
      }
      return {plan.outcome, like_it.id};
    }
    case Outcome::conflict:
    case Outcome::skipped:
      return {plan.outcome, Id{}};
    case Outcome::added:
    case Outcome::replaced:
      break;
  }
  if (plan.outcome == Outcome::replaced && on_duplicate == OnDuplicate::replace) {
    for (const Account* account : plan.in_the_way) {
      if (account != plan.home) vault.remove(account->id, now);
    }
  }
  if (plan.home != nullptr) {
    return {plan.outcome, change_places(vault, *entry, *plan.home, now)};
  }
  return {plan.outcome, vault.restore(entry_id, now).id};
}

}  // namespace fob::vault
