#include "cli/duration.h"

#include <doctest/doctest.h>

#include "core/base/error.h"

namespace fob::cli {
namespace {

using namespace std::chrono_literals;

std::chrono::seconds up_to_a_day(std::string_view text) {
  return duration("--for", text, 24h);
}

}  // namespace

TEST_CASE("a time is seconds, or numbers with their units") {
  CHECK(up_to_a_day("1") == 1s);
  CHECK(up_to_a_day("90") == 90s);
  CHECK(up_to_a_day("90s") == 90s);
  CHECK(up_to_a_day("15m") == 15min);
  CHECK(up_to_a_day("8h") == 8h);
  CHECK(up_to_a_day("1h30m") == 90min);
  CHECK(up_to_a_day("1h30m5s") == 90min + 5s);
  CHECK(up_to_a_day("1h5s") == 1h + 5s);
  CHECK(up_to_a_day("24h") == 24h);
  CHECK(up_to_a_day("1440m") == 24h);
  CHECK(up_to_a_day("86400") == 24h);
}

TEST_CASE("anything else is none, and is not repeated") {
  for (const char* text : {"",    "0",     "0m",    "m",     "-5",
                           "+5",  " 5",    "5 ",    "015m",  "1.5h",
                           "5M",  "30m1h", "1h1h",  "1h30",  "1d",
                           "25h", "86401", "24h1s", "1441m", "99999999999999999999h",
                           "h5"}) {
    CAPTURE(text);
    try {
      up_to_a_day(text);
      FAIL("it is taken");
    } catch (const Error& error) {
      CHECK(error.kind() == Kind::usage);
      CHECK(error.what() == std::string("--for must be a time from 1s to 24h"));
      CHECK(error.hint() == "as 90s, 15m, 8h or 1h30m");
    }
  }
}

TEST_CASE("as people say it, a begun minute counts") {
  CHECK(spoken(0s) == "0 seconds");
  CHECK(spoken(1s) == "1 second");
  CHECK(spoken(119s) == "119 seconds");
  CHECK(spoken(120s) == "2 minutes");
  CHECK(spoken(121s) == "3 minutes");
  CHECK(spoken(15min) == "15 minutes");
  CHECK(spoken(15min - 1s) == "15 minutes");
  CHECK(spoken(1h - 1s) == "1 hour");
  CHECK(spoken(90min) == "1 hour 30 minutes");
  CHECK(spoken(2h + 1s) == "2 hours 1 minute");
  CHECK(spoken(24h) == "24 hours");
}

}  // namespace fob::cli
