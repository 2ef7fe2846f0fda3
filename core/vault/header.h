#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/account/account.h"
#include "core/base/secret.h"
#include "core/vault/slot.h"

namespace fob::vault {

inline constexpr std::size_t max_line = 16 * 1024;    // with its LF
inline constexpr std::size_t max_header = 64 * 1024;  // through the body line's LF
inline constexpr std::size_t max_slots = 32, max_passphrase_slots = 8;

/// What the lines of a vault's header say, and where they end.
struct Header {
  Id id{};
  std::vector<KnownSlot> slots;     // those that may be tried
  Bytes commit;                     // 32
  Bytes nonce;                      // 24
  std::size_t first_line_size = 0;  // with its LF
  std::size_t body_line_at = 0;
  std::size_t size = 0;  // through the body line's LF
};

/// Throws malformed for a version above 1. Says nothing else about `file`.
void check_version(std::string_view file);

/// Reads the header that `file` begins with. Throws malformed for a line or a cipher that
/// version 1 does not have, damaged for everything else that is not of the grammar or over
/// its limits.
Header parse_header(std::string_view file);

// The lines at its two ends, with their LF.
std::string format_first_line(const Id& id);
std::string format_body_line(ByteView commit, ByteView nonce);

}  // namespace fob::vault
