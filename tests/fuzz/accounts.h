#pragma once

#include "core/account/account.h"

namespace fob::fuzz {

/// The same in every field but those that only fob writes?
bool same_for_others(const Account& a, const Account& b);
/// The same in every field?
bool same(const Account& a, const Account& b);

/// May the rules for text from outside refuse what the vault's rules took? So it is with a
/// Yandex PIN that is none.
bool is_for_vault_alone(const Account& account);

/// `account` was read: it must be what core/account/account.h says of one, make codes, and be
/// the same when it is written and read again, by whatever rules.
void check_account(const Account& account);

}  // namespace fob::fuzz
