#pragma once

#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace fob::test {

/// What is written to the descriptor `fd` (1 or 2) until the brace.
class Captured {
 public:
  explicit Captured(int fd) : fd_(fd), before_(dup(fd)), file_(memfd_create("captured", 0)) {
    dup2(file_, fd_);
  }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  ~Captured() {
    dup2(before_, fd_);
    close(before_);
    close(file_);
  }

  /// What came since the last call.
  std::string text() {
    std::string all(static_cast<std::size_t>(lseek(file_, 0, SEEK_CUR) - read_), '\0');
    read_ += pread(file_, all.data(), all.size(), read_);
    return all;
  }

 private:
  int fd_, before_, file_;
  off_t read_ = 0;
};

}  // namespace fob::test
