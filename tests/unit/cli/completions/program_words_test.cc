#include "cli/completions/program_words.h"

#include <doctest/doctest.h>

#include "cli/completions/lists.h"

namespace fob::cli {

using Words = std::vector<std::string>;

TEST_CASE("the commands that take names are those of the table with a QUERY") {
  const ProgramWords program = program_words();
  CHECK(commands_with(program, Operands::accounts) == Words{"code", "remove", "export"});
  CHECK(commands_with(program, Operands::account) ==
        Words{"verify", "list", "show", "edit", "rename"});
  CHECK(commands_with(program, Operands::text) == Words{"add"});
}

TEST_CASE("with these options names are those of removed entries") {
  CHECK(removed_options(program_words()) == Words{"--removed", "--undo", "--purge"});
}

}  // namespace fob::cli
