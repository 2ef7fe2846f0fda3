// A point in time as it is typed: within its bounds, and the same when it is written and read
// again.

#include "core/base/time_text.h"
#include "tests/fuzz/harness.h"

using namespace fob;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Time = std::chrono::sys_seconds;
  constexpr Time first_of_year_0(std::chrono::seconds(-62167219200));
  constexpr Time last_of_9999(std::chrono::seconds(253402300799));

  const auto time = parse_time(fuzz::text_of(data, size));
  if (!time) return 0;
  fuzz::require(*time <= last_of_9999, "the year is over 9999");
  const auto seconds = time->time_since_epoch().count();
  fuzz::require(parse_time(std::to_string(seconds)) == time,
                "the time is another when it is read as Unix seconds");
  if (*time < first_of_year_0) return 0;  // four digits cannot tell it
  fuzz::require(parse_time(format_time(*time)) == time,
                "the time is another when it is written and read again");
  return 0;
}
