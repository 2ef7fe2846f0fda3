#pragma once

#include <chrono>
#include <string_view>

#include "cli/clipboard.h"
#include "core/base/descriptor.h"

namespace fob::cli {

/// A process that waits and then clears the clipboard, if what was copied is still there.
///
/// It is made before anything secret is read, so that its memory, which stays for as long as it
/// waits, holds nothing but what it is told: what to look for. (A hash of six digits would tell
/// as much.) It keeps no descriptor of ours open and has a session of its own: the end of a
/// pipe's reader or of a terminal does not wait for it and does not end it. Where nothing is
/// told to it, as after a failure, it ends with this object, or with this process.
class Clearer {
 public:
  /// Makes the process. Throws io where that cannot be.
  explicit Clearer(const Clipboard& clipboard);

  /// Has it look for `text`, of at most 32 bytes, after `wait`, in which the time of a
  /// suspended machine counts, and not before this object is gone: until then the text may
  /// still be on its way to the clipboard. Once only.
  void clear(std::string_view text, std::chrono::nanoseconds wait);

 private:
  Descriptor words_;
};

}  // namespace fob::cli
