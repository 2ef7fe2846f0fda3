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

std::string kind_and_label(const vault::Slot& slot) {
  const std::string kind = slot.known ? std::string(spoken(slot.known->kind)) : "unknown";
  return slot.label.empty() ? kind : fmt::format("{}, {}", kind, slot.label);
}

/// Those that `is_meant` says, by their places.
template <typename IsMeant>
std::vector<std::size_t> places(const std::vector<vault::Slot>& slots, IsMeant is_meant) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (is_meant(slots[i])) found.push_back(i);
  }
  return found;
}

std::vector<std::size_t> slots_meant(const std::vector<vault::Slot>& slots,
                                     std::string_view query) {
  // A label that was written by another program may read as the id of another slot, which
  // could not be named otherwise.
  if (reads_as_id(query)) {
    const std::string head = lowered(query);
    auto found = places(slots, [&](const vault::Slot& slot) {
      return slot.id && id_text(*slot.id).starts_with(head);
    });
    if (!found.empty()) return found;
  }
  return places(slots, [&](const vault::Slot& slot) {
    return !slot.label.empty() && slot.label == query;
  });
}

}  // namespace

bool reads_as_id(std::string_view label) noexcept {
  constexpr std::string_view digits = "0123456789abcdefABCDEF";
  return label.size() >= least_typed && label.find_first_not_of(digits) == label.npos;
}

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
  const std::vector<std::size_t> found = slots_meant(slots, query);
  if (found.empty()) {
    throw Error(Kind::not_found, "no slot has that id or label", "see: " + list);
  }
  if (found.size() == 1) return found.front();
  const std::vector<std::string> names = short_ids(slots);
  std::string candidates = "type one of these:";
  for (const std::size_t at : found)
    candidates += fmt::format("\n{}    {}", names[at], kind_and_label(slots[at]));
  throw Error(Kind::ambiguous, "several slots have that id or label", candidates);
}

std::string describe(const vault::Slot& slot, std::string_view short_id) {
  return fmt::format("the slot {} ({})", short_id, kind_and_label(slot));
}

}  // namespace fob::cli
