#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>

#include "core/base/secret.h"

namespace fob::cli {

/// As read(2), but goes on after a signal, and waits for what a descriptor that does not wait
/// has not yet.
ssize_t read_some(int fd, void* into, std::size_t size) noexcept;

/// All of standard input, at most `limit` bytes. Throws malformed above that, io when it
/// cannot be read.
std::string read_standard_input(std::size_t limit);

/// All of a file, pipe or socket, at most `limit` bytes. Throws io (no such file, a folder, a
/// device), malformed above the limit. A file that is not there and whose name looks like a
/// secret is not named.
std::string read_file(const std::filesystem::path& path, std::size_t limit);

}  // namespace fob::cli
