#include "cli/passphrase.h"

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "cli/process.h"
#include "cli/terminal/output.h"
#include "core/base/error.h"
#include "tests/unit/cli/captured.h"
#include "tests/unit/cli/folder.h"
#include "tests/unit/cli/terminal/pty.h"

using fob::Error;
using fob::Kind;
using fob::Secret;
using fob::cli::new_passphrase;
using fob::cli::PassphraseSource;
using fob::cli::read_passphrase;
using fob::cli::Report;
using fob::cli::Terminal;
using fob::test::Captured;
using fob::test::Folder;
using fob::test::Pty;

namespace {

PassphraseSource from_file(const std::filesystem::path& file) {
  return {.file = file};
}
PassphraseSource from_command(const std::string& command) {
  return {.command = command};
}

/// The passphrase, or how it failed: `KIND: WHAT (HINT)`.
template <typename Read>
std::string told(Read read) {
  try {
    return std::string(read().reveal_text());
  } catch (const Error& error) {
    const std::string hint = error.hint().empty() ? "" : " (" + error.hint() + ")";
    return fmt::format("{}: {}{}", static_cast<int>(error.kind()), error.what(), hint);
  }
}

std::string told(const PassphraseSource& source) {
  return told([&] { return std::move(read_passphrase(source).value()); });
}

/// A descriptor from which `text` can be read.
class Piped {
 public:
  explicit Piped(std::string_view text) {
    if (pipe(ends_) != 0 || write(ends_[1], text.data(), text.size()) < 0) FAIL("pipe");
    close(ends_[1]);
  }
  Piped(const Piped&) = delete;
  Piped& operator=(const Piped&) = delete;
  ~Piped() { close(ends_[0]); }
  int fd() const { return ends_[0]; }

 private:
  int ends_[2];
};

const std::string strong = "nettle quartz obelisk tandem walrus";

}  // namespace

TEST_CASE("a passphrase is the bytes before the first line end") {
  const Folder folder;
  const auto of = [&](std::string_view text) {
    return told(from_file(folder.file("p", text)));
  };
  CHECK(of("secret\n") == "secret");
  CHECK(of("secret\r\n") == "secret");
  CHECK(of("secret") == "secret");
  CHECK(of("secret\r") == "secret\r");
  CHECK(of("  a b \nsecond\n") == "  a b ");
  CHECK(of("\n") == "");
  CHECK(of(std::string_view("a\0b\n", 4)) == std::string("a\0b", 3));
  CHECK(of("\xff\xfe\n") == "\xff\xfe");
}

TEST_CASE("a passphrase has at most 64 KiB") {
  const Folder folder;
  const std::string longest(65536, 'x');
  const auto of = [&](const std::string& text) {
    return told(from_file(folder.file("p", text)));
  };
  CHECK(of(longest) == longest);
  CHECK(of(longest + "\n") == longest);
  CHECK(of(longest + "\r\n") == longest);
  const std::string refused = "5: passphrase file " + (folder.path() / "p").string() +
                              ": its first line is longer than 64 KiB";
  CHECK(of(longest + "x") == refused);
  CHECK(of(longest + "x\n") == refused);
  CHECK(of(longest + "xx\n") == refused);
}

TEST_CASE("a file that gives none is named") {
  const Folder folder;
  const std::string here = folder.path().string();
  CHECK(told(from_file(folder.file("p", ""))) ==
        "5: passphrase file " + here + "/p: there is nothing in it");
  CHECK(told(from_file(folder.path() / "q")) ==
        "5: passphrase file " + here + "/q: No such file or directory");
  CHECK(told(from_file(folder.path())) == "5: passphrase file " + here + ": Is a directory");
  const PassphraseSource renamed{.file = folder.path() / "q", .option = "new-passphrase"};
  CHECK(told(renamed) == "5: new passphrase file " + here + "/q: No such file or directory");
}

TEST_CASE("a file that its group or others may read is refused") {
  const Folder folder;
  const auto file = folder.file("p", "secret\n");
  for (const mode_t mode : {0640u, 0604u, 0644u, 0440u}) {
    CAPTURE(mode);
    REQUIRE(chmod(file.c_str(), mode) == 0);
    CHECK(told(from_file(file)) == "5: passphrase file " + file.string() +
                                       ": its group or others may read it (chmod 600 " +
                                       file.string() + ")");
  }
  for (const mode_t mode : {0600u, 0400u, 0700u}) {
    REQUIRE(chmod(file.c_str(), mode) == 0);
    CHECK(told(from_file(file)) == "secret");
  }
}

