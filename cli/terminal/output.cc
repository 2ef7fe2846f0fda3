#include "cli/terminal/output.h"

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <system_error>
#include <unistd.h>

#include "core/base/error.h"

namespace fob::cli {
namespace {

/// Writes `text` whole to `fd`. Returns 0, or the error that stopped it.
int write_whole(int fd, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      // Another program that holds the same pipe or terminal made it non-blocking.
      pollfd ready{fd, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

/// Ends the program as a program ends that does not ignore SIGPIPE.
[[noreturn]] void die_by_sigpipe() noexcept {
  std::signal(SIGPIPE, SIG_DFL);
  sigset_t unblocked;
  sigemptyset(&unblocked);
  sigaddset(&unblocked, SIGPIPE);
  sigprocmask(SIG_UNBLOCK, &unblocked, nullptr);
  std::raise(SIGPIPE);
  _exit(static_cast<int>(Kind::io));
}

}  // namespace

void write_output(std::string_view text) {
  const int error = write_whole(STDOUT_FILENO, text);
  if (error == EPIPE) die_by_sigpipe();
  if (error != 0) {
    throw Error(Kind::io, "standard output: " + std::generic_category().message(error));
  }
}

void write_error(std::string_view text) noexcept {
  write_whole(STDERR_FILENO, text);
}

}  // namespace fob::cli
