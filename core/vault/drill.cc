#include "core/vault/drill.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/account/differences.h"
#include "core/otp/code.h"

namespace fob::vault {
namespace {

using What = Loss::What;
using ByName = std::multimap<std::pair<std::string_view, std::string_view>, const Account*>;

/// The account of the backup that stands for `account`, or null.
const Account* counterpart(const Vault& backup, const ByName& by_name, const Account& account) {
  const Account* const found = backup.get(account.id);
  if (found != nullptr && !found->removed) return found;
  const auto [first, last] = by_name.equal_range({account.issuer, account.account});
  for (auto named = first; named != last; ++named) {
    if (same_codes(*named->second, account)) return named->second;
  }
  return nullptr;
}

/// The code that `account` gives now, of HOTP at `counter`; nothing where a PIN is missing.
std::optional<std::string> code_of(const Account& account, std::optional<std::uint64_t> counter,
                                   otp::Time now) {
  const Key* const pin = account.pin ? &*account.pin : nullptr;
  if (otp::needs_pin(account.method) && pin == nullptr) return std::nullopt;
  if (counter && otp::counter(account.method)) {
    return otp::code_text(account.key, account.method, pin, *counter);
  }
  return otp::generate(account.key, account.method, pin, now).text;
}

std::optional<Loss> loss_of(const Account& account, const Account& kept, otp::Time now) {
  const auto counter = otp::counter(account.method);
  // What is made from other things may be equal once by chance.
  const bool same = same_codes(account, kept) &&
                    code_of(account, counter, now) == code_of(kept, counter, now);
  auto fields = differences(account, kept, Counters::aside);
  if (!same) return Loss{What::other_codes, &account, std::move(fields)};
  if (counter && *otp::counter(kept.method) < *counter) {
    return Loss{What::counter, &account, std::move(fields)};
  }
  if (!fields.empty()) return Loss{What::other_text, &account, std::move(fields)};
  return std::nullopt;
}

}  // namespace

std::vector<Loss> drill(const Vault& vault, const Vault& backup, otp::Time now) {
  const auto kept = backup.accounts();
  ByName by_name;
  if (vault.id() != backup.id()) {
    for (const Account* account : kept)
      by_name.emplace(ByName::key_type(account->issuer, account->account), account);
  }
  std::vector<Loss> losses;
  for (const Account* account : vault.accounts()) {
    const Account* const found = counterpart(backup, by_name, *account);
    if (found == nullptr) {
      losses.push_back({What::missing, account});
    } else if (auto loss = loss_of(*account, *found, now)) {
      losses.push_back(*std::move(loss));
    }
  }
  if (const std::size_t count = backup.unreadable_beside(vault); count > 0)
    losses.push_back({.what = What::unreadable, .count = count});
  std::ranges::stable_sort(losses, {}, &Loss::what);
  return losses;
}

}  // namespace fob::vault
