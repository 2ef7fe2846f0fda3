#pragma once

#include <cstdint>

#include "cli/json.h"
#include "cli/open_backup.h"
#include "core/vault/restore.h"

namespace fob::cli {

/// An account that a restore changes, in a form that outlives the vaults.
struct RestoredRow {
  vault::RestoredAccount::What what;
  Id id;
  std::string name;  // the words that select it: of one that is gone, as it was
  std::vector<std::string> fields;
};

/// What came of a restore.
struct Restored {
  std::vector<RestoredRow> rows;
  std::size_t same = 0, counters = 0, removed = 0, unreadable = 0;
  std::string kept, kept_previous;  // files that stay beside; empty: none

  std::size_t count(vault::RestoredAccount::What what) const noexcept;
  /// "1 added, 0 gone, 2 different, 3 the same"
  std::string totals() const;
};

/// added, gone or different.
std::string_view word_of(vault::RestoredAccount::What what) noexcept;

/// The highest generation of that vault that was seen here, or 0. Throws failed where that is
/// the last one, and names the record: what is restored could not come behind it.
std::uint64_t generation_seen(const Id& vault);

/// `plan` in words, of the vault as it stands.
Restored described(const vault::Vault& vault, const vault::RestorePlan& plan);

/// Says what will change: each account with --verbose or at a terminal, and what has no line of
/// its own.
void tell(Report& report, const Restored& restored);

/// Once it is done, in the vault of the session: gives each account the name that selects it
/// now, and says what went and how that comes back.
void tell_done(const Context& cli, Restored& restored);

/// Restores `backup` into the vault of the session, which opens: says what will change, asks,
/// and saves it as its next generation. `secret` is for the backup, where neither the data key
/// of the vault opens it nor what opened that. Throws failed where the answer is no, or another
/// program changed what was asked about, and as generation_seen() does.
Restored restore_into_vault(const Context& cli, const Backup& backup,
                            const SourceSecret& secret);

}  // namespace fob::cli
