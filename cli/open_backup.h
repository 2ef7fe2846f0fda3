#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/command.h"
#include "cli/open_vault.h"

namespace fob::cli {

/// A file that should be a backup of a vault, as far as that is known without a key.
struct Backup {
  std::string name;     // for messages and prompts
  std::string operand;  // as it is typed for a command
  vault::Sealed sealed;
};

/// Reads `file`; `-` is standard input. Throws io where it cannot be read, malformed where it
/// is no vault, damaged where it is none that is whole: each message names it. Throws usage
/// where standard input is what opens this vault or the other one, too.
Backup read_backup(const Context& cli, const std::string& file, const SourceSecret& secret);

/// Opens it with `secret`. Where that is not given, by `at_hand`, if that gives anything; else
/// with a passphrase that is asked for by the backup's name. Throws passphrase, and damaged,
/// which names it.
OpenedVault open_backup(
    const Context& cli, const Backup& backup, const SourceSecret& secret,
    const std::function<std::optional<OpenedVault>(const vault::Sealed&)>& at_hand = {});

}  // namespace fob::cli
