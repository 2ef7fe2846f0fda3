#include "cli/completions/filled.h"

#include <doctest/doctest.h>

namespace fob::cli {

TEST_CASE("every place is filled, and the rest stays") {
  CHECK(filled("a @x@ b @y@@x@.", {{"@x@", "1"}, {"@y@", ""}}) == "a 1 b 1.");
  CHECK(filled("a @z@", {{"@x@", "1"}}) == "a @z@");
  CHECK(filled("", {{"@x@", "1"}}).empty());
}

TEST_CASE("what is filled in is not looked at again") {
  CHECK(filled("@x@ @y@", {{"@x@", "@y@"}, {"@y@", "2"}}) == "@y@ 2");
}

}  // namespace fob::cli
