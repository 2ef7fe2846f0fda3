#include "cli/process.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

using fob::cli::prepare_process;

namespace {

/// Is `question` true in a child of its own?
template <typename Question>
bool in_child(Question question) {
  const pid_t child = fork();
  if (child == 0) _exit(question() ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void (*handler_of(int signal))(int) {
  struct sigaction now {};
  sigaction(signal, nullptr, &now);
  return now.sa_handler;
}

}  // namespace

TEST_CASE("missing standard descriptors are filled, so that using one fails") {
  CHECK(in_child([] {
    for (int fd = 0; fd < 3; ++fd)
      close(fd);
    prepare_process();
    char byte = 'x';
    return read(0, &byte, 1) == -1 && errno == EBADF && write(1, &byte, 1) == -1 &&
           errno == EBADF && write(2, &byte, 1) == -1 && errno == EBADF &&
           open("/dev/null", O_RDONLY) > 2;
  }));
}

TEST_CASE("standard descriptors that are there stay what they are") {
  CHECK(in_child([] {
    int ends[2];
    if (pipe(ends) != 0) return false;
    dup2(ends[1], 1);
    close(2);
    prepare_process();
    char byte = 'x';
    return write(1, &byte, 1) == 1 && read(ends[0], &byte, 1) == 1 && write(2, &byte, 1) == -1;
  }));
}

TEST_CASE("there is no core file and no debugger") {
  CHECK(in_child([] {
    prepare_process();
    rlimit limit{};
    getrlimit(RLIMIT_CORE, &limit);
    return limit.rlim_cur == 0 && limit.rlim_max == 0 && prctl(PR_GET_DUMPABLE) == 0;
  }));
}

TEST_CASE("SIGPIPE and SIGXFSZ are ignored, and given back to children as they were found") {
  CHECK(in_child([] {
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGCHLD, SIG_IGN);
    prepare_process();
    if (handler_of(SIGPIPE) != SIG_IGN || handler_of(SIGXFSZ) != SIG_IGN) return false;
    if (handler_of(SIGCHLD) != SIG_DFL) return false;
    fob::cli::restore_signals_for_child();
    return handler_of(SIGPIPE) == SIG_DFL && handler_of(SIGXFSZ) == SIG_IGN;
  }));
}
