#include "core/vault/take_in.h"

#include <unordered_map>

namespace fob::vault {
namespace {

Account from_outside(const Account& incoming, const Id& id) {
  Account account = incoming.clone();
  account.id = id;
  account.created.reset();
  account.removed.reset();
  account.former_of.reset();
  return account;
}

}  // namespace

std::vector<Taken> take_in(Vault& vault, std::span<const Account* const> incoming,
                           OnDuplicate on_duplicate, otp::Time now) {
  const std::vector<const Account*> present = vault.accounts();
  const std::vector<Merged> plan = plan_merge(present, incoming, on_duplicate);
  // Changing the vault moves its accounts: from here on they go by their ids.
  std::unordered_map<const Account*, Id> ids;
  for (const Merged& merged : plan) {
    if (merged.met != nullptr) ids.emplace(merged.met, merged.met->id);
  }
  std::vector<Taken> taken;
  taken.reserve(plan.size());
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const Account& account = *incoming[i];
    const Id met = plan[i].met == nullptr ? Id{} : ids.at(plan[i].met);
    Id id{};
    switch (plan[i].outcome) {
      case Outcome::added:
        id = vault.add(from_outside(account, Id{}), now).id;
        break;
      case Outcome::already:
        id = met;
        if (plan[i].counter_moves)
          vault.raise_counter(met, otp::counter(account.method).value());
        break;
      case Outcome::replaced: {
        Account replacement = from_outside(account, met);
        replacement.created = vault.get(met)->created;
        id = vault.replace(std::move(replacement), now).id;
        break;
      }
      case Outcome::conflict:
      case Outcome::skipped:
        break;
    }
    ids.insert_or_assign(&account, id);
    taken.push_back({plan[i].outcome, id});
  }
  return taken;
}

}  // namespace fob::vault
