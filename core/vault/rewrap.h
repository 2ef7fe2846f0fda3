#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/vault/slot.h"

namespace fob::vault {

/// A slot that gets a new line, under this secret, and cost where it is a passphrase.
struct Rewrap {
  KnownSlot slot;
  const Secret* secret;
  KdfCost cost;
};

/// New lines for slots, and the data key that they wrap. All lines have their LF.
struct Rewrapped {
  struct Line {
    std::string former, now;
  };
  Secret data_key;
  std::vector<Line> slots;
  std::vector<std::string> removed;  // lines that go: slots, and their labels
  std::vector<std::string> added;    // such lines, behind all others
};

/// Wraps `data_key` for each of `slots`, with a new salt and a new nonce; its id stays. Costs
/// one Argon2id each, so it is done before the lock is taken; Vault::rewrap() takes the result
/// over. `first_line` is the vault's.
Rewrapped rewrap(std::string_view first_line, Secret data_key, std::span<const Rewrap> slots);

/// A data key for a vault: random.
Secret new_data_key();

/// For whoever finds that another process gave a slot another passphrase.
Error passphrase_changed();

}  // namespace fob::vault
