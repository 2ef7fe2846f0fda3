#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "cli/globals.h"
#include "core/vault/slot.h"

namespace fob::cli {

// What opens slots, from where the user has it. What cannot be had throws passphrase: a source
// that was named never falls through to the next.

/// What was given where a passphrase is asked for: a recovery key, where its checksum says
/// that it may be one, and then a passphrase in any case.
std::vector<vault::SlotSecret> readings_of(const Secret& given);

/// What a key file opens slots with. Text without a key in it is as good as any file.
vault::SlotSecret read_key_file(const std::filesystem::path& path);
/// The same of one that is to open a new slot: throws io, and malformed for one that is too
/// short or too long.
vault::SlotSecret read_new_key_file(const std::filesystem::path& path);

/// The recovery key of a source that is named.
vault::SlotSecret read_recovery_key(const SecretSource& source);

/// Is a recovery key given by an option?
bool is_given(const SecretSource& recovery_key) noexcept;

/// What one option or variable gives, of which one reading is meant.
struct GivenSecret {
  std::vector<vault::SlotSecret> readings;
  bool by_option = true;  ///< meant for this vault; a variable may be for another one
};

/// All that the options and variables give, but for what opened the vault: that source was
/// read. For the other slots of a vault.
std::vector<GivenSecret> further_secrets(const Globals& globals, vault::SlotKind opened_by);

}  // namespace fob::cli
