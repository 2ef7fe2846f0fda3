#pragma once

#include <string>

#include "cli/command.h"
#include "cli/source_options.h"

namespace fob::cli {

/// A file that should be a backup of a vault, as far as that is known without a key.
struct Backup {
  std::string name;     // for messages and prompts
  std::string operand;  // as it is typed for a command
  vault::Sealed sealed;
};

/// Reads `file`; `-` is standard input. Throws io where it cannot be read, malformed where it
/// is no vault, damaged where it is none that is whole: each message names it.
Backup read_backup(const std::string& file);

/// Opens it with a passphrase from `source`, or one that is asked for by its name.
vault::Vault unlock_backup(const Context& cli, const Backup& backup,
                           const SecretSource& source);

}  // namespace fob::cli
