#pragma once

#include <cerrno>
#include <system_error>

namespace fob::vault {

/// What the last system call failed with, as an exception. VaultFile and write_new_file()
/// make a sentence of it, for they know what it means for the file.
[[noreturn]] inline void throw_errno(int error = errno) {
  throw std::system_error(error, std::generic_category());
}

}  // namespace fob::vault
