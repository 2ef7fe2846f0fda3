#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/account/account.h"
#include "core/formats/limits.h"
#include "core/formats/pictures.h"

namespace fob::formats {

/// One entry of a file: an account, or the reason why it is none.
struct Entry {
  /// Its place in the file: `line 3`, or `line 3, entry 2`.
  std::string place;
  std::optional<Account> account;
  /// Why it was rejected. Never a part of the file. Empty with an account.
  std::string reason;
  std::string hint;
  std::vector<std::string> notes;
};

/// What a file holds.
struct Batch {
  std::vector<Entry> entries;
  /// How many entries were left out because their owner had removed them.
  std::size_t removed = 0;
  /// The QR codes of transfers; which of them are missing shows when all files are read.
  std::vector<Picture> pictures;
};

/// A format that other programs write: a row of the table.
struct Format {
  std::string_view name;  ///< as typed after --from
  /// Could `file` be of this format, by its bytes alone?
  bool (*probe)(std::string_view file) noexcept;
  /// Reads all entries; one that cannot be read never stops the others. Throws malformed
  /// only when `file` as a whole is not of this format, or over the limits.
  Batch (*read)(std::string_view file);
};

/// All formats, the most telling first.
std::span<const Format> all() noexcept;
/// The first that recognizes `file`, or null.
const Format* detect(std::string_view file) noexcept;
/// By its name, or null.
const Format* named(std::string_view name) noexcept;

}  // namespace fob::formats
