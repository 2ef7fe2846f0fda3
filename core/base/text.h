#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fob {

// ASCII only, and never by the locale: under Turkish rules the lower case of "I" is not "i".

/// `text` with A-Z in lower case.
std::string lowered(std::string_view text);
/// `text` with a-z in upper case.
std::string uppered(std::string_view text);
/// The same letters, whatever their ASCII case?
bool same_word(std::string_view a, std::string_view b) noexcept;
/// `text` without the ASCII white space (space, \t \n \v \f \r) at both ends.
std::string_view trimmed(std::string_view text) noexcept;
/// `text` cut at every `separator`; one piece more than there are separators.
std::vector<std::string_view> split(std::string_view text, char separator);

/// A decimal without sign or leading zeros, at most `max`; nothing for anything else.
std::optional<std::uint64_t> decimal(std::string_view text, std::uint64_t max);

/// Well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms)?
bool valid_utf8(std::string_view text) noexcept;

/// What may be a name, a PIN or a note: UTF-8 without NUL.
bool is_text(std::string_view text) noexcept;

/// `text` made safe for a terminal: control characters (C0, DEL, C1), line and paragraph
/// separators, the marks that reorder text and bytes that are not UTF-8 are written as
/// escapes (\n, \x1b, \u202e, \xff). All other text is unchanged.
std::string escaped(std::string_view text);

/// "1 account", "2 accounts": `count` with the word in the right number.
std::string counted(std::size_t count, std::string_view singular, std::string_view plural = {});

}  // namespace fob
