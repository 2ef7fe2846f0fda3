#pragma once

#include <string>
#include <sys/stat.h>

#include "core/base/descriptor.h"

namespace fob::vault {

/// A vault's file, open, and by what to tell later whether it is still the same file.
class Snapshot {
 public:
  /// Opens `name` in `folder`, without waiting for anything, be it a pipe. `shown` is its path
  /// for messages. Throws no_vault when there is none, io when it is no regular file,
  /// std::system_error for the rest.
  Snapshot(int folder, const std::string& name, const std::string& shown);

  int fd() const noexcept { return file_.get(); }
  /// Does `name` in `folder` stand for that file still, with the size and times that it had
  /// when it was opened? Throws std::system_error.
  bool is_current(int folder, const std::string& name) const;

 private:
  Descriptor file_;
  struct stat status_ {};
};

}  // namespace fob::vault
