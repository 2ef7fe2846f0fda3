#include <doctest/doctest.h>

#include "tests/unit/cli/completions/sample.h"

namespace fob::cli {

TEST_CASE("zsh: the file says for which program it is") {
  CHECK(zsh_completion(sample_program()).starts_with("#compdef fob\n"));
}

TEST_CASE("zsh: commands are offered with their summaries, punctuation escaped") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "  known=(\n"
                  "    'init:make it'\n"
                  "    'import:don'\\''t ask\\: \\[take\\]'\n"
                  "    'code:print codes'\n"
                  "    'remake:make it again'\n"
                  "    'add:a new one'\n"
                  "    'paint:color it'\n"
                  "    'garden:grow it'\n"
                  "  )"));
}

TEST_CASE("zsh: a global option has a line for each of its names") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "  global=(\n"
                  "    '*--vault=[the vault]: :_files'\n"
                  "    '*--quiet[no notes]'\n"
                  "    '*-q[no notes]'\n"
                  "  )"));
}

TEST_CASE("zsh: a command without options and operands has the global options alone") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script, "    init)\n      _arguments -S -s $global ;;"));
}

TEST_CASE("zsh: a choice of words is offered, and files where a command reads them") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "    import)\n"
                  "      _arguments -S -s $global \\\n"
                  "        '*--from=[the format]: :(otpauth google)' \\\n"
                  "        '*-f+[the format]: :(otpauth google)' \\\n"
                  "        '*: :_files' ;;"));
}

TEST_CASE("zsh: an alias has the options of its command, and names are offered") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "    code|otp)\n"
                  "      _arguments -S -s $global \\\n"
                  "        '*--at=[another time]: : ' \\\n"
                  "        '*--copy=-[to the clipboard]:: :(osc52)' \\\n"
                  "        '*: :_fob_names' ;;"));
}

TEST_CASE("zsh: one name is offered where one is taken, and none for a new one") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "        '*--gone[one that is gone]' \\\n"
                  "        ': :_fob_names' ;;"));
  CHECK(has_lines(script,
                  "    add)\n"
                  "      _arguments -S -s $global \\\n"
                  "        '*: :{:}' ;;"));
}

TEST_CASE("zsh: with some options names are those of removed entries") {
  CHECK(has_lines(zsh_completion(sample_program()),
                  "      --gone) listed+=(--removed) ;;\n"
                  "    esac"));
}

TEST_CASE("zsh: a command or reserved word is no name where a command may stand") {
  CHECK(has_lines(zsh_completion(sample_program()),
                  "  first=(init import code otp remake add paint garden sync)"));
}

TEST_CASE("zsh: a word of a command is one of its words, once") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "    paint)\n"
                  "      _arguments -S -s $global \\\n"
                  "        ': :(red blue)' ;;"));
}

TEST_CASE("zsh: a word has the words that stand behind it") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "    garden)\n"
                  "      _arguments -S -s $global \\\n"
                  "        ': :(look plant)' \\\n"
                  "        ': :->following' && return\n"
                  "      [[ $state == following ]] || return\n"
                  "      case $line[1] in\n"
                  "        plant) compadd rose oak ;;\n"
                  "        *) return 1 ;;\n"
                  "      esac ;;"));
}

}  // namespace fob::cli
