#pragma once

#include "cli/command.h"

namespace fob::cli {

// Each command's options and work, one file a command: what goes into the table of
// command.cc.
Run declare_add(CLI::App& app);
Run declare_code(CLI::App& app);
Run declare_export(CLI::App& app);
Run declare_import(CLI::App& app);
Run declare_init(CLI::App& app);
Run declare_list(CLI::App& app);
Run declare_show(CLI::App& app);
Run declare_verify(CLI::App& app);

}  // namespace fob::cli
