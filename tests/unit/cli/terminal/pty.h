#pragma once

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utility>

namespace fob::test {

/// A job at a terminal of its own, under a small shell that has job control: a stopped job
/// loses the terminal until foreground(). What the job writes to standard output and standard
/// error goes to a pipe, so all that the terminal shows was written to /dev/tty.
class Pty {
 public:
  enum class Ground { fore, back };

  template <typename Act>
  explicit Pty(Act act, Ground ground = Ground::fore) {
    int output[2], states[2], orders[2];
    if (pipe2(output, O_CLOEXEC) != 0 || pipe2(states, O_CLOEXEC) != 0 ||
        pipe2(orders, O_CLOEXEC) != 0) {
      throw std::runtime_error("pipe");
    }
    shell_ = forkpty(&master_, nullptr, nullptr, nullptr);
    if (shell_ < 0) throw std::runtime_error("forkpty");
    if (shell_ == 0) {
      std::signal(SIGTTOU, SIG_IGN);
      const pid_t job = fork();
      setpgid(job, job);
      if (ground == Ground::fore) tcsetpgrp(0, job == 0 ? getpid() : job);
      if (job == 0) {
        // The test program's own handlers are none of the job's.
        for (int signal = 1; signal < SIGRTMIN; ++signal)
          std::signal(signal, SIG_DFL);
        dup2(output[1], STDOUT_FILENO);
        dup2(output[1], STDERR_FILENO);
        act();
        _exit(0);
      }
      close(output[1]);
      run_shell(job, states[1], orders[0]);
    }
    output_ = output[0];
    states_ = states[0];
    orders_ = orders[1];
    for (const int fd : {output[1], states[1], orders[0]})
      close(fd);
    job_ = next_state();
  }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;
  ~Pty() {
    kill(job_, SIGKILL);
    kill(shell_, SIGKILL);
    waitpid(shell_, nullptr, 0);
    for (const int fd : {master_, output_, states_, orders_})
      close(fd);
  }

  pid_t job() const { return job_; }
  bool echo() const { return (mode().c_lflag & ECHO) != 0; }
  termios mode() const {
    termios mode{};
    tcgetattr(master_, &mode);
    return mode;
  }

  void type(std::string_view keys) const {
    if (write(master_, keys.data(), keys.size()) < 0) throw std::runtime_error("type");
  }

  /// What the terminal shows from here on until `text`; or, where that does not come within
  /// ten seconds, what came.
  std::string until(std::string_view text) {
    while (shown_.find(text) == shown_.npos && read_more(10'000)) {
    }
    const auto at = shown_.find(text);
    const auto size = at == shown_.npos ? shown_.size() : at + text.size();
    std::string seen = shown_.substr(0, size);
    shown_.erase(0, size);
    return seen;
  }
  /// What it shows besides, after the job's end.
  std::string rest() {
    while (read_more(100)) {
    }
    return std::exchange(shown_, {});
  }

  /// Waits until the job stops or ends; as waitpid(2) tells it.
  int next_state() const {
    int state = 0;
    pollfd ready{states_, POLLIN, 0};
    if (poll(&ready, 1, 10'000) != 1 || read(states_, &state, sizeof state) != sizeof state) {
      throw std::runtime_error("the job did not stop or end");
    }
    return state;
  }
  /// Gives a stopped job the terminal and has it go on.
  void foreground() const { order('f'); }
  /// Has a stopped job go on without the terminal.
  void background() const { order('b'); }

  /// What the job wrote to its standard streams, after its end.
  std::string output() const {
    std::string all(65536, '\0');
    const ssize_t got = read(output_, all.data(), all.size());
    all.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return all;
  }

 private:
  [[noreturn]] static void run_shell(pid_t job, int states, int orders) {
    int state = job;
    for (;;) {
      if (write(states, &state, sizeof state) != sizeof state) _exit(1);
      if (state != job && !WIFSTOPPED(state)) _exit(0);
      if (state != job) {
        tcsetpgrp(0, getpid());
        char order = 0;
        if (read(orders, &order, 1) != 1) _exit(1);
        if (order == 'f') tcsetpgrp(0, job);
        kill(-job, SIGCONT);
      }
      waitpid(job, &state, WUNTRACED);
    }
  }

  void order(char what) const {
    if (write(orders_, &what, 1) != 1) throw std::runtime_error("order");
  }

  bool read_more(int milliseconds) {
    pollfd ready{master_, POLLIN, 0};
    char buffer[4096];
    if (poll(&ready, 1, milliseconds) != 1) return false;
    const ssize_t got = read(master_, buffer, sizeof buffer);
    if (got <= 0) return false;
    shown_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  pid_t shell_ = -1, job_ = -1;
  int master_ = -1, output_ = -1, states_ = -1, orders_ = -1;
  std::string shown_;
};

}  // namespace fob::test
