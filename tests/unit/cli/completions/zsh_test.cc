#include <doctest/doctest.h>

#include "tests/unit/cli/completions/sample.h"

namespace fob::cli {

TEST_CASE("zsh: the file says for which program it is") {
  CHECK(zsh_completion(sample_program()).starts_with("#compdef fob\n"));
}

TEST_CASE("zsh: commands are offered with their summaries, punctuation escaped") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "  commands=(\n"
                  "    'init:make it'\n"
                  "    'import:don'\\''t ask\\: \\[take\\]'\n"
                  "    'code:print codes'\n"
                  "    'paint:color it'\n"
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

TEST_CASE("zsh: an alias has the options of its command, and a name is not completed") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "    code|otp)\n"
                  "      _arguments -S -s $global \\\n"
                  "        '*--at=[another time]: : ' \\\n"
                  "        '*--copy=-[to the clipboard]:: :(osc52)' \\\n"
                  "        '*: :{:}' ;;"));
}

TEST_CASE("zsh: a word of a command is one of its words, once") {
  const std::string script = zsh_completion(sample_program());
  CHECK(has_lines(script,
                  "    paint)\n"
                  "      _arguments -S -s $global \\\n"
                  "        ': :(red blue)' ;;"));
}

}  // namespace fob::cli
