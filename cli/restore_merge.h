#pragma once

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

/// Restores `backup` into the vault of the session, which opens: says what will change, asks,
/// and saves it as its next generation. `source` is for the backup, where the data key of the
/// vault does not open it. Throws failed where the answer is no, or another program changed
/// what was asked about.
Restored restore_into_vault(const Context& cli, const Backup& backup,
                            const SecretSource& source);

}  // namespace fob::cli
