#include "cli/completions/lists.h"

#include <doctest/doctest.h>

#include "tests/unit/cli/completions/sample.h"

namespace fob::cli {

using Words = std::vector<std::string>;

TEST_CASE("an option has one name or two") {
  CHECK(option_names(sample_program().options) == Words{"--vault", "--quiet", "-q"});
}

TEST_CASE("the words that name no account where a command may stand") {
  CHECK(first_words(sample_program()) ==
        Words{"init", "import", "code", "otp", "remake", "add", "paint", "garden", "sync"});
}

TEST_CASE("the options and the commands of a kind") {
  CHECK(removed_options(sample_program()) == Words{"--gone"});
  CHECK(commands_with(sample_program(), Operands::account) == Words{"remake"});
  CHECK(commands_with({}, Operands::account).empty());
}

}  // namespace fob::cli
