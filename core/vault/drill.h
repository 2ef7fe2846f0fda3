#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/vault/vault.h"

namespace fob::vault {

/// What a backup would not give back, were the vault lost now.
struct Loss {
  enum class What {
    missing,      ///< the backup has it not
    other_codes,  ///< its codes are others there
    counter,      ///< its HOTP counter is behind there: codes would be given twice
    other_text,   ///< its codes are right, but other fields say something else
    unreadable,   ///< entries that this version cannot read: the backup has them not
  };
  What what;
  const Account* account = nullptr;        // the vault's; null: unreadable
  std::vector<std::string_view> fields{};  // differences(), counters aside; missing: none
  std::size_t count = 0;                   // unreadable: how many
};

/// What would be lost, in the order of What, then of the vault. The codes of both are made for
/// `now`, those of HOTP for the vault's counter, and compared; where they need a PIN that is
/// not kept, what they are made from is. Accounts go by their ids; where `backup` is a copy
/// under another id of the vault and an account is not there by its id, by name and codes.
/// Unreadable entries go by their bytes, and are one loss. Removed entries are not looked at.
std::vector<Loss> drill(const Vault& vault, const Vault& backup, otp::Time now);

}  // namespace fob::vault
