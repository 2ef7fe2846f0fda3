#pragma once

#include <filesystem>
#include <string>

#include "core/base/secret.h"

namespace fob::cli {

/// All of standard input, at most `limit` bytes. Throws malformed above that, io when it
/// cannot be read.
std::string read_standard_input(std::size_t limit);

/// All of a file, pipe or socket, at most `limit` bytes. Throws io (no such file, a folder, a
/// device), malformed above the limit.
std::string read_file(const std::filesystem::path& path, std::size_t limit);

}  // namespace fob::cli
