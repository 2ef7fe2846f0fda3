#include "cli/completions/program_words.h"

#include <algorithm>

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

TEST_CASE("slot has a word for each of its forms, and the kinds behind one of them") {
  const ProgramWords program = program_words();
  const auto slot = std::ranges::find(program.commands, "slot", &CommandWords::name);
  REQUIRE(slot != program.commands.end());
  CHECK(slot->words == Words{"list", "add", "remove"});
  REQUIRE(slot->following.size() == 1);
  CHECK(slot->following[0].after == "add");
  CHECK(slot->following[0].words == Words{"passphrase", "recovery", "keyfile"});
}

TEST_CASE("with these options names are those of removed entries") {
  CHECK(removed_options(program_words()) == Words{"--removed", "--undo", "--purge"});
}

}  // namespace fob::cli
