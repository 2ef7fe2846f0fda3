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

/// `undo: ` and what to type to have the former versions of these accounts back, the newest of
/// each. Where they are too many to type, what lists them: `to list them: `.
std::string undo_line(const Globals& globals, const vault::Vault& vault,
                      const std::vector<Id>& accounts);

/// Notes which accounts of the open vault were replaced, and how to undo it. Not under --json.
void tell_replaced(const Context& cli, const std::vector<Id>& accounts);

}  // namespace fob::cli
