#pragma once

#include "cli/restore_merge.h"

namespace fob::cli {

/// Why a backup takes the place of the vault, in place of being restored into it.
enum class NoVault { missing, damaged, forgotten };

/// Opens `backup` and writes what it holds in the place of the vault, as a generation above
/// all that was seen, under the backup's own slots; what stood there, `former`, stays beside.
/// Asks first, but where there is no vault. Where a key that is at hand opens `former`, nothing
/// of that is lost: it is as if the backup was restored into it. `secret` is for the backup;
/// where it is not given, that opens by what there is for the vault. The session goes on with
/// the vault that is there then.
Restored restore_in_place(const Context& cli, const Backup& backup, const SourceSecret& secret,
                          NoVault why, const std::optional<Bytes>& former);

}  // namespace fob::cli