TEST_CASE("the hint can be pasted, whatever the file is called") {
  const Folder folder;
  const auto file = folder.file("it's mine", "secret\n");
  REQUIRE(chmod(file.c_str(), 0644) == 0);
  CHECK(told(from_file(file))
            .ends_with("(chmod 600 '" + folder.path().string() + "/it'\\''s mine')"));
}

TEST_CASE("a pipe in place of a file has no mode that counts") {
  const Piped pipe("secret\n");
  REQUIRE(fchmod(pipe.fd(), 0644) == 0);
  CHECK(told(from_file(fmt::format("/dev/fd/{}", pipe.fd()))) == "secret");
}

TEST_CASE("two passphrases can come on two lines of one descriptor") {
  const Piped pipe("one\r\ntwo\nthree");
  CHECK(told(PassphraseSource{.fd = pipe.fd()}) == "one");
  CHECK(told(PassphraseSource{.fd = pipe.fd()}) == "two");
  CHECK(told(PassphraseSource{.fd = pipe.fd()}) == "three");
  CHECK(told(PassphraseSource{.fd = pipe.fd()}) ==
        fmt::format("5: passphrase fd {}: there is nothing in it", pipe.fd()));
}

TEST_CASE("a descriptor that is not open is named") {
  CHECK(told(PassphraseSource{.fd = 987}) == "5: passphrase fd 987: Bad file descriptor");
}

TEST_CASE("a command's first line is the passphrase") {
  CHECK(told(from_command("printf 'one\\ntwo\\n'")) == "one");
  CHECK(told(from_command("echo \"$((1 + 1))\" | tr 2 x")) == "x");
  // Many lines after it do no harm: no closed pipe ends the command.
  CHECK(told(from_command("set -e; seq 10000; true")) == "1");
}

TEST_CASE("a command has no standard input, and our standard error") {
  Captured standard_error(2);
  CHECK(told(from_command("wc -c; echo said >&2")) == "0");
  CHECK(standard_error.text() == "said\n");
}

TEST_CASE("a command that fails is no source, whatever it printed") {
  CHECK(told(from_command("echo secret; exit 3")) ==
        "5: the passphrase command failed (exit status 3)");
  CHECK(told(from_command("echo secret; kill -9 $$")) ==
        "5: the passphrase command failed (signal 9)");
  CHECK(told(from_command("true")) == "5: passphrase command: there is nothing in it");
  CHECK(told(from_command("yes")) == "5: passphrase command: it says more than 64 KiB");
  const PassphraseSource other{.command = "exit 1", .option = "source-passphrase"};
  CHECK(told(other) == "5: the source passphrase command failed (exit status 1)");
}

