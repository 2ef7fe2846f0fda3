#pragma once

#include <string>

namespace fob::cli {

/// `text` as a shell takes it for one word: as it stands, or in quotes. For hints that are
/// meant to be typed.
std::string shell_word(const std::string& text);

}  // namespace fob::cli
