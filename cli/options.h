#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace fob::cli {

// The values of options. Each throws usage, naming the option, never what was typed.

/// A whole number from `min` to `max`.
std::uint64_t number(std::string_view option, std::string_view text, std::uint64_t min,
                     std::uint64_t max);
/// Valid UTF-8, which is all that the text of an account has to be.
const std::string& plain_text(std::string_view option, const std::string& text);
/// The place of `text` in `words`.
std::size_t one_of(std::string_view option, std::string_view text,
                   std::initializer_list<std::string_view> words);

}  // namespace fob::cli
