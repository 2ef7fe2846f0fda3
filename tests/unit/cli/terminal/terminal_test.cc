#include "cli/terminal/terminal.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "cli/terminal/output.h"
#include "core/base/error.h"
#include "tests/unit/cli/terminal/pty.h"

using fob::Error;
using fob::cli::Terminal;
using fob::cli::write_output;
using fob::test::Pty;

namespace {

/// Writes what `ask` returns, or how it failed, to standard output.
template <typename Ask>
auto told(Ask ask) {
  return [ask] {
    try {
      write_output(fmt::format("[{}]", ask()));
    } catch (const Error& error) {
      write_output(fmt::format("{}: {}", static_cast<int>(error.kind()), error.what()));
    }
  };
}

std::string ask_secret() {
  return std::string(Terminal(true).ask_secret("passphrase for /v: ").reveal_text());
}
std::string ask_line() {
  return Terminal(true).ask_line("name: ");
}
std::string ask_yes() {
  return Terminal(true).ask_yes("remove it?") ? "yes" : "no";
}

}  // namespace

TEST_CASE("a secret is typed without echo, and the terminal is as before") {
  Pty pty(told(ask_secret));
  CHECK(pty.until("/v: ") == "passphrase for /v: ");
  CHECK_FALSE(pty.echo());
  pty.type("correct horse\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.echo());
  CHECK(pty.output() == "[correct horse]");
  CHECK(pty.rest() == "\r\n");
}

TEST_CASE("a line is typed with echo") {
  Pty pty(told(ask_line));
  CHECK(pty.until("name: ") == "name: ");
  CHECK(pty.echo());
  pty.type(
      "alicf\x7f"
      "e\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[alice]");
}

TEST_CASE("an empty line is an empty answer") {
  Pty pty(told(ask_secret));
  pty.until("/v: ");
  pty.type("\n");
  pty.next_state();
  CHECK(pty.output() == "[]");
}

TEST_CASE("only y and yes are yes") {
  const auto answer = [](std::string_view keys) {
    Pty pty(told(ask_yes));
    CHECK(pty.until("] ") == "remove it? [y/N] ");
    pty.type(keys);
    pty.next_state();
    return pty.output();
  };
  CHECK(answer("y\n") == "[yes]");
  CHECK(answer(" YES \n") == "[yes]");
  CHECK(answer("\n") == "[no]");
  CHECK(answer("yess\n") == "[no]");
  CHECK(answer("n\n") == "[no]");
}

TEST_CASE("what was typed ahead is the next answer") {
  Pty pty(told([] {
    const std::string first = ask_secret();
    return first + "," + ask_secret();
  }));
  pty.until("/v: ");
  pty.type("one\ntwo\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[one,two]");
}

TEST_CASE("Ctrl-D on an empty line is a failure, after text the end of the line") {
  Pty empty(told(ask_secret));
  empty.until("/v: ");
  empty.type("\x04");
  CHECK(empty.next_state() == 0);
  CHECK(empty.output() == "11: end of input in place of an answer");
  CHECK(empty.echo());
  CHECK(empty.rest() == "\r\n");

  Pty text(told(ask_secret));
  text.until("/v: ");
  text.type("abc\x04\x04");
  CHECK(text.next_state() == 0);
  CHECK(text.output() == "[abc]");
}

TEST_CASE("a signal that ends the program finds the terminal restored") {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM}) {
    CAPTURE(signal);
    Pty pty(told(ask_secret));
    pty.until("/v: ");
    pty.type("half");
    CHECK_FALSE(pty.echo());
    kill(pty.job(), signal);
    const int state = pty.next_state();
    CHECK(WIFSIGNALED(state));
    CHECK(WTERMSIG(state) == signal);
    CHECK(pty.echo());
    CHECK(pty.output() == "");
    CHECK(pty.rest() == "\r\n");
  }
}

TEST_CASE("Ctrl-C at a prompt ends the program by SIGINT") {
  Pty pty(told(ask_secret));
  pty.until("/v: ");
  pty.type("half\x03");
  const int state = pty.next_state();
  CHECK(WIFSIGNALED(state));
  CHECK(WTERMSIG(state) == SIGINT);
  CHECK(pty.echo());
}

TEST_CASE("Ctrl-Z stops the program with the terminal restored; fg shows the prompt again") {
  Pty pty(told(ask_secret));
  pty.until("/v: ");
  pty.type("half\x1a");
  const int state = pty.next_state();
  CHECK(WIFSTOPPED(state));
  CHECK(WSTOPSIG(state) == SIGTSTP);
  CHECK(pty.echo());

  pty.foreground();
  CHECK(pty.until("/v: ") == "\r\npassphrase for /v: ");
  CHECK_FALSE(pty.echo());
  pty.type("whole\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.echo());
  CHECK(pty.output() == "[whole]");
}

TEST_CASE("after SIGSTOP, which nobody can catch, the echo is off again") {
  Pty pty(told(ask_secret));
  pty.until("/v: ");
  pty.type("half");
  kill(pty.job(), SIGSTOP);
  CHECK(WSTOPSIG(pty.next_state()) == SIGSTOP);
  pty.foreground();
  CHECK(pty.until("/v: ") == "\r\npassphrase for /v: ");
  CHECK_FALSE(pty.echo());
  pty.type("whole\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[whole]");
}

TEST_CASE("signals that are ignored or blocked stay so") {
  Pty pty(told([] {
    std::signal(SIGHUP, SIG_IGN);
    sigset_t term;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, nullptr);
    return ask_secret();
  }));
  pty.until("/v: ");
  kill(pty.job(), SIGHUP);
  kill(pty.job(), SIGTERM);
  pty.type("abc\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[abc]");
  CHECK(pty.rest() == "\r\n");
}

