#pragma once

#include <span>
#include <vector>

#include "core/account/account.h"

namespace fob {

/// What happens to an account whose name is taken by one with other codes.
enum class OnDuplicate {
  report,   ///< it is left out and is a conflict
  skip,     ///< it is left out, as asked
  replace,  ///< it takes the other's place and id; the former version becomes a removed entry
  keep,     ///< it is added beside the other
};

enum class Outcome { added, already, conflict, skipped, replaced };

/// Why an account is a conflict.
enum class Conflict {
  secret,    ///< the one that it met has another secret
  settings,  ///< it has the same, but another type, algorithm, digits, period or PIN
  several,   ///< `replace`, and several of those present have the name
};

/// What merging decided for one incoming account.
struct Merged {
  Outcome outcome = Outcome::added;
  /// The account that it met: of `present` (always, where it is replaced), or of `incoming`,
  /// earlier. Null where no account had its name.
  const Account* met = nullptr;
  /// `already` for HOTP: the incoming counter is larger than any before and is taken over.
  bool counter_moves = false;
  /// Only for Outcome::conflict.
  Conflict conflict = Conflict::secret;
};

/// Decides, for each of `incoming` in order, against `present` (none of them removed) and
/// the incoming ones that were accepted before it. Names compare exactly (issuer and
/// account). Already there: one of that name has the same codes. `replace` needs one
/// account to replace: it is a conflict where several have the name (which one is meant?),
/// or where that one came in, or was found already there, with the same `incoming` (a file
/// that gives two secrets to one name takes nothing back). Changes nothing. Linear.
std::vector<Merged> plan_merge(std::span<const Account* const> present,
                               std::span<const Account* const> incoming,
                               OnDuplicate on_duplicate);

}  // namespace fob
