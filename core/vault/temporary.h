#pragma once

#include <string>
#include <vector>

#include "core/base/descriptor.h"
#include "core/base/secret.h"

namespace fob::vault {

/// A file that is being written beside the one whose place it takes: `.NAME.tmp-` and 32
/// hex digits, its maker's alone (0600). It is removed when this ends, unless it was renamed.
/// After a kill it stays, until remove_leftovers(). Everything here throws std::system_error.
class Temporary {
 public:
  /// Makes it for `name` in `folder`, which stays open longer than this.
  Temporary(int folder, const std::string& name);
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  int fd() const noexcept { return file_.get(); }
  /// Renames it to `name`, over what is there.
  void replace(const std::string& name);
  /// Renames it to `name`; fails with EEXIST when anything is there.
  void publish(const std::string& name);

 private:
  int folder_;
  std::string name_;  // empty once renamed
  Descriptor file_;
};

/// The temporaries for `name` in `folder` that are there: of killed writers, and without the
/// lock of one that is at work.
std::vector<std::string> temporaries(int folder, const std::string& name);

/// Removes the temporaries for `name` in `folder` that killed writers left; only ever called
/// under the lock. What cannot be removed does no harm and is left.
void remove_leftovers(int folder, const std::string& name) noexcept;

}  // namespace fob::vault
