#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/account/account.h"
#include "core/vault/sealed.h"

namespace fob::vault {

/// The highest generation of a vault that this user has seen, and that file's digest.
struct LastSeen {
  std::uint64_t generation = 0;
  Digest digest{};
};

/// How the vault that was just opened stands to what was seen before.
enum class Freshness {
  fresh,   ///< first time, the same, or newer
  older,   ///< a generation below the highest seen: a copy was put back
  forked,  ///< the same generation with other bytes: two copies went separate ways
};

/// Where the record of that vault is: in `folder`, which is $XDG_STATE_HOME/fob.
std::filesystem::path seen_path(const std::filesystem::path& folder, const Id& vault);

/// `folder` is as above; the record is a small file named by the vault's id.
/// Best effort: no record, an unreadable one and a folder that cannot be written are all
/// taken as "never seen", and nothing here throws. So is one of a generation over
/// max_generation.
std::optional<LastSeen> last_seen(const std::filesystem::path& folder,
                                  const Id& vault) noexcept;
Freshness freshness(const std::optional<LastSeen>& seen, std::uint64_t generation,
                    const Digest& digest) noexcept;
/// Records it when it is newer than what is there (or when `accept` says that the older one
/// is now the right one).
void record_seen(const std::filesystem::path& folder, const Id& vault, const LastSeen& now,
                 bool accept) noexcept;

}  // namespace fob::vault
