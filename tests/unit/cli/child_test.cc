#include "cli/child.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include <doctest/doctest.h>

#include "core/base/secret.h"

namespace fob::cli {
namespace {

using std::chrono::milliseconds;

/// What `line` prints, or how it goes wrong.
std::string printed(const std::string& line, std::size_t room = 4096,
                    milliseconds within = milliseconds(10'000)) {
  std::array<unsigned char, 4096> buffer;
  const auto size = output_of(shell_line(line), std::span(buffer).first(room), within);
  return size ? std::string(as_text(ByteView(buffer).first(*size))) : "nothing";
}

}  // namespace

TEST_CASE("how a child ended is told in words") {
  CHECK(ending(start_apart(shell_line("exit 3"), {}).wait()) == "exit status 3");
  CHECK(ending(start_apart(shell_line("kill -9 $$"), {}).wait()) == "signal 9");
  CHECK(ending(start_apart({{"/nowhere/at-all"}}, {}).wait()) == "exit status 127");
}

TEST_CASE("a program that is apart has three descriptors and a session of its own") {
  const int other = open("/dev/null", O_RDONLY);                     // not closed by exec
  CHECK(printed("cd /proc/self/fd && echo [0-9]*") == "0 1 2 3\n");  // 3: the shell's own
  close(other);
  CHECK(printed("readlink /proc/self/fd/0 /proc/self/fd/2") == "/dev/null\n/dev/null\n");
  CHECK(printed("test $$ = $(ps -o sid= -p $$ 2>/dev/null || cut -d' ' -f6 /proc/$$/stat) && "
                "echo its own") == "its own\n");
}

TEST_CASE("a program's environment may be given a variable") {
  Program program = shell_line("echo $FOB_TEST_SETTING");
  program.setting = "FOB_TEST_SETTING=as told";
  std::array<unsigned char, 64> buffer;
  const auto size = output_of(program, buffer, milliseconds(10'000));
  REQUIRE(size);
  CHECK(as_text(ByteView(buffer).first(*size)) == "as told\n");
}

TEST_CASE("the output of a program is what it prints before it succeeds") {
  CHECK(printed("echo one; echo two") == "one\ntwo\n");
  CHECK(printed("true") == "");
  CHECK(printed("echo one; exit 1") == "nothing");
}

TEST_CASE("what prints more than there is room for is not waited for") {
  CHECK(printed("yes", 6) == "y\ny\ny\n");
}

TEST_CASE("what takes too long is ended, with all that it started") {
  CHECK(printed("echo one; sleep 60 & wait", 4096, milliseconds(100)) == "nothing");
}

}  // namespace fob::cli
