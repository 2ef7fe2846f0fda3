#pragma once

#include <cstdint>
#include <string_view>

#include "cli/globals.h"
#include "cli/terminal/terminal.h"
#include "core/vault/sealed.h"
#include "core/vault/vault.h"

namespace fob::cli {

/// A vault that was opened, and what opened its slot.
struct OpenedVault {
  vault::Vault vault;
  vault::SlotSecret by;
  bool typed = false;  ///< it was typed at a prompt
};

/// Opens the vault in `sealed` (the file `name`) with a passphrase from `source` or the
/// terminal, where a wrong one may be corrected twice; a recovery key is as good as one.
/// Refuses a cost that this machine cannot or shall not pay before it is spent. Throws
/// passphrase.
OpenedVault open_by_passphrase(const vault::Sealed& sealed, const PassphraseSource& source,
                               std::string_view name, std::uint64_t work_limit,
                               const Terminal& terminal);

/// The same with the key file that the options name, else the recovery key, else a passphrase.
OpenedVault open_vault(const vault::Sealed& sealed, const Globals& globals,
                       std::string_view name, const Terminal& terminal);

/// As open_by_passphrase(), for who wants no more than the vault.
vault::Vault unlock_vault(const vault::Sealed& sealed, const PassphraseSource& source,
                          std::string_view name, std::uint64_t work_limit,
                          const Terminal& terminal);

}  // namespace fob::cli
