#include "core/vault/label.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"
#include "tests/unit/vault/vectors.h"

using namespace fob;
using namespace fob::vault;

TEST_CASE("a label is a line that every version keeps") {
  const std::string line = format_label(id_ramp(0xb0), "my laptop");
  CHECK(line == "x-label id=sLGys7S1tre4ubq7vL2-vw label=my%20laptop\n");
  const auto label = parse_label(line.substr(0, line.size() - 1));
  REQUIRE(label);
  CHECK(label->slot == id_ramp(0xb0));
  CHECK(label->text == "my laptop");
  CHECK(label->line == line);
}

TEST_CASE("text of any script is a label, up to 64 bytes and without control characters") {
  CHECK(is_label("Büro"));
  CHECK(is_label(std::string(64, 'x')));
  CHECK_FALSE(is_label(std::string(65, 'x')));
  CHECK_FALSE(is_label(""));
  CHECK_FALSE(is_label("a\nb"));
  CHECK_FALSE(is_label("\x7f"));
  CHECK_FALSE(is_label("\xff"));
  const std::string line = format_label(id_ramp(0), "Büro");
  CHECK(line.ends_with("label=B%C3%BCro\n"));
  CHECK(parse_label(line.substr(0, line.size() - 1))->text == "Büro");
}

TEST_CASE("another line is no label") {
  const std::string good = "x-label id=sLGys7S1tre4ubq7vL2-vw label=a";
  CHECK(parse_label(good));
  CHECK_FALSE(parse_label("x-note some words"));
  CHECK_FALSE(parse_label("x-label"));
  CHECK_FALSE(parse_label(replaced(good, "label=a", "label=")));
  CHECK_FALSE(parse_label(replaced(good, "label=a", "label=%zz")));
  CHECK_FALSE(parse_label(replaced(good, "label=a", "label=%0A")));
  CHECK_FALSE(parse_label(replaced(good, "sLG", "sL")));
  CHECK_FALSE(parse_label(good + " more=b"));
}

TEST_CASE("a slot has the label that names its id, wherever that stands") {
  const std::vector<Slot> slots =
      slots_of(Sealed(vector_named("three-kinds").vault).slot_lines());
  REQUIRE(slots.size() == 3);
  CHECK(slots[0].label == "my laptop");
  CHECK(slots[0].label_line == format_label(id_ramp(0xb0), "my laptop"));
  CHECK(slots[1].label.empty());
  CHECK(slots[2].label_line.empty());
}
