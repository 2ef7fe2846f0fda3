#pragma once

#include <string>

#include "cli/command.h"
#include "cli/source_options.h"

namespace fob::cli {

/// fob check --drill: opens the vault, and the backup in `file` with `secret` of its own, and
/// prints what the backup would not give back. The exit status: 1 where there is anything.
int drill(const Context& cli, const std::string& file, const SourceSecret& secret);

}  // namespace fob::cli
