#include "core/account/id_head.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace fob;

namespace {

Id id(std::string digits) {
  digits.resize(32, '0');
  return id_of_text(digits).value();
}

}  // namespace

TEST_CASE("an id's head is six to 32 lower-case hex digits") {
  CHECK_FALSE(id_head(""));
  CHECK_FALSE(id_head("abcde"));
  CHECK(id_head("abcdef"));
  CHECK(id_head(std::string(32, '7')));
  CHECK_FALSE(id_head(std::string(33, '7')));
  CHECK_FALSE(id_head("ABCDEF"));
  CHECK_FALSE(id_head("abcdeg"));
  CHECK_FALSE(id_head("abc ef"));
}

TEST_CASE("an id's head names the ids that begin with its digits, odd numbers of them too") {
  const auto head = id_head("1234567");
  REQUIRE(head);
  CHECK(head->names(id("1234567")));
  CHECK(head->names(id("1234567fffffffffffffffffffffffff")));
  CHECK_FALSE(head->names(id("1234568")));
  CHECK_FALSE(head->names(id("1234566fffffffffffffffffffffffff")));
}

TEST_CASE("a text refers to an id when it is one behind a # and ends there") {
  CHECK(id_reference("Oak:mia #12ab34") == "12ab34");
  CHECK(id_reference("#12ab34") == "12ab34");
  CHECK(id_reference(" #12AB34") == "12AB34");
  CHECK_FALSE(id_reference("Oak#12ab34"));
  CHECK_FALSE(id_reference("Oak #12ab3"));
  CHECK_FALSE(id_reference("Oak #12ab34 "));
  CHECK_FALSE(id_reference("Oak #12ab3x"));
  CHECK_FALSE(id_reference("12ab34"));
  CHECK_FALSE(id_reference("Oak #" + std::string(33, 'a')));
  CHECK_FALSE(id_reference(""));
}

TEST_CASE("eight digits tell an id apart, or one more than its neighbours share") {
  const std::vector<Id> sorted{id("1"), id("123456789a"), id("123456789b"), id("2"),
                               id("20000000000000000000000000000001")};
  CHECK(telling_digits(sorted, sorted[0]) == 8);
  CHECK(telling_digits(sorted, sorted[1]) == 10);
  CHECK(telling_digits(sorted, sorted[2]) == 10);
  CHECK(telling_digits(sorted, sorted[3]) == 32);
  CHECK(telling_digits(sorted, sorted[4]) == 32);
}
