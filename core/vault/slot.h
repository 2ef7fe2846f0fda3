#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account/account.h"
#include "core/base/secret.h"
#include "core/vault/cost.h"

namespace fob::vault {

/// A slot of kind `passphrase`, as its line says. `line` keeps the text that its check and
/// its key are bound to.
struct PassphraseSlot {
  std::string line;  // with its LF
  Id id{};
  KdfCost cost;
  Bytes salt;   // 16
  Bytes check;  // 32
  Bytes nonce;  // 24
  Bytes key;    // 48: the wrapped data key
};

/// Reads a line (without its LF) that begins with `slot `. Nothing for a kind of slot, or a
/// field, that this version does not know: such a slot is kept and never tried. Throws
/// damaged for what no version writes.
std::optional<PassphraseSlot> parse_slot(std::string_view line);

/// A slot of whatever kind.
struct Slot {
  std::string line;  // with its LF
  std::string kind;
  std::optional<PassphraseSlot> passphrase;  // as parse_slot() has it
};

/// The slots among `lines`, which a header that was read has between its ends, in order.
std::vector<Slot> slots_of(std::string_view lines);

/// Tries `passphrase` (costs one Argon2id). Nothing when it is not this slot's. Throws
/// damaged when it is, and the wrapped key does not open.
std::optional<Secret> open_slot(const PassphraseSlot& slot, std::string_view first_line,
                                const Secret& passphrase);

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

}  // namespace fob::vault
