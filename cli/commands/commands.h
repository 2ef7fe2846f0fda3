#pragma once

#include "cli/command.h"

namespace fob::cli {

// Each command's options and work, one file a command: what goes into the table of
// command.cc.
Run declare_add(Parser& parser);
Run declare_backup(Parser& parser);
Run declare_check(Parser& parser);
Run declare_code(Parser& parser);
Run declare_completions(Parser& parser);
Run declare_edit(Parser& parser);
Run declare_export(Parser& parser);
Run declare_help(Parser& parser);
Run declare_import(Parser& parser);
Run declare_init(Parser& parser);
Run declare_list(Parser& parser);
Run declare_lock(Parser& parser);
Run declare_passphrase(Parser& parser);
Run declare_remove(Parser& parser);
Run declare_rename(Parser& parser);
Run declare_restore(Parser& parser);
Run declare_show(Parser& parser);
Run declare_slot(Parser& parser);
Run declare_status(Parser& parser);
Run declare_unlock(Parser& parser);
Run declare_verify(Parser& parser);

}  // namespace fob::cli
