#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/vault/cost.h"
#include "core/vault/last_seen.h"
#include "core/vault/vault.h"

namespace fob::vault {

/// The files that a vault is kept in.
enum class Place { vault, folder, previous };

/// Who may use a file.
struct FileFacts {
  Place place = Place::vault;
  unsigned mode = 0;  // the permission bits, the sticky one too
  bool own = true;    // it is this user's; a folder may be the system's
};

/// Does the previous generation open with the vault's data key?
enum class PreviousState { none, opens, other_key, damaged };

/// What about the machine and the disk matters to a vault.
struct Facts {
  std::vector<FileFacts> files;
  bool link = false;  // the vault's path is a symbolic link
  otp::Time now{};
  std::optional<bool> clock_synchronized;  // nothing: not known
  std::optional<KdfCost> usual_cost;       // of a vault that is made here
  PreviousState previous = PreviousState::none;
  Freshness freshness = Freshness::fresh;
  std::size_t leftovers = 0;  // of killed writers
  std::size_t names = 1;      // of the vault's file: others are hard links
  /// Files beside it that a program which syncs folders called copies in conflict, sorted.
  std::vector<std::string> conflicts;
  std::optional<otp::Time> written;  // when the vault's file was, by the system's clock then
};

/// What a finding or a note is about.
enum class Topic {
  permissions,
  owner,
  clock_behind,
  rollback,
  previous,
  unreadable,
  weak_secret,
  repeated_secret,
  sync_conflict,
  hard_link,
  link,  // from here on, notes
  clock_unsynchronized,
  unknown_slot,
  low_cost,
  leftovers,
  similar_names,
  removed,
  one_way_in,  // and that is no recovery key
};
/// A note asks for nothing.
constexpr bool is_note(Topic topic) noexcept {
  return topic >= Topic::link;
}

struct Finding {
  Topic topic;
  Place place = Place::vault;                 // permissions, owner
  std::vector<const Account*> accounts = {};  // weak: one; repeated, similar: those alike
  std::size_t count = 0;  // unreadable, hard and other links, unknown slots, leftovers, removed
  std::string file = {};  // sync_conflict: its name
};

/// Is a file of that name a copy of `vault` (a name, too) that a program which syncs folders
/// made, for both sides had changed it? `vault.sync-conflict*`, `vault (*conflicted copy*`.
bool is_sync_conflict(std::string_view file, std::string_view vault) noexcept;

/// The bits of an account's secret; nothing where its length is fixed by its type, or its text
/// is the secret (mOTP).
std::optional<std::size_t> secret_bits(const Account& account);

/// What is to be done, or known, about `vault`, in the order of Topic; of one topic in the
/// vault's order. Linear, but for sorting.
std::vector<Finding> check(const Vault& vault, const Facts& facts);

}  // namespace fob::vault
