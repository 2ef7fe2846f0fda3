#include "cli/slot_names.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::cli;

namespace {

vault::Slot slot(std::optional<Id> id, std::string label = {}) {
  vault::Slot slot;
  slot.kind = "passphrase";
  slot.id = id;
  slot.label = std::move(label);
  return slot;
}

Id near(unsigned char last) {
  Id id{};
  id[4] = last;
  return id;
}

std::string failure(const std::vector<vault::Slot>& slots, std::string_view query) {
  try {
    slot_named(slots, query, "fob slot list");
  } catch (const Error& error) {
    return std::string(error.what()) + " (" + error.hint() + ")";
  }
  return "none";
}

}  // namespace

TEST_CASE("a slot is called by eight digits of its id, or as many as it takes") {
  CHECK(short_ids({slot(vault::id_ramp(0xa0)), slot(vault::id_ramp(0xb0))}) ==
        std::vector<std::string>{"a0a1a2a3", "b0b1b2b3"});
  CHECK(short_ids({slot(near(0x12)), slot(near(0x13)), slot(std::nullopt)}) ==
        std::vector<std::string>{"0000000012", "0000000013", "-"});
}

TEST_CASE("a slot is found by six digits of its id or its label") {
  const std::vector<vault::Slot> slots{slot(vault::id_ramp(0xa0), "laptop"),
                                       slot(vault::id_ramp(0xb0), "twin"),
                                       slot(vault::id_ramp(0xc0), "twin"), slot(std::nullopt)};
  CHECK(slot_named(slots, "a0a1a2", "") == 0);
  CHECK(slot_named(slots, "b0b1b2b3b4", "") == 1);
  CHECK(slot_named(slots, "laptop", "") == 0);
  CHECK(failure(slots, "a0a1a") == "no slot has that id or label (see: fob slot list)");
  CHECK(failure(slots, "") == "no slot has that id or label (see: fob slot list)");
  CHECK(failure(slots, "-") == "no slot has that id or label (see: fob slot list)");
  CHECK(failure(slots, "twin") ==
        "several slots have that id or label (type one of these:\n"
        "b0b1b2b3    unknown, twin\nc0c1c2c3    unknown, twin)");
  CHECK(slot_named(slots, "C0C1C2", "") == 2);
}

TEST_CASE("an id wins over a label that reads as one, which no label should") {
  const std::vector<vault::Slot> slots{slot(vault::id_ramp(0xa0)),
                                       slot(vault::id_ramp(0xb0), "a0a1a2a3"),
                                       slot(vault::id_ramp(0xc0), "decade")};
  CHECK(slot_named(slots, "a0a1a2a3", "") == 0);
  CHECK(slot_named(slots, "b0b1b2b3", "") == 1);
  CHECK(slot_named(slots, "decade", "") == 2);
  CHECK(reads_as_id("a0a1a2"));
  CHECK(reads_as_id("DECADE"));
  CHECK_FALSE(reads_as_id("a0a1a"));
  CHECK_FALSE(reads_as_id("a0a1a2 "));
  CHECK_FALSE(reads_as_id("decades"));
}

TEST_CASE("a slot is described by its id, its kind and its label") {
  vault::Slot named = slot(vault::id_ramp(0xa0), "my laptop");
  CHECK(describe(named, "a0a1a2a3") == "the slot a0a1a2a3 (unknown, my laptop)");
  named.known.emplace().kind = vault::SlotKind::keyfile;
  CHECK(describe(named, "a0a1a2a3") == "the slot a0a1a2a3 (key file, my laptop)");
  named.label.clear();
  CHECK(describe(named, "a0a1a2a3") == "the slot a0a1a2a3 (key file)");
}
