#include "core/base/time_text.h"

#include <doctest/doctest.h>

namespace fob {
namespace {

std::int64_t seconds_of(std::string_view text) {
  const auto time = parse_time(text);
  REQUIRE_MESSAGE(time, text);
  return time->time_since_epoch().count();
}

}  // namespace

TEST_CASE("Unix seconds are a time") {
  CHECK(seconds_of("0") == 0);
  CHECK(seconds_of("20000000000") == 20000000000);
  CHECK(seconds_of("253402300799") == 253402300799);
  CHECK(seconds_of("-1") == -1);
}

TEST_CASE("ISO 8601 with Z or an offset is a time") {
  CHECK(seconds_of("1970-01-01T00:00:00Z") == 0);
  CHECK(seconds_of("2009-02-13T23:31:30Z") == 1234567890);
  CHECK(seconds_of("2009-02-14t01:31:30+02:00") == 1234567890);
  CHECK(seconds_of("2009-02-13 18:01:30-0530") == 1234567890);
  CHECK(seconds_of("2009-02-13T23:31:30.987z") == 1234567890);
  CHECK(seconds_of("2009-02-13T23:31Z") == 1234567860);
  CHECK(seconds_of("2024-02-29T00:00:00Z") == 1709164800);
  CHECK(seconds_of("1969-12-31T23:59:59Z") == -1);
  CHECK(seconds_of("9999-12-31T23:59:59Z") == 253402300799);
}

TEST_CASE("everything else is no time") {
  for (const char* text : {"",
                           "-",
                           "--1",
                           "+1",
                           " 1",
                           "1 ",
                           "01",
                           "1.5",
                           "1e3",
                           "0x10",
                           "now",
                           "253402300800",
                           "2009-02-13T23:31:30",
                           "2009-02-13",
                           "2009-2-13T23:31:30Z",
                           "2009-02-30T00:00:00Z",
                           "2023-02-29T00:00:00Z",
                           "2009-13-01T00:00:00Z",
                           "2009-00-01T00:00:00Z",
                           "2009-02-13T24:00:00Z",
                           "2009-02-13T23:60:00Z",
                           "2009-02-13T23:31:60Z",
                           "2009-02-13T23:31:30+24:00",
                           "2009-02-13T23:31:30+2",
                           "2009-02-13T23:31:30Zx",
                           "2009-02-13T23:31:30.Z",
                           "12009-02-13T23:31:30Z",
                           "9999-12-31T23:59:59-00:01"}) {
    CHECK_MESSAGE(!parse_time(text), text);
  }
}

TEST_CASE("a time is written in UTC") {
  CHECK(format_time(std::chrono::sys_seconds(std::chrono::seconds(1234567890))) ==
        "2009-02-13T23:31:30Z");
}

TEST_CASE("what is written is read again as the same time") {
  for (std::int64_t seconds = 0; seconds < 253402300799; seconds += 86399 * 97) {
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    CHECK(parse_time(format_time(time)) == time);
  }
}

}  // namespace fob
