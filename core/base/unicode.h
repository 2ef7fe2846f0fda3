#pragma once

#include <string>
#include <string_view>

namespace fob {

// Unicode by utf8proc's fixed tables, never by the locale. `text` is valid UTF-8; where it
// is not, it is returned as it stands (and counted a column a byte).

/// Normalization Form C.
std::string nfc(std::string_view text);

/// The form under which names compare in any case: Unicode simple case folding (CaseFolding,
/// statuses C and S), then Normalization Form C.
std::string folded(std::string_view text);

/// The columns that `text` takes on a terminal: wide characters two, combining ones none.
int display_width(std::string_view text);

/// `text` in at most `columns` (>= 1) columns: whole, or cut between grapheme clusters and
/// closed with an ellipsis.
std::string fitted(std::string_view text, int columns);

}  // namespace fob
