#pragma once

#include <chrono>
#include <string>

#include "core/base/descriptor.h"
#include "core/vault/signals.h"

namespace fob::vault {

/// Among those who write to one vault, one at a time: flock(2) on NAME.lock beside it, an
/// empty file (0600) that is never removed. The kernel lets it go when the process ends,
/// however it ends.
class Lock {
 public:
  /// Waits up to `wait` for the lock of `name` in `folder`; the signals that are blocked act
  /// while it waits. The state is `busy` when the time was up. Throws std::system_error.
  Lock(int folder, const std::string& name, std::chrono::seconds wait,
       const BlockedSignals& blocked);

  /// `missing`: this file system has no locks, and the writer goes on without.
  enum class State { held, busy, missing };
  State state() const noexcept { return state_; }

 private:
  Descriptor file_;
  State state_ = State::busy;
};

}  // namespace fob::vault
