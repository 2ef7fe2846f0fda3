#include "cli/terminal/output.h"

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "tests/unit/cli/captured.h"

using fob::cli::write_error;
using fob::cli::write_output;

namespace {

/// Runs `act` in a child; its end as waitpid(2) tells it.
template <typename Act>
int status_of(Act act) {
  const pid_t child = fork();
  if (child == 0) {
    act();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("text reaches the standard streams whole") {
  fob::test::Captured standard_output(1), standard_error(2);
  write_output("123456\n");
  write_output({});
  write_output(std::string_view("a\0b", 3));
  write_error("said\n");
  CHECK(standard_output.text() == std::string("123456\na\0b", 10));
  CHECK(standard_error.text() == "said\n");
}

TEST_CASE("a full disk is named") {
  const int status = status_of([] {
    dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
    try {
      write_output("123456\n");
    } catch (const fob::Error& error) {
      const bool right =
          error.kind() == fob::Kind::io &&
          error.what() == std::string("standard output: No space left on device");
      _exit(right ? 42 : 1);
    }
  });
  CHECK(WEXITSTATUS(status) == 42);
}

TEST_CASE("a closed pipe ends the program by SIGPIPE, ignored and blocked though it is") {
  const int status = status_of([] {
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, nullptr);
    int ends[2];
    if (pipe(ends) != 0) _exit(1);
    close(ends[0]);
    dup2(ends[1], STDOUT_FILENO);
    write_output("123456\n");
  });
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGPIPE);
}

TEST_CASE("a pipe that somebody made non-blocking is waited for") {
  int ends[2];
  REQUIRE(pipe2(ends, O_NONBLOCK) == 0);
  const std::string text(1 << 20, 'x');
  const pid_t writer = fork();
  if (writer == 0) {
    dup2(ends[1], STDOUT_FILENO);
    write_output(text);
    _exit(0);
  }
  close(ends[1]);
  fcntl(ends[0], F_SETFL, 0);
  std::size_t size = 0;
  char buffer[4096];
  for (ssize_t got = 1; got > 0; size += static_cast<std::size_t>(got)) {
    got = read(ends[0], buffer, sizeof buffer);
  }
  close(ends[0]);
  waitpid(writer, nullptr, 0);
  CHECK(size == text.size());
}
