// The HOTP counters of an open vault: no code of a secret is given twice.

#include <algorithm>
#include <limits>

#include "core/base/error.h"
#include "core/vault/vault.h"

namespace fob::vault {
namespace {

/// Nothing for a line that has none.
std::optional<std::uint64_t> counter_in(const std::optional<Account>& account) noexcept {
  return account ? otp::counter(account->method) : std::nullopt;
}

std::uint64_t counter_of(const std::optional<Account>& account) {
  if (const auto counter = counter_in(account)) return *counter;
  throw Error(Kind::failed, "the account has no counter any more", "type the command again");
}

}  // namespace

std::uint64_t Vault::counter_reached(const Key& key) const noexcept {
  std::uint64_t reached = 0;
  for (const Line& line : lines_) {
    const auto counter = counter_in(line.account);
    if (counter && line.account->key == key) reached = std::max(reached, *counter);
  }
  return reached;
}

std::uint64_t Vault::counter_floor(const Account& account) const noexcept {
  const auto found = by_id_.find(account.id);
  if (found != by_id_.end() && !found->second->account->removed) {
    const auto counter = counter_in(found->second->account);
    if (counter && found->second->account->key == account.key) return *counter;
  }
  return counter_reached(account.key);
}

void Vault::keep_going(Account& account) const {
  auto* const hotp = std::get_if<otp::Hotp>(&account.method);
  if (hotp != nullptr) hotp->counter = std::max(hotp->counter, counter_floor(account));
}

void Vault::raise(Line& line, std::uint64_t counter, Changes& changes) {
  const auto own = counter_in(line.account);
  if (!own || *own >= counter) return;
  Account account = line.account->clone();
  std::get<otp::Hotp>(account.method).counter = counter;
  changes.push_back({&line, written(std::move(account))});
}

std::uint64_t Vault::spend(const Id& id) {
  const Line& spent = line_of(id);
  const std::uint64_t counter = counter_of(spent.account);
  if (counter == std::numeric_limits<std::uint64_t>::max()) {
    throw Error(Kind::malformed, "the account's counter is at its end");
  }
  Changes changes;
  for (Line& line : lines_) {
    if (!line.account || line.account->removed) continue;
    if (line.account->key == spent.account->key) raise(line, counter + 1, changes);
  }
  put(std::move(changes));
  return counter;
}

void Vault::raise_counter(const Id& id, std::uint64_t counter) {
  Line& line = line_of(id);
  if (counter <= counter_of(line.account)) return;
  Changes changes;
  raise(line, counter, changes);
  put(std::move(changes));
}

}  // namespace fob::vault
