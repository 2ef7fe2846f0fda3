#pragma once

#include <string_view>
#include <vector>

#include "core/vault/vault.h"

namespace fob::vault {

/// What becomes of an account when a backup of its vault is restored.
struct RestoredAccount {
  enum class What {
    added,      ///< the backup has it, and the vault has not, or as a removed entry
    gone,       ///< the vault alone has it: it becomes a removed entry
    different,  ///< it becomes what the backup says; what it was becomes a removed entry
  };
  What what;
  const Account* account;                  // the backup's; of one that is gone, the vault's
  std::vector<std::string_view> fields{};  // different: differences(), counters aside

  friend bool operator==(const RestoredAccount& a, const RestoredAccount& b) {
    return a.what == b.what && a.account->id == b.account->id && a.fields == b.fields;
  }
};

/// What restoring a backup comes to.
struct RestorePlan {
  std::vector<RestoredAccount> accounts;  // those that do not stay as they are
  std::size_t same = 0;                   // those that do, but for their counters
  std::size_t counters = 0;               // of these, those whose counter moves on
  std::size_t removed = 0;                // removed entries that only the backup has
  std::size_t unreadable = 0;             // lines that only the backup has

  std::size_t count(RestoredAccount::What what) const noexcept;
  /// Does the vault have all of it already?
  bool empty() const noexcept {
    return accounts.empty() && counters + removed + unreadable == 0;
  }
  friend bool operator==(const RestorePlan&, const RestorePlan&) = default;
};

/// What restore() would do. Accounts go by their ids: `backup` is another generation of
/// `vault`. Linear, but for sorting.
RestorePlan plan_restore(const Vault& vault, const Vault& backup, otp::Time now);

/// Gives `vault` the accounts of `backup`. Nothing of the vault goes: what it had, and has not
/// or otherwise afterwards, is a removed entry then, for removed_for from `now`. Removed
/// entries and unreadable lines of both are there, but for entries that were removed too long
/// before `now`. HOTP: of two counters the larger. Slots and data key stay those of the vault.
void restore(Vault& vault, const Vault& backup, otp::Time now);

}  // namespace fob::vault
