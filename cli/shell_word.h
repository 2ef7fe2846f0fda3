#pragma once

#include <filesystem>
#include <string>

namespace fob::cli {

/// `text` as a shell takes it for one word: as it stands, or in quotes. For hints that are
/// meant to be typed.
std::string shell_word(const std::string& text);
/// The same of a path, which no program takes for an option then.
std::string shell_path(const std::filesystem::path& path);

}  // namespace fob::cli
