// A length of time: from one second to the longest, and the same when it is written in
// seconds and read again; what is none is a wrong use that repeats nothing.

#include "cli/duration.h"

#include <string>

#include "tests/fuzz/harness.h"

using namespace fob;

namespace {

constexpr std::chrono::seconds longest = std::chrono::hours(24);

std::chrono::seconds read(std::string_view text) {
  return cli::duration("--for", text, longest);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const auto time = fuzz::parsed(input, {Kind::usage}, read);
  if (!time) return 0;
  fuzz::require(*time >= std::chrono::seconds(1) && *time <= longest,
                "a length of time is beyond its limits");
  fuzz::require(read(std::to_string(time->count())) == *time,
                "a length of time is another when it is read again");
  fuzz::require(!cli::spoken(*time).empty(), "a length of time cannot be said");
  return 0;
}
