#pragma once

#include <vector>

#include "core/account/merge.h"
#include "core/vault/take_in.h"
#include "core/vault/vault.h"

namespace fob::vault {

/// What comes of bringing back a removed entry.
struct ReturnPlan {
  /// added: it is an account again, as it was. replaced: it takes the place of others.
  /// already: there is one like it. conflict, skipped: it stays where it is.
  Outcome outcome = Outcome::added;
  /// What it is a former version of, an account or a removed entry: it then becomes this one
  /// again, under its id, and what this one was is the former version. So no secret is there
  /// twice, with a counter each.
  const Account* home = nullptr;
  /// The accounts whose codes would be lost sight of: others of its name with other codes, and
  /// `home` if its codes are others now.
  std::vector<const Account*> in_the_way;
};

/// Decides what bring_back() does. Names compare as in plan_merge(). `replace` needs one
/// account of that name: where there are several it is a conflict.
ReturnPlan plan_return(const Vault& vault, const Account& entry, OnDuplicate on_duplicate);

/// Brings back a removed entry as plan_return() decides; those in the way, if they are
/// replaced, become removed entries. HOTP: whatever account stands for the entry then has the
/// largest counter of its secret. Throws failed when there is no such entry (any more).
Taken bring_back(Vault& vault, const Id& entry, OnDuplicate on_duplicate, otp::Time now);

}  // namespace fob::vault
