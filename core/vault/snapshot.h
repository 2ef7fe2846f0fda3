#pragma once

#include <string>
#include <sys/stat.h>
#include <utility>

#include "core/base/descriptor.h"
#include "core/base/secret.h"

namespace fob::vault {

/// A vault's file as it stood when it was read, still open: its bytes, and by what to tell
/// later whether it is still the same file.
class Snapshot {
 public:
  /// Reads at most `max` bytes of `name` in `folder`, without waiting for anything, be it a
  /// pipe. `shown` is its path for messages. Throws no_vault when there is none, io when it
  /// is no regular file, std::system_error for the rest.
  Snapshot(int folder, const std::string& name, const std::string& shown, std::size_t max);

  ByteView bytes() const noexcept { return bytes_; }
  Bytes release() && noexcept { return std::move(bytes_); }
  int fd() const noexcept { return file_.get(); }
  /// Does `name` in `folder` stand for that file still, with the size and times that it had
  /// before it was read? Throws std::system_error.
  bool is_current(int folder, const std::string& name) const;

 private:
  Descriptor file_;
  struct stat status_ {};
  Bytes bytes_;
};

}  // namespace fob::vault
