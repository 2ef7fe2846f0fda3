#pragma once

#include <string>

#include "cli/command.h"
#include "cli/secret_source.h"

namespace fob::cli {

/// fob check --drill: opens the vault, and the backup in `file` with its own passphrase, and
/// prints what the backup would not give back. The exit status: 1 where there is anything.
int drill(const Context& cli, const std::string& file, const SecretSource& source);

}  // namespace fob::cli
