#include "cli/process.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"

namespace fob::cli {
namespace {

/// A signal that is ignored here, and what it did before.
struct Ignored {
  int signal;
  struct sigaction found {};
  bool replaced = false;
};

std::array ignored_here{Ignored{SIGPIPE}, Ignored{SIGXFSZ}};

void fill_missing_descriptors() noexcept {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (fcntl(fd, F_GETFD) != -1) continue;
    // The lowest free number is `fd`: those below it are open by now.
    if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) {
      _exit(static_cast<int>(Kind::io));
    }
  }
}

}  // namespace

void prepare_process() noexcept {
  fill_missing_descriptors();

  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  umask(S_IRWXG | S_IRWXO);

  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  for (Ignored& each : ignored_here) {
    if (!each.replaced) each.replaced = sigaction(each.signal, &ignore, &each.found) == 0;
  }
  std::signal(SIGCHLD, SIG_DFL);
}

void restore_signals_for_child() noexcept {
  for (const Ignored& each : ignored_here) {
    if (each.replaced) sigaction(each.signal, &each.found, nullptr);
  }
}

}  // namespace fob::cli
