#pragma once

#include <optional>
#include <string>
#include <vector>

namespace fob::cli {

/// A row of the table of codes.
struct CodeRow {
  std::string code;  // as generated; or `hotp`, `pin` where there is none
  bool is_code = true;
  std::string name;                      // not yet escaped
  std::optional<int> remaining, period;  // seconds
};

/// The table that `fob code` shows: codes in groups of three from the left (`123 456 78`), so
/// that the groups of all of them stand below each other; the name; the seconds left.
///
///     123 456     GitHub:alice       12s
///     123 456 78  Bank:alice          7s
///     R7K2M       Steam:gamer        12s
///     hotp        Registrar:alice
///
/// Never wider than `columns` (10 and more): names are shortened with an ellipsis, wide and
/// combining characters measured as the terminal shows them. Where that leaves less than a
/// few letters of a name, or cuts the id that ends one, the seconds go, then the spaces in the
/// codes; a code is never cut.
/// With `color`, the seconds turn yellow in the last third of the period and red in the
/// last sixth. Lines end with LF, never with spaces.
std::string code_table(const std::vector<CodeRow>& rows, int columns, bool color);

/// `123456` as `123 456`: groups of three from the left. Letters (Steam, Yandex, mOTP) are
/// left whole.
std::string grouped(const std::string& code);

/// Cells in columns, two spaces apart, the last one not padded; one that is empty in every row
/// takes no room. Until a line fits into `columns` (0: no limit) columns go, the last one
/// first, and of the last two the second is shortened, or goes if it is a short one, before the
/// first, which has the names. Where one of the others has texts of people, `long_column` is
/// its place: it is shortened before all that. Escapes the cells.
std::string aligned(const std::vector<std::vector<std::string>>& rows, int columns,
                    std::optional<std::size_t> long_column = {});

}  // namespace fob::cli
