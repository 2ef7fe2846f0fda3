#pragma once

#include <unistd.h>
#include <utility>

namespace fob {

/// An open file descriptor, closed when its owner goes; -1 is none.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) noexcept : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { reset(); }

  /// Is there one? After a call that failed, no.
  explicit operator bool() const noexcept { return fd_ >= 0; }
  int get() const noexcept { return fd_; }
  /// It is the caller's to close.
  int release() noexcept { return std::exchange(fd_, -1); }
  /// Closes it now.
  void reset() noexcept {
    if (fd_ >= 0) ::close(release());
  }

 private:
  int fd_;
};

}  // namespace fob
