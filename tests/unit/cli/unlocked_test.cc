#include "cli/unlocked.h"

#include <doctest/doctest.h>

namespace fob::cli {

using namespace std::chrono_literals;

TEST_CASE("for how long a vault is unlocked, to people and to programs") {
  const otp::Time now(1'000s);
  UnlockedKey key;
  key.deadline = now + 15min;
  CHECK(unlocked_time(key, now) == "for 15 minutes");
  Json json;
  add_unlocked(json, key, now);
  CHECK(json.dump() == R"({"state":"unlocked","until":1900,"remaining":900})");

  key.idle = 5min;
  CHECK(unlocked_time(key, now) == "until it is unused for 5 minutes, for 15 minutes at most");
  add_unlocked(json, key, now);
  CHECK(json["idle"] == 300);
}

}  // namespace fob::cli
