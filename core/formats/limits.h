#pragma once

#include <cstddef>

namespace fob::formats {

/// Limits for every list, our own and others'.
inline constexpr std::size_t max_file = 64u << 20;  // bytes
inline constexpr std::size_t max_uri = 1u << 20;    // bytes
inline constexpr std::size_t max_entries = 100'000;

}  // namespace fob::formats