TEST_CASE("in the background the question waits, and says so") {
  constexpr std::string_view notice =
      "\r\nfob: in the background, with a question to ask: `fg` shows it\r\n";
  Pty pty(told(ask_secret), Pty::Ground::back);
  CHECK(WSTOPSIG(pty.next_state()) == SIGTTIN);
  CHECK(pty.until("shows it\r\n").ends_with(notice));
  pty.background();
  CHECK(WSTOPSIG(pty.next_state()) == SIGTTIN);
  pty.foreground();
  CHECK(pty.until("/v: ").ends_with("passphrase for /v: "));
  pty.type("abc\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[abc]");
}

TEST_CASE("in a background where nothing stops it, the question is an error") {
  Pty pty(told([] {
            std::signal(SIGTTIN, SIG_IGN);
            return ask_secret();
          }),
          Pty::Ground::back);
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "2: there is a question to ask, and this is in the background");
}

TEST_CASE("a terminal left in raw mode still takes a line, and is raw afterwards") {
  Pty pty(told([] {
    termios raw{};
    tcgetattr(STDIN_FILENO, &raw);
    cfmakeraw(&raw);
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    return ask_secret();
  }));
  pty.until("/v: ");
  pty.type("abc\r");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[abc]");
  CHECK((pty.mode().c_lflag & ICANON) == 0);
}

TEST_CASE("a line that the terminal would cut is refused") {
  for (const std::size_t size : {std::size_t{4094}, std::size_t{4095}, std::size_t{5000}}) {
    CAPTURE(size);
    Pty pty(told([] { return std::to_string(ask_secret().size()); }));
    pty.until("/v: ");
    pty.type(std::string(size, 'x') + "\n");
    CHECK(pty.next_state() == 0);
    CHECK(pty.output() ==
          (size == 4094 ? "[4094]" : "9: a line at the terminal has at most 4094 bytes"));
    CHECK(pty.echo());
  }
}

TEST_CASE("a name in a prompt cannot speak to the terminal") {
  Pty pty(told([] { return Terminal(true).ask_line("remove \x1b[2J\n? "); }));
  CHECK(pty.until("? ") == "remove \\x1b[2J\\n? ");
}

TEST_CASE("the answer is read from the terminal, whatever standard input is") {
  Pty pty(told([] {
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    return ask_secret();
  }));
  pty.until("/v: ");
  pty.type("abc\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[abc]");
}

TEST_CASE("a line is renewed in its place until Enter or Ctrl-D, and then gone") {
  for (const std::string_view keys : {"\n", "typed\n", "\x04"}) {
    Pty pty([] {
      int count = 0;
      Terminal(true).show_until_enter([&] { return fmt::format("code {}", ++count); });
    });
    CHECK(pty.until("code 1") == "\r\x1b[Kcode 1");
    CHECK_FALSE(pty.echo());
    CHECK(pty.until("code 2") == "\r\x1b[Kcode 2");
    pty.type(keys);
    CHECK(pty.next_state() == 0);
    CHECK(pty.echo());
    CHECK(pty.rest() == "\r\x1b[K");
  }
}

TEST_CASE("Ctrl-C at a line that is renewed erases it and ends the program by SIGINT") {
  Pty pty([] { Terminal(true).show_until_enter([] { return std::string("code"); }); });
  pty.until("code");
  pty.type("\x03");
  CHECK(WTERMSIG(pty.next_state()) == SIGINT);
  CHECK(pty.echo());
  CHECK(pty.rest() == "\r\x1b[K");
}

TEST_CASE("without a terminal, or under --no-input, nothing can be asked") {
  Pty without(told([] {
    ioctl(STDIN_FILENO, TIOCNOTTY);
    return Terminal(true).can_ask() ? "can" : ask_secret();
  }));
  CHECK(without.next_state() == 0);
  CHECK(without.output() == "2: cannot ask `passphrase for /v:`: there is no terminal");

  Pty forbidden(told([] {
    const Terminal terminal(false);
    return terminal.can_ask() || terminal.ask_yes("remove it?") ? "can" : "cannot";
  }));
  CHECK(forbidden.next_state() == 0);
  CHECK(forbidden.output() == "2: cannot ask `remove it? [y/N]`: --no-input is given");
}

TEST_CASE("a terminal says its columns; what says none has 80") {
  Pty pty([] {
    const winsize size{24, 33, 0, 0};
    const winsize none{};
    ioctl(STDIN_FILENO, TIOCSWINSZ, &size);
    const int told = fob::cli::terminal_columns(STDIN_FILENO);
    ioctl(STDIN_FILENO, TIOCSWINSZ, &none);
    write_output(fmt::format("{} {} {} {} {}", told, fob::cli::terminal_columns(STDIN_FILENO),
                             fob::cli::terminal_columns(STDOUT_FILENO),
                             fob::cli::is_terminal(STDIN_FILENO),
                             fob::cli::is_terminal(STDOUT_FILENO)));
  });
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "33 80 80 true false");
}
