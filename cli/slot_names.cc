#include "cli/slot_names.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

constexpr std::size_t least_shown = 8, least_typed = 6;

std::size_t count_with(const std::vector<vault::Slot>& slots, std::string_view head) {
  return static_cast<std::size_t>(std::ranges::count_if(slots, [&](const vault::Slot& slot) {
    return slot.id && id_text(*slot.id).starts_with(head);
  }));
}

bool is_meant(const vault::Slot& slot, std::string_view query) {
  if (!slot.label.empty() && slot.label == query) return true;
  return slot.id && query.size() >= least_typed && id_text(*slot.id).starts_with(query);
}

}  // namespace

std::vector<std::string> short_ids(const std::vector<vault::Slot>& slots) {
  std::vector<std::string> names;
  for (const vault::Slot& slot : slots) {
    std::string name = "-";
    if (slot.id) {
      const std::string id = id_text(*slot.id);
      std::size_t size = least_shown;
      while (size < id.size() && count_with(slots, id.substr(0, size)) > 1)
        ++size;
      name = id.substr(0, size);
    }
    names.push_back(std::move(name));
  }
  return names;
}

std::size_t slot_named(const std::vector<vault::Slot>& slots, std::string_view query,
                       const std::string& list) {
  const auto meant = [&](const vault::Slot& slot) { return is_meant(slot, query); };
  const auto found = std::ranges::count_if(slots, meant);
  if (found == 0) {
    throw Error(Kind::not_found, "no slot has that id or label", "see: " + list);
  }
  if (found > 1) {
    throw Error(Kind::ambiguous, "several slots have that id or label", "see: " + list);
  }
  return static_cast<std::size_t>(std::ranges::find_if(slots, meant) - slots.begin());
}

std::string describe(const vault::Slot& slot, std::string_view short_id) {
  const std::string kind = slot.known ? std::string(spoken(slot.known->kind)) : "unknown";
  return slot.label.empty() ? fmt::format("the slot {} ({})", short_id, kind)
                            : fmt::format("the slot {} ({}, {})", short_id, kind, slot.label);
}

}  // namespace fob::cli
