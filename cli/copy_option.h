#pragma once

#include <optional>
#include <string>

#include "cli/clearer.h"
#include "cli/clipboard.h"
#include "cli/codes.h"
#include "cli/command.h"
#include "core/base/descriptor.h"

namespace fob::cli {

/// --copy[=osc52]: a code goes to the clipboard and not to standard output.
class CopyOption {
 public:
  void declare(Parser& parser);
  bool given() const noexcept { return given_.has_value(); }

  /// To be called before anything is asked for, and before a counter moves: finds the way to
  /// copy, and starts what will clear the clipboard. Throws usage for anything but one code, io
  /// where there is no way to copy. Without --copy, nothing.
  void prepare(bool one_code);

  /// Copies the code of `shown` and says so: in a note, or under --json in the document of the
  /// code, where `copied` and `cleared_at` stand in place of the codes. It is cleared when it
  /// expires by the clock; after half a minute where no clock ends it, as with HOTP, or where
  /// it was made for `another_time`. Throws io.
  void copy(const Context& cli, const ShownCode& shown, bool another_time, otp::Time now);

 private:
  std::optional<std::string> given_;
  Descriptor terminal_;
  std::optional<Clipboard> clipboard_;
  std::optional<Clearer> clearer_;
};

}  // namespace fob::cli
