#pragma once

#include <cerrno>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace fob::vault {

/// What the last system call failed with, as an exception. VaultFile and write_new_file()
/// make a sentence of it, for they know what it means for the file.
[[noreturn]] inline void throw_errno(int error = errno) {
  throw std::system_error(error, std::generic_category());
}

/// A file descriptor, closed when this ends.
class Fd {
 public:
  Fd() noexcept = default;
  explicit Fd(int fd) noexcept : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }

  /// Is there one? After a call that failed, no.
  explicit operator bool() const noexcept { return fd_ >= 0; }
  int get() const noexcept { return fd_; }
  /// It is the caller's to close.
  int release() noexcept { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

}  // namespace fob::vault
