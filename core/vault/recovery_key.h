#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/secret.h"

namespace fob::vault {

// What opens a slot of kind `recovery`, as it is written down: seven groups of four of
// Crockford's Base32, of which two characters are a checksum.

inline constexpr std::size_t recovery_key_size = 16;
inline constexpr std::size_t recovery_groups = 7, recovery_group_size = 4;
/// How wide it is, as it is shown.
inline constexpr int recovery_key_columns = recovery_groups * (recovery_group_size + 1) - 1;

/// A new one: random.
Secret new_recovery_key();
/// `key` (16 bytes) as it is shown: `0000-...`, 34 characters.
Secret format_recovery_key(const Secret& key);
/// The 16 bytes of what somebody typed, in any case, with or without hyphens and spaces, O for
/// 0, I and L for 1. Nothing where the checksum, or anything else, says that it is none.
std::optional<Secret> parse_recovery_key(std::string_view typed);
/// Is what somebody typed the group `group` (0 to 6) of `key`? As forgiving.
bool is_recovery_group(const Secret& key, std::size_t group, std::string_view typed);

}  // namespace fob::vault
