#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/globals.h"
#include "cli/source_options.h"
#include "cli/terminal/terminal.h"
#include "core/base/error.h"
#include "core/vault/sealed.h"
#include "core/vault/vault.h"

namespace fob::cli {

/// A vault that was opened, and what opened its slot.
struct OpenedVault {
  vault::Vault vault;
  std::optional<vault::SlotSecret> by{};  ///< nothing where that was a data key
  bool typed = false;                     ///< it was typed at a prompt
};

/// What was given opens no slot of the vault.
class WrongSecret : public Error {
 public:
  explicit WrongSecret(const std::string& what) : Error(Kind::passphrase, what) {}
};

/// Opens the vault in `sealed` (the file `name`) with a passphrase from `source` or the
/// terminal, where a wrong one may be corrected twice; a recovery key is as good as one.
/// Refuses a cost that this machine cannot or shall not pay before it is spent. Throws
/// passphrase; WrongSecret where it was had.
OpenedVault open_by_passphrase(const vault::Sealed& sealed, const PassphraseSource& source,
                               std::string_view name, std::uint64_t work_limit,
                               const Terminal& terminal);

/// The same with the key file that the options name, else the recovery key, else a passphrase.
OpenedVault open_vault(const vault::Sealed& sealed, const Globals& globals,
                       std::string_view name, const Terminal& terminal);

/// Another vault than that of the command: the same with what was given for it.
OpenedVault open_source(const vault::Sealed& sealed, const SourceSecret& secret,
                        std::string_view name, std::uint64_t work_limit,
                        const Terminal& terminal);

}  // namespace fob::cli
