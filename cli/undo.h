#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "core/account/account.h"
#include "core/account/merge.h"

namespace fob::cli {

/// Accounts or removed entries as they were read, and what they are called.
struct Chosen {
  std::vector<Account> accounts;
  std::vector<std::string> names;
};

/// Brings back removed entries, all or none, and prints their names, or their documents (`one`:
/// an object). Where one would push aside an account with other codes, `on_duplicate` decides;
/// without it, a question at a terminal. Throws failed where there is none, or it is answered
/// with no, and where another program changed them meanwhile.
void undo(const Context& cli, const Chosen& chosen, OnDuplicate on_duplicate, bool one);

}  // namespace fob::cli
