#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "core/account/account.h"
#include "core/vault/vault.h"

namespace fob::cli {

/// An account that was changed, and what of it, by the names of the fields. None: nothing was
/// written.
struct Changed {
  Id id;
  std::vector<std::string_view> fields;
};

/// Changes the account that `as_read` was. `edit` gets it as it stands under the lock, and that
/// vault; it changes neither id nor times. `counter` is what Vault::replace() does with a HOTP
/// counter. Throws failed where another program changed the
/// account meanwhile (its counter aside), and where the result has the name of another account;
/// nothing is written then.
Changed change_account(const Context& cli, const Account& as_read,
                       const std::function<void(Account&, const vault::Vault&)>& edit,
                       vault::Vault::Counter counter = vault::Vault::Counter::onward);

/// Prints the account's name, or its document; what changed, and how to undo it, is a note.
void print_changed(const Context& cli, const Changed& changed);

}  // namespace fob::cli
