#include "cli/child.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/input.h"
#include "cli/process.h"
#include "core/base/descriptor.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

/// What a shell says of a program that it could not start.
constexpr int not_started = 127;

bool connect(int fd, int standard) noexcept {
  if (fd < 0) fd = open("/dev/null", O_RDWR | O_CLOEXEC);
  return dup2(fd, standard) == standard;
}

bool take(Streams streams) noexcept {
  return connect(streams.in, STDIN_FILENO) && connect(streams.out, STDOUT_FILENO);
}

[[noreturn]] void execute(const Program& program) noexcept {
  restore_signals_for_child();
  if (!program.setting.empty()) putenv(const_cast<char*>(program.setting.c_str()));
  std::vector<char*> words;
  for (const std::string& word : program.words)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  execv(words.front(), words.data());
  _exit(not_started);
}

[[noreturn]] void fail_to_start() {
  throw Error(Kind::io, "no process can be started: " + std::generic_category().message(errno));
}

}  // namespace

int Child::wait() noexcept {
  while (id_ > 0 && waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
  }
  id_ = 0;
  return status_;
}

std::optional<int> Child::wait_until(std::chrono::steady_clock::time_point time) noexcept {
  constexpr auto step = std::chrono::milliseconds(5);
  while (id_ > 0 && waitpid(id_, &status_, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= time) return std::nullopt;
    std::this_thread::sleep_for(step);
  }
  id_ = 0;
  return status_;
}

void Child::kill() noexcept {
  if (id_ > 0 && ::kill(-id_, SIGKILL) != 0) ::kill(id_, SIGKILL);
}

std::string ending(int status) {
  if (WIFEXITED(status)) return fmt::format("exit status {}", WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return fmt::format("signal {}", WTERMSIG(status));
  return "how is not known";
}

Program shell_line(std::string line) {
  return {{"/bin/sh", "-c", std::move(line)}};
}

void become(const Program& program, Streams streams) noexcept {
  if (!take(streams) || !connect(-1, STDERR_FILENO)) _exit(not_started);
  closefrom(STDERR_FILENO + 1);
  execute(program);
}

Child start_apart(const Program& program, Streams streams) {
  const pid_t id = fork();
  if (id < 0) fail_to_start();
  if (id == 0) {
    setsid();
    become(program, streams);
  }
  return Child(id);
}

Child start_beside(const Program& program, Streams streams) {
  const pid_t id = fork();
  if (id < 0) fail_to_start();
  if (id == 0) {
    if (!take(streams)) _exit(not_started);
    execute(program);
  }
  return Child(id);
}

std::optional<std::size_t> output_of(const Program& program, std::span<unsigned char> buffer,
                                     std::chrono::milliseconds within) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + within;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail_to_start();
  const Descriptor output(ends[0]);
  Descriptor input(ends[1]);
  Child child = start_apart(program, {-1, input.get()});
  input.reset();
  std::size_t size = 0;
  while (size < buffer.size()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd ready{output.get(), POLLIN, 0};
    const int found = poll(&ready, 1, static_cast<int>(std::max<decltype(left)>(left, 0)));
    if (found < 0 && errno == EINTR) continue;
    const ssize_t got =
        found > 0 ? read_some(output.get(), &buffer[size], buffer.size() - size) : -1;
    if (got == 0) {
      const auto status = child.wait_until(end);
      if (!status) child.kill();
      return status == 0 ? std::optional(size) : std::nullopt;
    }
    if (got < 0) {
      child.kill();
      return std::nullopt;
    }
    size += static_cast<std::size_t>(got);
  }
  child.kill();
  return size;
}

}  // namespace fob::cli
