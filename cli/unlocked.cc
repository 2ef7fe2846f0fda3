#include "cli/unlocked.h"

#include <fmt/format.h>

#include "cli/duration.h"

namespace fob::cli {

std::string unlocked_time(const UnlockedKey& key, otp::Time now) {
  const std::string left = spoken(key.deadline - now);
  if (!key.idle) return "for " + left;
  return fmt::format("until it is unused for {}, for {} at most", spoken(*key.idle), left);
}

void add_unlocked(Json& json, const UnlockedKey& key, otp::Time now) {
  json["state"] = "unlocked";
  json["until"] = key.deadline.time_since_epoch().count();
  json["remaining"] = (key.deadline - now).count();
  if (key.idle) json["idle"] = key.idle->count();
}

}  // namespace fob::cli
