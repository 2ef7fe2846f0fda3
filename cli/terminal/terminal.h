#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret.h"

namespace fob::cli {

/// The terminal device, for questions. They go to /dev/tty and never to standard output or
/// standard error, so that a pipe sees neither a prompt nor an answer. While a secret is
/// asked for, the echo is off; every way out, a signal among them, restores the terminal
/// (then the signal acts as it would have). After a stop the question is shown again, echo
/// off, and answered from its beginning. Text is escaped before it is shown.
class Terminal {
 public:
  /// `allowed` is false under --no-input: nothing is ever asked.
  explicit Terminal(bool allowed) : allowed_(allowed) {}

  /// Can a question be asked? True when it is allowed and /dev/tty opens.
  bool can_ask() const;
  /// Why it cannot, for a message that ends in it: "no terminal to ask at".
  std::string_view obstacle() const noexcept;

  // Each of these throws usage when no question can be asked; end of input (Ctrl-D on an
  // empty line) is `failed`, a line longer than a terminal passes on whole (4,094 bytes)
  // malformed. In the background they say on the terminal that they wait, and stop until
  // they are brought to the foreground; where nothing can stop them, they throw usage.

  /// One line without echo: "passphrase for PATH: ". The prompt stays in the scrollback and
  /// says what was opened; a line end follows it.
  Secret ask_secret(std::string_view prompt) const;
  /// One line with echo, without its end.
  std::string ask_line(std::string_view prompt) const;
  /// "QUESTION [y/N] ": yes only for y or yes.
  bool ask_yes(std::string_view question) const;
  /// The same; throws failed unless it is answered with yes.
  void confirm(std::string_view question) const;
  /// The place among `choices` (at least one) of the one that is chosen by its number; three
  /// times at most until it is one of theirs. `title` stands above them. Throws failed when
  /// nothing is chosen.
  std::size_t ask_which(std::string_view title, const std::vector<std::string>& choices) const;
  /// Shows `line` in place of its former self, every second, until Enter (or Ctrl-D) is
  /// pressed, and then erases it: a code in it stays in nobody's scrollback. Shortened to one
  /// line of the terminal, whose last column stays free. `title`, where there is one, stands
  /// above it and stays. Does nothing where no question can be asked.
  void show_until_enter(const std::function<std::string()>& line,
                        std::string_view title = {}) const;
  /// How many columns such a line has; of 80 where no terminal says.
  int line_columns() const;

 private:
  bool allowed_;
};

/// How often somebody is asked for what may be mistyped.
inline constexpr int attempts = 3;

/// What `ask` (a function to an optional) gives, called until it gives something, three times
/// at most. What it has to say about the time before is part of its question.
template <typename Ask>
auto ask_thrice(Ask&& ask) {
  auto answer = ask();
  for (int asked = 1; !answer && asked < attempts; ++asked)
    answer = ask();
  return answer;
}

/// Is descriptor `fd` a terminal?
bool is_terminal(int fd) noexcept;
/// The columns of the terminal on `fd`, 80 where it does not say.
int terminal_columns(int fd) noexcept;

}  // namespace fob::cli
