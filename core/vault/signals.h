#pragma once

#include <chrono>
#include <poll.h>
#include <signal.h>

namespace fob::vault {

/// Until it ends, signals wait: none of them stops a save half-way, or stops the process
/// while it holds the lock. Then they act as they would have.
class BlockedSignals {
 public:
  BlockedSignals() noexcept {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~BlockedSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;

  /// Sleeps for `time`, or less, and lets the signals through meanwhile: Ctrl-C works.
  void sleep(std::chrono::milliseconds time) const noexcept {
    const timespec span{time.count() / 1000, time.count() % 1000 * 1'000'000};
    ::ppoll(nullptr, 0, &span, &before_);
  }

 private:
  sigset_t before_;
};

}  // namespace fob::vault
