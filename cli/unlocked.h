#pragma once

#include <string>

#include "cli/json.h"
#include "cli/keyring.h"
#include "core/otp/method.h"

namespace fob::cli {

/// For how long a vault is unlocked, seen at `now`: "for 15 minutes", "until it is unused for
/// 15 minutes, for 24 hours at most".
std::string unlocked_time(const UnlockedKey& key, otp::Time now);

/// The same for programs: state, until (when it is locked at the latest), remaining (seconds
/// until then), idle.
void add_unlocked(Json& json, const UnlockedKey& key, otp::Time now);

}  // namespace fob::cli
