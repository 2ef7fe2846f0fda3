#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/vault/slot.h"

namespace fob::cli {

/// What each of `slots` is called at the command line, in their order: the first eight
/// hexadecimal digits of its id, more where another has the same. `-` for one without an id.
std::vector<std::string> short_ids(const std::vector<vault::Slot>& slots);

/// The place of the slot that `query` means: by six or more digits of its id, or by its
/// label. Throws not_found and ambiguous, with `list` as the command that shows them.
std::size_t slot_named(const std::vector<vault::Slot>& slots, std::string_view query,
                       const std::string& list);

/// "the slot 1a2b3c4d (passphrase, my laptop)": for questions and messages.
std::string describe(const vault::Slot& slot, std::string_view short_id);

}  // namespace fob::cli
