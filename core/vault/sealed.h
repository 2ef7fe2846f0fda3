#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/account/account.h"
#include "core/base/secret.h"
#include "core/vault/header.h"

namespace fob::vault {

inline constexpr std::size_t max_body = std::size_t{64} * 1024 * 1024;  // padding included
/// No vault is larger than this.
inline constexpr std::size_t max_file = max_header + 2 + max_body + 16 + 32;

/// BLAKE2b-128 of a whole vault: what `previous=` and the last-seen record hold.
using Digest = std::array<unsigned char, 16>;
Digest digest_of(ByteView file);

/// Does `file` begin as a vault does (of whatever version)?
bool looks_like_vault(std::string_view file) noexcept;

/// A vault's bytes, checked as far as that goes without a key: version, trailer, grammar,
/// limits. fob-vault(5) is the specification.
class Sealed {
 public:
  /// Throws malformed for a higher version, an unknown cipher or an unknown line, and
  /// damaged for everything else that a writer of this format never writes.
  explicit Sealed(Bytes file);

  const Id& id() const noexcept { return header_.id; }
  /// The slots of known kinds, in the file's order.
  const std::vector<KnownSlot>& slots() const noexcept { return header_.slots; }
  /// Is there one of that kind?
  bool has_slot(SlotKind kind) const noexcept;
  /// What trying a passphrase takes: the largest memory (KiB) of those slots, and the sum of
  /// their passes times KiB.
  std::uint64_t memory() const noexcept;
  std::uint64_t work() const noexcept;
  ByteView bytes() const noexcept { return file_; }
  const Digest& digest() const;

  // For Vault, which opens it: views into bytes().
  std::string_view first_line() const noexcept;  // L1, with its LF
  std::string_view slot_lines() const noexcept;  // all between L1 and the body line
  std::string_view header() const noexcept;      // L1 through the body line's LF
  ByteView commit() const noexcept { return header_.commit; }
  ByteView nonce() const noexcept { return header_.nonce; }
  ByteView ciphertext() const noexcept;

 private:
  Bytes file_;
  Header header_;
  mutable std::optional<Digest> digest_;  // once it was asked for: it reads the whole file
};

/// A vault's bytes: `header` (through the body line's LF), what ends it, a ciphertext of
/// `cipher_size` bytes, which `write_cipher` puts where it stands, and the trailer.
Bytes assemble(std::string_view header, std::size_t cipher_size,
               const std::function<void(std::span<unsigned char>)>& write_cipher);

}  // namespace fob::vault
