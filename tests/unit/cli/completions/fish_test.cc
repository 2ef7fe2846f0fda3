#include <doctest/doctest.h>

#include "tests/unit/cli/completions/sample.h"

namespace fob::cli {

TEST_CASE("fish: a command is offered where there is none yet, with its summary quoted") {
  const std::string script = fish_completion(sample_program());
  CHECK(has_lines(script, "complete -c fob -n __fob_none -a init -d 'make it'"));
  CHECK(
      has_lines(script, R"(complete -c fob -n __fob_none -a import -d 'don\'t ask: [take]')"));
}

TEST_CASE("fish: a backslash in a summary stays one") {
  ProgramWords program;
  program.commands = {{.name = "a", .alias = "", .summary = R"(\n)", .options = {}}};
  CHECK(has_lines(fish_completion(program), R"(complete -c fob -n __fob_none -a a -d '\\n')"));
}

TEST_CASE("fish: global options are offered everywhere") {
  const std::string script = fish_completion(sample_program());
  CHECK(has_lines(script,
                  "complete -c fob -l vault -r -F -d 'the vault'\n"
                  "complete -c fob -s q -l quiet -d 'no notes'"));
}

TEST_CASE("fish: an option of a command is offered under its alias too") {
  const std::string script = fish_completion(sample_program());
  CHECK(has_lines(script,
                  "                    case otp\n"
                  "                        set command code"));
  CHECK(has_lines(script, "complete -c fob -n '__fob_in code' -l at -x -d 'another time'"));
}

TEST_CASE("fish: an option whose value may be left out requires none") {
  CHECK(has_lines(fish_completion(sample_program()),
                  "complete -c fob -n '__fob_in code' -l copy -a 'osc52' "
                  "-d 'to the clipboard'"));
}

TEST_CASE("fish: a choice of words is offered, and nothing else") {
  const std::string script = fish_completion(sample_program());
  CHECK(has_lines(script,
                  "complete -c fob -n '__fob_in import' -s f -l from -x "
                  "-a 'otpauth google' -d 'the format'"));
}

TEST_CASE("fish: files are the operands of a command that reads them, and of no other") {
  const std::string script = fish_completion(sample_program());
  CHECK(has_lines(script, "complete -c fob -f"));
  CHECK(has_lines(script, "complete -c fob -n '__fob_in import' -F"));
  CHECK(script.find("__fob_in code' -F") == script.npos);
}

TEST_CASE("fish: the value of an option is not taken for the command or an operand") {
  CHECK(has_lines(fish_completion(sample_program()),
                  "                case '* --vault' 'import --from' 'import -f' 'code --at'\n"
                  "                    set is_value yes"));
  CHECK(fish_completion({}).find("set is_value yes") == std::string::npos);
}

TEST_CASE("fish: names are offered to the commands that take them") {
  CHECK(has_lines(fish_completion(sample_program()),
                  "        case '' code\n"
                  "            return 0\n"
                  "        case remake\n"
                  "            test $typed[2] -eq 0\n"
                  "            return\n"
                  "    end"));
}

TEST_CASE("fish: with some options names are those of removed entries") {
  CHECK(has_lines(fish_completion(sample_program()),
                  "            case --gone\n"
                  "                set -a listed --removed"));
}

TEST_CASE("fish: a command or reserved word is no name where a command may stand") {
  CHECK(has_lines(fish_completion(sample_program()),
                  "    __fob_none; and set first init import code otp remake add paint garden "
                  "sync"));
}

TEST_CASE("fish: a word of a command is one of its words") {
  const std::string script = fish_completion(sample_program());
  CHECK(has_lines(script, "complete -c fob -n '__fob_after paint' -a 'red blue'"));
}

TEST_CASE("fish: a word has the words that stand behind it") {
  CHECK(has_lines(fish_completion(sample_program()),
                  "complete -c fob -n '__fob_after garden' -a 'look plant'\n"
                  "complete -c fob -n '__fob_after garden plant' -a 'rose oak'"));
}

}  // namespace fob::cli
