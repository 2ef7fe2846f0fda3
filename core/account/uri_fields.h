#pragma once

#include <string>

#include "core/account/account.h"
#include "core/account/uri_parameters.h"

namespace fob::uri {

/// Reads fob's own parameters into the fields of `account` that they tell. Throws malformed,
/// naming the parameter.
void read_own_fields(const Parameters& parameters, Account& account);

/// Appends them: `&fob-id=...` and so on, each only where there is something to tell.
/// Tags are one parameter, each tag escaped and commas between them; a recovery code is a
/// parameter each, `fob-recovery` or `fob-recovery-used`, in order.
void append_own_fields(std::string& uri, const Account& account);

}  // namespace fob::uri
