#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/secret.h"

namespace fob::vault {

// The parts that the lines of fob-vault(5) are made of, read and written.

/// Kind damaged: "the vault is damaged: " and `what`.
Error damaged(std::string_view what);
/// Kind malformed: `what`, and that a newer fob may read it.
Error too_new(std::string_view what);

/// Bytes 20-7E, words with single spaces between them and none at either end?
bool is_line(std::string_view text) noexcept;
/// A lower-case letter, then lower-case letters, digits and hyphens?
bool is_word(std::string_view text) noexcept;

/// The value of `text`, which must be `name=value`; nothing when it is not.
std::optional<std::string_view> field(std::string_view text, std::string_view name) noexcept;
/// As field(), for `size` bytes in unpadded base64url.
std::optional<Bytes> bytes_field(std::string_view text, std::string_view name,
                                 std::size_t size);
/// As field(), for a decimal from `min` to `max`.
std::optional<std::uint64_t> number_field(std::string_view text, std::string_view name,
                                          std::uint64_t min, std::uint64_t max);

/// ` name=` and `bytes` in unpadded base64url.
std::string format_field(std::string_view name, ByteView bytes);

/// The decimal (1 to 999999999) that stands in `text` behind `name` and a space, and ends
/// at a space, a line's end or the text's end.
std::optional<std::uint64_t> version_after(std::string_view text, std::string_view name);

}  // namespace fob::vault