TEST_CASE("a command gets the signals as they were found") {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGPIPE, SIG_DFL);
    fob::cli::prepare_process();
    // `yes` ends by SIGPIPE only where that is not ignored; else it complains.
    const auto said =
        told(from_command("(yes; echo $? >&2) 2>&1 | head -n 1 >/dev/null; echo ok"));
    _exit(said == "ok" && told(from_command("kill -PIPE $$")) ==
                              "5: the passphrase command failed (signal 13)"
              ? 0
              : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("a credential is read whatever its mode; one that is not there was not named") {
  const Folder folder;
  const auto file = folder.file("fob.passphrase", "secret\n");
  REQUIRE(chmod(file.c_str(), 0444) == 0);
  CHECK(told(PassphraseSource{.credential = file}) == "secret");
  CHECK(read_passphrase({.credential = folder.path() / "none"}) == std::nullopt);
  CHECK(told(PassphraseSource{.credential = folder.path()}) ==
        "5: passphrase credential " + folder.path().string() + ": Is a directory");
}

TEST_CASE("sources are looked at in order, and a failing one never falls through") {
  const Folder folder;
  const Piped pipe("fd\n");
  PassphraseSource source{.fd = pipe.fd(),
                          .file = folder.file("p", "file\n"),
                          .command = "echo command",
                          .credential = folder.file("c", "credential\n")};
  CHECK(told(source) == "fd");
  CHECK(told(source).starts_with("5: passphrase fd"));
  source.fd.reset();
  CHECK(told(source) == "file");
  source.file.reset();
  CHECK(told(source) == "command");
  source.command.reset();
  CHECK(told(source) == "credential");
  source.credential.reset();
  CHECK(read_passphrase(source) == std::nullopt);
}

TEST_CASE("a new passphrase from a source may be weak, not empty") {
  const Folder folder;
  Captured standard_error(2);
  Terminal terminal(false);
  Report report(Report::Style::text, false, false);
  const auto of = [&](const std::string& text) {
    return told([&] {
      return new_passphrase(from_file(folder.file("p", text)), "/v", terminal, report, false);
    });
  };
  CHECK(of(strong) == strong);
  CHECK(of("correct horse battery staple") == "correct horse battery staple");
  CHECK(of(std::string(65536, 'x') + "\n") == std::string(65536, 'x'));
  CHECK(of(std::string("\0abc", 4)).size() == 4);
  standard_error.text();
  CHECK(of("password123") == "password123");
  CHECK(standard_error.text() == "fob: the new passphrase is weak: it can be guessed\n");
  CHECK(of("\n") ==
        "2: an empty passphrase protects nothing "
        "(several words that have nothing to do with each other make a good one)");
}

TEST_CASE("without source and terminal there is no new passphrase") {
  Terminal terminal(false);
  Report report(Report::Style::text, false, false);
  const PassphraseSource none{.option = "new-passphrase"};
  CHECK(told([&] { return new_passphrase(none, "/v", terminal, report, false); }) ==
        "5: no new passphrase for /v, and --no-input is given "
        "(give --new-passphrase-file PATH or --new-passphrase-fd N)");
  CHECK(told([&] { return new_passphrase({}, "/v", terminal, report, false); }) ==
        "5: no passphrase for /v, and --no-input is given "
        "(give --passphrase-file PATH or --passphrase-fd N)");
}

namespace {

/// Writes the new passphrase that is typed, or how that failed, to standard output.
auto typed(bool yes) {
  return [yes] {
    Terminal terminal(true);
    Report report(Report::Style::text, false, false);
    fob::cli::write_output(
        "[" + told([&] { return new_passphrase({}, "/v", terminal, report, yes); }) + "]");
  };
}

constexpr std::string_view question =
    "this passphrase for /v is weak: it can be guessed; use it? [y/N] ";

}  // namespace

TEST_CASE("a strong passphrase typed twice is taken") {
  Pty pty(typed(false));
  CHECK(pty.until(": ") == "new passphrase for /v: ");
  pty.type(strong + "\n");
  CHECK(pty.until(": ") == "\r\nthe same again for /v: ");
  pty.type(strong + "\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[" + strong + "]");
}

TEST_CASE("two that differ are asked for again, three times in all") {
  Pty pty(typed(false));
  pty.until("for /v: ");
  pty.type("one\n");
  pty.until("again for /v: ");
  pty.type("two\n");
  CHECK(pty.until("/v: ") == "\r\nthese two differ; new passphrase for /v: ");
  pty.type(strong + "\n" + strong + "\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[" + strong + "]");

  Pty never(typed(false));
  never.until("for /v: ");
  never.type("1\n2\n3\n4\n5\n6\n");
  CHECK(never.next_state() == 0);
  CHECK(never.output() == "[5: the passphrase was not typed the same way twice]");
}

TEST_CASE("an empty passphrase is asked for again, three times in all") {
  Pty pty(typed(false));
  pty.until("for /v: ");
  pty.type("\n");
  CHECK(pty.until("/v: ") ==
        "\r\nan empty passphrase protects nothing; new passphrase for /v: ");
  pty.type(strong + "\n" + strong + "\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() == "[" + strong + "]");

  Pty never(typed(false));
  never.until("for /v: ");
  never.type("\n\n\n");
  CHECK(never.next_state() == 0);
  CHECK(never.output() ==
        "[2: an empty passphrase protects nothing "
        "(several words that have nothing to do with each other make a good one)]");
}

TEST_CASE("a weak passphrase that is typed needs a yes") {
  const auto answer = [](std::string_view keys) {
    Pty pty(typed(false));
    pty.until("for /v: ");
    pty.type("password123\n");
    pty.until("again for /v: ");
    pty.type("password123\n");
    CHECK(pty.until("[y/N] ").ends_with(question));
    pty.type(keys);
    CHECK(pty.next_state() == 0);
    return pty.output();
  };
  CHECK(answer("yes\n") == "[password123]");
  CHECK(answer("\n") ==
        "[11: a weak passphrase was declined "
        "(several words that have nothing to do with each other make a good one)]");
}

TEST_CASE("--yes takes a weak passphrase with a warning") {
  Pty pty(typed(true));
  pty.until("for /v: ");
  pty.type("password123\npassword123\n");
  CHECK(pty.next_state() == 0);
  CHECK(pty.output() ==
        "fob: warning: this passphrase is weak: it can be guessed\n[password123]");
}
