#include "cli/words.h"

#include <doctest/doctest.h>

#include "cli/globals.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

using Words = std::vector<std::string>;

std::string command_of(const Words& words) {
  const Request request = find_command(words);
  return request.command == nullptr ? "" : std::string(request.command->name);
}

/// "message | hint" of the failure.
std::string failure_of(const Words& words) {
  try {
    find_command(words);
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::usage);
    return std::string(error.what()) + " | " + error.hint();
  }
  return "no failure";
}

}  // namespace

TEST_CASE("the command is the first word that is neither option nor an option's value") {
  CHECK(command_of({"list"}) == "list");
  CHECK(command_of({"--json", "--vault", "add", "list", "init"}) == "list");
  CHECK(command_of({"--vault=add", "-q", "import", "x"}) == "import");
  CHECK(find_command({"--json", "list", "--long"}).words == Words{"--json", "--long"});
}

TEST_CASE("an alias is its command") {
  CHECK(command_of({"otp", "x"}) == "code");
}

TEST_CASE("any other word is an account, and the shorthand of code") {
  CHECK(command_of({"GitHub:alice"}) == "code");
  CHECK(find_command({"--next", "GitHub"}).words == Words{"--exact", "--next", "GitHub"});
  CHECK(find_command({"--at", "list", "GitHub"}).words ==
        Words{"--exact", "--at", "list", "GitHub"});
}

TEST_CASE("what follows -- is an account, even with a command's name") {
  CHECK(find_command({"--", "list"}).words == Words{"--exact", "--", "list"});
  CHECK(command_of({"--", "list"}) == "code");
  CHECK(command_of({"--", "sync"}) == "code");
}

TEST_CASE("a lone - is code without a vault") {
  CHECK(find_command({"-", "--digits", "8"}).words == Words{"-", "--digits", "8"});
  CHECK(command_of({"-"}) == "code");
}

TEST_CASE("without a word there is no command") {
  CHECK(command_of({}).empty());
  CHECK(command_of({"--json", "-q"}).empty());
  CHECK(command_of({"--vault"}).empty());
  CHECK(command_of({"--"}).empty());
}

TEST_CASE("a name that is kept for a later version is refused") {
  CHECK(failure_of({"sync"}) ==
        "sync is not in this version | for an account of that name, type: fob code sync");
}

TEST_CASE("a slip of the finger in a command is refused") {
  CHECK(failure_of({"lsit"}) ==
        "there is no command 'lsit' | did you mean: fob list    for an account of that name: "
        "fob -- lsit");
  CHECK(failure_of({"codes"}).starts_with(
      "there is no command 'codes' | did you mean: fob code"));
}

TEST_CASE("a word before -- counts, one behind it does not") {
  CHECK(has_word({"a", "--json"}, "--json"));
  CHECK_FALSE(has_word({"a", "--", "--json"}, "--json"));
}

TEST_CASE("every option of code and of every command may stand before it with its value") {
  Parser parser;
  GlobalOptions global;
  global.declare(parser);
  const Run work = command_named("code")->declare(parser);
  for (const Option& option : parser.options()) {
    CAPTURE(option.long_name());
    const Words words = option.is_flag() ? Words{option.long_name(), "list"}
                                         : Words{option.long_name(), "add", "list"};
    CHECK(command_of(words) == "list");
  }
}

TEST_CASE("options of code without a word are code") {
  CHECK(command_of({"--at", "59"}) == "code");
  CHECK(command_of({"-q", "--at=59"}) == "code");
  CHECK(command_of({"--all", "--json"}) == "code");
  CHECK(find_command({"--json", "--tag", "work"}).words == Words{"--json", "--tag", "work"});
  CHECK(command_of({"--vault", "--at"}).empty());
}

}  // namespace fob::cli
