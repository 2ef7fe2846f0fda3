#include "cli/osc52.h"

#include <cstdlib>

#include <doctest/doctest.h>

namespace fob::cli {

TEST_CASE("OSC 52 carries the text in base64, with its padding") {
  CHECK(osc52("123456", false) == "\x1b]52;c;MTIzNDU2\a");
  CHECK(osc52("12345678", false) == "\x1b]52;c;MTIzNDU2Nzg=\a");
  CHECK(osc52("1234567", false) == "\x1b]52;c;MTIzNDU2Nw==\a");
}

TEST_CASE("OSC 52 is passed on by screen in a string of its own") {
  CHECK(osc52("123456", true) == "\x1bP\x1b]52;c;MTIzNDU2\a\x1b\\");
}

TEST_CASE("screen is known by its variables, tmux inside or around it too") {
  const auto within = [](const char* term, const char* screen, const char* tmux) {
    setenv("TERM", term, 1);
    setenv("STY", screen, 1);
    setenv("TMUX", tmux, 1);
    const bool found = in_screen();
    for (const char* name : {"TERM", "STY", "TMUX"})
      unsetenv(name);
    return found;
  };
  CHECK(within("screen-256color", "1.pts-0.host", ""));
  CHECK_FALSE(within("xterm", "1.pts-0.host", ""));
  CHECK_FALSE(within("screen-256color", "", ""));
  CHECK_FALSE(within("screen-256color", "1.pts-0.host", "/tmp/tmux"));
}

}  // namespace fob::cli
