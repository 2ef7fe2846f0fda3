#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "core/account/account.h"
#include "core/base/secret.h"
#include "core/otp/method.h"

namespace fob::cli {

// Where the data key of an unlocked vault is: in the kernel, in the keyring of the user (@u of
// keyrings(7)), for a time that the kernel keeps too. A key is of type `user`, and described by
// `fob:` and the vault's id as its header has it.

/// The data key of an unlocked vault, and for how long it is so.
struct UnlockedKey {
  Secret data_key;     // 32
  otp::Time deadline;  ///< locked from then on, whatever happens
  /// Locked earlier when it is not used for so long.
  std::optional<std::chrono::seconds> idle;
};

/// Can keys be kept here? Throws failed with the reason: a kernel without keyrings, a container
/// that forbids them.
void check_keyring();

/// Keeps `key` in the place of what is kept of that vault. Throws failed, and nothing is kept
/// then.
void keep_key(const Id& vault, const UnlockedKey& key, otp::Time now);

/// What is kept of that vault. Nothing for whatever reason there is: none, one that has
/// expired, no keyring. It is not known to fit.
std::optional<UnlockedKey> find_key(const Id& vault, otp::Time now) noexcept;

/// That of find_key() was used: where it is locked for want of use, the time begins anew. Best
/// effort.
void renew_key(const Id& vault, const UnlockedKey& key, otp::Time now) noexcept;

/// Forgets the key of that vault, or those of all vaults of this user: how many there were.
std::size_t drop_keys(const std::optional<Id>& vault) noexcept;
/// How many of them are kept.
std::size_t count_keys(const std::optional<Id>& vault) noexcept;

}  // namespace fob::cli
