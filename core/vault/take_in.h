#pragma once

#include <span>
#include <vector>

#include "core/account/merge.h"
#include "core/vault/vault.h"

namespace fob::vault {

/// What became of one incoming account, or of a removed entry that was brought back, and the id
/// of the account that now stands for it (zero where it was left out).
struct Taken {
  Outcome outcome;
  Id id;
};

/// Merges `incoming` into `vault` as plan_merge() decides, one Taken for each, in order. Their
/// own ids and times are not taken over: they come from elsewhere.
std::vector<Taken> take_in(Vault& vault, std::span<const Account* const> incoming,
                           OnDuplicate on_duplicate, otp::Time now);

}  // namespace fob::vault
