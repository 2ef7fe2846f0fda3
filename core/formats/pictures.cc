#include "core/formats/pictures.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "core/formats/limits.h"

namespace fob::formats {
namespace {

/// By index: from how many transfers that one picture is there.
using Transfers = std::vector<std::size_t>;

/// In the order in which they came; those with the same id and count are one.
std::vector<Transfers> grouped(std::span<const Picture> pictures) {
  std::vector<Transfers> groups;
  std::map<std::pair<std::int64_t, std::uint64_t>, std::size_t> places;
  std::unordered_set<std::size_t> seen;
  for (const Picture& picture : pictures) {
    if (!seen.insert(picture.content).second) continue;
    const auto [place, is_new] =
        places.try_emplace({picture.transfer, picture.count}, groups.size());
    if (is_new) groups.emplace_back(picture.count);
    ++groups[place->second][picture.index];
  }
  return groups;
}

}  // namespace

std::vector<std::string> missing_pictures(std::span<const Picture> pictures) {
  std::vector<std::string> missing;
  for (const Transfers& there : grouped(pictures)) {
    const std::size_t transfers = std::ranges::max(there);
    for (std::size_t transfer = 0; transfer < transfers; ++transfer) {
      for (std::size_t i = 0; i < there.size(); ++i) {
        if (there[i] > transfer) continue;
        if (missing.size() == max_entries) return missing;
        missing.push_back(fmt::format("QR {} of {} is missing", i + 1, there.size()));
      }
    }
  }
  return missing;
}

}  // namespace fob::formats
