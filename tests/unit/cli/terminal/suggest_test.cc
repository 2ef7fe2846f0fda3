#include "cli/terminal/suggest.h"

#include <array>

#include <doctest/doctest.h>

using fob::cli::near_miss;

namespace {
constexpr std::array<std::string_view, 5> commands{"code", "list", "show", "import", "export"};
}

TEST_CASE("a word one edit from a command is near it") {
  CHECK(near_miss("lisst", commands) == "list");    // a letter too many
  CHECK(near_miss("mport", commands) == "import");  // the first letter missing
  CHECK(near_miss("impor", commands) == "import");  // the last letter missing
  CHECK(near_miss("codes", commands) == "code");
  CHECK(near_miss("lost", commands) == "list");  // another letter
  CHECK(near_miss("ocde", commands) == "code");  // the first two swapped
  CHECK(near_miss("shwo", commands) == "show");  // the last two swapped
}

TEST_CASE("a word two edits away is near nothing") {
  CHECK(near_miss("", commands).empty());
  CHECK(near_miss("lisssst", commands).empty());
  CHECK(near_miss("lits2", commands).empty());
  CHECK(near_miss("tsil", commands).empty());
  CHECK(near_miss("cdeo", commands).empty());
  CHECK(near_miss("GitHub", commands).empty());
}

TEST_CASE("a command is no near miss, though another is one edit away") {
  constexpr std::array<std::string_view, 2> words{"slot", "slots"};
  CHECK(near_miss("slot", words).empty());
  CHECK(near_miss("slos", words) == "slot");
}
