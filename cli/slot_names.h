#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/vault/slot.h"

namespace fob::cli {

/// What each of `slots` is called at the command line, in their order: the first eight
/// hexadecimal digits of its id, more where another has the same. `-` for one without an id.
std::vector<std::string> short_ids(const std::vector<vault::Slot>& slots);

/// Would `label` be taken for the beginning of an id: six or more hexadecimal digits alone?
bool reads_as_id(std::string_view label) noexcept;

/// The place of the slot that `query` means: by six or more digits of its id, in any case, or,
/// where none has that id, by its label. Throws not_found, with `list` as the command that
/// shows them, and ambiguous, with those that it could be.
std::size_t slot_named(const std::vector<vault::Slot>& slots, std::string_view query,
                       const std::string& list);

/// "the slot 1a2b3c4d (passphrase, my laptop)": for questions and messages.
std::string describe(const vault::Slot& slot, std::string_view short_id);

}  // namespace fob::cli
