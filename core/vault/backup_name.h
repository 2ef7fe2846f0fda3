#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/account/account.h"

namespace fob::vault {

/// 2026-11-28T150405Z: a time for the name of a file, without the colons that some file systems
/// refuse.
std::string date_for_name(otp::Time time);

/// `vault-ID-DATE.fob`, or `vault-ID-DATE-N.fob`: the name that a backup without a name of its
/// own gets. ID is the first eight characters of the vault's id as its header has it.
struct BackupName {
  std::string id;  // 8 characters of base64url
  otp::Time time{};
  unsigned number = 1;  // of those of one second; from 2 on it is written

  friend bool operator==(const BackupName&, const BackupName&) = default;
  /// Of one vault: is `a` the older one?
  friend bool operator<(const BackupName& a, const BackupName& b) noexcept {
    return std::tie(a.id, a.time, a.number) < std::tie(b.id, b.time, b.number);
  }
};
/// The name of the `number`th backup of `vault` at that time.
BackupName backup_name(const Id& vault, otp::Time time, unsigned number = 1);
std::string format_backup_name(const BackupName& name);
/// Nothing unless format_backup_name() gives just that text.
std::optional<BackupName> parse_backup_name(std::string_view text);

/// Of `names`, all of backups of one vault, those to be removed so that of `made` and those
/// before it the last `keep` (at least 1) stay, the oldest first. What is dated behind `made`
/// is not counted, and stays.
std::vector<std::string> surplus_backups(const std::vector<std::string>& names,
                                         const BackupName& made, std::uint64_t keep);

}  // namespace fob::vault
