#pragma once

#include <string>
#include <vector>

#include "cli/json.h"
#include "cli/query.h"
#include "core/vault/vault.h"

namespace fob::cli {

/// The removed entries of `vault`, the newest first.
Accounts removed_entries(const vault::Vault& vault);

/// account_json() with `removed`, `expires` and, of a former version, `former_of`.
Json removed_json(const Account& entry, const std::string& name);

/// What to type to bring back the entries that Names calls so: fob remove --undo NAME ...
std::string undo_command(const Globals& globals, const std::vector<std::string>& names);

}  // namespace fob::cli
