#pragma once

#include <string_view>
#include <vector>

#include "core/account/account.h"

namespace fob {

/// Whether a HOTP counter that moved on is a difference.
enum class Counters { compared, aside };

/// What `b` says differently from `a`, ids and times aside, by the names of the fields: `type`,
/// `issuer`, ... Where the types differ, what only one of them has is not named beside it.
/// Empty where both are the same.
std::vector<std::string_view> differences(const Account& a, const Account& b,
                                          Counters counters = Counters::compared);

}  // namespace fob
