#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fob {

/// For a secret whose Base32 ended as no encoder would end it.
inline constexpr std::string_view odd_ending_note =
    "the secret ends as no encoder would end it; the left-over bits are dropped";

/// A secret of fewer bits should be replaced (RFC 4226, section 4, R6).
inline constexpr std::size_t weak_below_bits = 128;

/// For a secret of so many bytes, where that is too few.
std::optional<std::string> short_secret_note(std::size_t bytes);

}  // namespace fob
