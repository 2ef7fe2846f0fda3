#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/secret.h"
#include "core/vault/sealed.h"

namespace fob::vault {

/// 2^63 - 1: the last generation of a vault.
inline constexpr std::uint64_t max_generation = std::numeric_limits<std::int64_t>::max();

/// A decrypted body: what its first line says, and the lines that follow.
struct Body {
  std::uint64_t generation = 0;         // from 1
  std::optional<Digest> previous;       // of the file that it replaced; none in generation 1
  std::vector<std::string_view> lines;  // views into the text, without LF, none empty
};

/// Throws malformed for a version of the body above 1, damaged for any other first line that
/// is not of the grammar.
Body parse_body(std::string_view text);

/// The text of `body`, padded. Throws failed when that is over max_body, or the generation over
/// max_generation.
Secret format_body(const Body& body);

/// What `size` bytes of text become: a multiple of 4 KiB, above 64 KiB a multiple of 1/16 of
/// the next power of two.
std::size_t padded_size(std::size_t size) noexcept;

}  // namespace fob::vault
