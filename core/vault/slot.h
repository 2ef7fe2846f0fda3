#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/account/account.h"
#include "core/base/secret.h"
#include "core/vault/cost.h"

namespace fob::vault {

/// The kinds of slot that this version knows: what the user has to have.
enum class SlotKind { passphrase, recovery, keyfile };
/// As a slot's line has it: `keyfile`.
std::string_view word(SlotKind kind) noexcept;
/// As people say it: "key file".
std::string_view spoken(SlotKind kind) noexcept;

/// A slot of a kind that is known, as its line says. `line` keeps the text that its check and
/// its key are bound to.
struct KnownSlot {
  SlotKind kind = SlotKind::passphrase;
  std::string line;  // with its LF
  Id id{};
  KdfCost cost;  // of a passphrase; the others cost nothing
  Bytes salt;    // 16, of a passphrase
  Bytes check;   // 32
  Bytes nonce;   // 24
  Bytes key;     // 48: the wrapped data key
};

/// Reads a line (without its LF) that begins with `slot `. Nothing for a kind of slot, or a
/// field, that this version does not know: such a slot is kept and never tried. Throws
/// damaged for what no version writes.
std::optional<KnownSlot> parse_slot(std::string_view line);

/// A slot of whatever kind.
struct Slot {
  std::string line;  // with its LF
  std::string kind;
  std::optional<KnownSlot> known;  // as parse_slot() has it
  std::optional<Id> id;            // of an unknown kind too, where it has one
  std::string label;               // what its user calls it, if anything
  std::string label_line;          // that says so, with its LF
};

/// Is it known, and has it a passphrase?
bool has_passphrase(const Slot& slot) noexcept;

/// The slots among `lines`, which a header that was read has between its ends, in order.
std::vector<Slot> slots_of(std::string_view lines);

/// Tries what opens a slot of its kind: the passphrase (costs one Argon2id), the 16 bytes of a
/// recovery key, or what key_file_secret() makes of a key file. Nothing when it is not this
/// slot's. Throws damaged when it is, and the wrapped key does not open.
std::optional<Secret> open_slot(const KnownSlot& slot, std::string_view first_line,
                                const Secret& secret);

/// What opens slots, and of which kind.
struct SlotSecret {
  SlotKind kind = SlotKind::passphrase;
  Secret secret;
};

/// The first of `secrets` that opens `slot`, or null. Throws as open_slot() does.
const SlotSecret* opener_of(const KnownSlot& slot, std::string_view first_line,
                            std::span<const SlotSecret> secrets);

/// What makes one slot differ from the next: random, and given only to make a known vault
/// again.
struct SlotSeed {
  Id id;
  Bytes salt;   // 16
  Bytes nonce;  // 24
  static SlotSeed random();
};

/// The line of a slot that wraps `data_key` under `passphrase`, with its LF.
std::string make_slot(std::string_view first_line, const Secret& passphrase,
                      const KdfCost& cost, const Secret& data_key, const SlotSeed& seed);
/// The same under what opens a slot of another kind; `seed` without a salt.
std::string make_slot(std::string_view first_line, const SlotSecret& secret,
                      const Secret& data_key, const SlotSeed& seed);

inline constexpr std::size_t min_key_file = 32;
/// What opens a slot of kind `keyfile`, from the bytes of the file: their BLAKE2b-256. Throws
/// malformed for less than min_key_file of them.
Secret key_file_secret(ByteView file);

}  // namespace fob::vault
