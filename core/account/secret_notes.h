#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fob {

/// For a secret whose Base32 ended as no encoder would end it.
inline constexpr std::string_view odd_ending_note =
    "the secret ends as no encoder would end it; the left-over bits are dropped";

/// For a secret of so many bytes, when RFC 4226 (section 4, R6) would have it longer.
std::optional<std::string> short_secret_note(std::size_t bytes);

}  // namespace fob
