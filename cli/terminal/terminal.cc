#include "cli/terminal/terminal.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <system_error>
#include <termios.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/unicode.h"

namespace fob::cli {
namespace {

/// The longest line that Linux passes on whole, its LF included, is 4096 bytes; of a longer
/// one it drops what is between.
constexpr std::size_t line_limit = 4094;

[[noreturn]] void throw_failure(int error) {
  throw Error(Kind::io, "the terminal: " + std::generic_category().message(error));
}

/// A description of its own, so that O_NONBLOCK is nobody else's.
Descriptor open_terminal() {
  return Descriptor(open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
}

bool in_foreground(int tty) {
  return tcgetpgrp(tty) == getpgrp();
}

/// Stops the process group, as reading would. False when nothing stopped: the signal is
/// ignored, or there is no shell that could continue what is stopped.
bool stop_for_terminal() {
  sigset_t continued, before;
  sigemptyset(&continued);
  sigaddset(&continued, SIGCONT);
  sigprocmask(SIG_BLOCK, &continued, &before);
  kill(0, SIGTTIN);
  const timespec no_time{};
  const bool stopped = sigtimedwait(&continued, nullptr, &no_time) == SIGCONT;
  sigprocmask(SIG_SETMASK, &before, nullptr);
  return stopped;
}

/// In the background, waits to be brought to the foreground; but not without a word, and not
/// for ever where nobody can.
void wait_for_foreground(int tty) {
  while (!in_foreground(tty)) {
    constexpr std::string_view notice =
        "\nfob: in the background, with a question to ask: `fg` shows it\n";
    [[maybe_unused]] const ssize_t told = write(tty, notice.data(), notice.size());
    if (!stop_for_terminal()) {
      throw Error(Kind::usage, "there is a question to ask, and this is in the background",
                  "type: fg");
    }
  }
}

/// Holds back the signals that end or stop a program, so that the terminal is restored
/// before they act. They act at the brace, in whatever way they would have.
class HeldSignals {
 public:
  HeldSignals() {
    sigset_t held;
    sigemptyset(&held);
    sigprocmask(SIG_BLOCK, nullptr, &before_);
    // After SIGCONT whoever stopped us may have left the echo on.
    for (const int signal :
         {SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPIPE, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP,
          SIGTTIN, SIGTTOU, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU}) {
      struct sigaction now {};
      sigaction(signal, nullptr, &now);
      const bool acts = now.sa_handler != SIG_IGN && sigismember(&before_, signal) == 0;
      if (acts) sigaddset(&held, signal);
    }
    arrived_ = Descriptor(signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!arrived_) throw_failure(errno);
    sigprocmask(SIG_BLOCK, &held, nullptr);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

  /// Waits until `tty` is ready for `events`; false when a signal came first.
  bool wait(int tty, short events) const { return poll_for(tty, events, -1) == Event::ready; }

  enum class Event { ready, signal, time };
  /// The same, for at most `milliseconds` (-1: for ever).
  Event poll_for(int tty, short events, int milliseconds) const {
    pollfd ready[]{{tty, events, 0}, {arrived_.get(), POLLIN, 0}};
    int count = 0;
    while ((count = poll(ready, 2, milliseconds)) < 0) {
      if (errno != EINTR) throw_failure(errno);
    }
    if (count == 0) return Event::time;
    return ready[1].revents == 0 ? Event::ready : Event::signal;
  }

 private:
  sigset_t before_;
  Descriptor arrived_;
};

enum class Echo { off, on };

/// The terminal in line mode, whatever state it was left in, until the brace.
class LineMode {
 public:
  LineMode(int tty, Echo echo) : tty_(tty) {
    if (tcgetattr(tty, &before_) != 0) throw_failure(errno);
    termios mode = before_;
    mode.c_iflag |= ICRNL;
    mode.c_lflag |= ICANON | ISIG;
    mode.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    if (echo == Echo::on) mode.c_lflag |= ECHO;
    // What was typed ahead is kept: the second of two passphrases may be there already.
    if (tcsetattr(tty, TCSANOW, &mode) != 0) throw_failure(errno);
  }
  LineMode(const LineMode&) = delete;
  LineMode& operator=(const LineMode&) = delete;
  ~LineMode() {
    // In the background the terminal is somebody else's by now.
    if (in_foreground(tty_)) tcsetattr(tty_, TCSANOW, &before_);
  }

 private:
  int tty_;
  termios before_;
};

/// Writes `text`; false when a signal came before its end.
bool show(int tty, const HeldSignals& signals, std::string_view text) {
  while (!text.empty()) {
    if (!signals.wait(tty, POLLOUT)) return false;
    const ssize_t written = write(tty, text.data(), text.size());
    if (written < 0 && errno != EAGAIN && errno != EINTR) throw_failure(errno);
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// A line without its end; nothing when a signal came before it was whole.
std::optional<Secret> read_line(int tty, const HeldSignals& signals) {
  Secret line(line_limit + 2);
  std::size_t size = 0;
  for (;;) {
    if (!signals.wait(tty, POLLIN)) return std::nullopt;
    const auto room = line.fill().subspan(size);
    const ssize_t got = read(tty, room.data(), room.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got < 0) throw_failure(errno);
    size += static_cast<std::size_t>(got);
    const bool ended = size > 0 && line.reveal()[size - 1] == '\n';
    // Ctrl-D gives what stands before it; at a line's beginning that is nothing.
    if (got == 0 && size == 0) throw Error(Kind::failed, "end of input in place of an answer");
    if (ended) --size;
    if (size > line_limit) {
      throw Error(Kind::malformed,
                  fmt::format("a line at the terminal has at most {} bytes", line_limit));
    }
    if (ended || got == 0) {
      line.truncate(size);
      return line;
    }
  }
}

/// Shows `prompt` and reads the answer; nothing when a signal came in between.
std::optional<Secret> ask_once(int tty, std::string_view prompt, Echo echo, bool again) {
  const HeldSignals signals;
  const LineMode mode(tty, echo);
  if (again) tcflush(tty, TCIFLUSH);
  const auto end_line = [&] { [[maybe_unused]] const ssize_t written = write(tty, "\n", 1); };
  try {
    std::optional<Secret> line;
    if (show(tty, signals, prompt)) line = read_line(tty, signals);
    if (!line || echo == Echo::off) end_line();
    return line;
  } catch (const Error&) {
    end_line();
    throw;
  }
}

int line_columns_of(int tty) noexcept {
  return std::max(terminal_columns(tty) - 1, 1);
}

/// Shows `title`, and `line` again and again until Enter or Ctrl-D, whatever was typed before
/// it; false when a signal came first.
bool show_until_line(int tty, const std::function<std::string()>& line,
                     std::string_view title) {
  constexpr int step = 1000;  // milliseconds
  constexpr std::string_view erase = "\r\x1b[K";
  const HeldSignals signals;
  const LineMode mode(tty, Echo::off);
  if (!title.empty() && !show(tty, signals, escaped(title) + "\n")) return false;
  for (;;) {
    const std::string text = fitted(escaped(line()), line_columns_of(tty));
    if (!show(tty, signals, std::string(erase) + text)) break;
    const auto event = signals.poll_for(tty, POLLIN, step);
    if (event == HeldSignals::Event::signal) break;
    if (event == HeldSignals::Event::time) continue;
    tcflush(tty, TCIFLUSH);
    show(tty, signals, erase);
    return true;
  }
  [[maybe_unused]] const ssize_t erased = write(tty, erase.data(), erase.size());
  return false;
}

/// Asks with `shown`, a text of one line or several that is escaped already.
Secret ask(bool allowed, const std::string& shown, Echo echo) {
  const Descriptor tty = allowed ? open_terminal() : Descriptor();
  if (!tty) {
    throw Error(Kind::usage,
                fmt::format("cannot ask `{}`: {}", trimmed(shown),
                            allowed ? "there is no terminal" : "--no-input is given"),
                allowed ? "" : "leave out --no-input");
  }
  for (bool again = false;; again = true) {
    wait_for_foreground(tty.get());
    if (auto line = ask_once(tty.get(), shown, echo, again)) return std::move(*line);
  }
}

}  // namespace

bool Terminal::can_ask() const {
  return allowed_ && open_terminal();
}

std::string_view Terminal::obstacle() const noexcept {
  return allowed_ ? "no terminal to ask at" : "--no-input is given";
}

Secret Terminal::ask_secret(std::string_view prompt) const {
  return ask(allowed_, escaped(prompt), Echo::off);
}

std::string Terminal::ask_line(std::string_view prompt) const {
  return std::string(ask(allowed_, escaped(prompt), Echo::on).reveal_text());
}

bool Terminal::ask_yes(std::string_view question) const {
  const std::string answer = ask_line(std::string(question) + " [y/N] ");
  const std::string_view word = trimmed(answer);
  return same_word(word, "y") || same_word(word, "yes");
}

void Terminal::confirm(std::string_view question) const {
  if (!ask_yes(question)) throw Error(Kind::failed, "not done");
}

std::size_t Terminal::ask_which(std::string_view title,
                                const std::vector<std::string>& choices) const {
  const auto numbered = [](std::size_t number, std::string_view choice) {
    return fmt::format("{:3}  {}", number, choice);
  };
  const Descriptor tty = allowed_ ? open_terminal() : Descriptor();
  const int columns = terminal_columns(tty.get());
  std::string question = fitted(escaped(title), columns) + "\n";
  for (std::size_t i = 0; i < choices.size(); ++i) {
    question += fitted(escaped(numbered(i + 1, choices[i])), columns) + "\n";
  }
  question += "which one? ";
  const auto place = ask_thrice([&]() -> std::optional<std::size_t> {
    const Secret line = ask(allowed_, question, Echo::on);
    const std::string_view answer = trimmed(line.reveal_text());
    if (answer.empty()) throw Error(Kind::failed, "nothing was chosen");
    const auto number = decimal(answer, choices.size());
    if (number && *number > 0) return *number - 1;
    question = fmt::format("a number from 1 to {}, or Enter for none: ", choices.size());
    return std::nullopt;
  });
  if (!place) throw Error(Kind::failed, "nothing was chosen");
  return *place;
}

void Terminal::show_until_enter(const std::function<std::string()>& line,
                                std::string_view title) const {
  const Descriptor tty = allowed_ ? open_terminal() : Descriptor();
  if (!tty) return;
  do {
    wait_for_foreground(tty.get());
  } while (!show_until_line(tty.get(), line, title));
}

int Terminal::line_columns() const {
  return line_columns_of(open_terminal().get());
}

bool is_terminal(int fd) noexcept {
  return isatty(fd) == 1;
}

int terminal_columns(int fd) noexcept {
  winsize size{};
  return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace fob::cli
