#pragma once

#include <span>
#include <string_view>

namespace fob::cli {

/// The first of `words` that is one edit (an insertion, a deletion, another letter, or two
/// neighbours swapped) away from `word`; empty when none is, or `word` is one of them.
std::string_view near_miss(std::string_view word, std::span<const std::string_view> words);

}  // namespace fob::cli
