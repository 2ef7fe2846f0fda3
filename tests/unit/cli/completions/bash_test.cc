#include <doctest/doctest.h>

#include "tests/unit/cli/completions/sample.h"

namespace fob::cli {

TEST_CASE("bash: the commands are offered by their names") {
  const std::string script = bash_completion(sample_program());
  CHECK(has_lines(script,
                  "    [[ $ended ]] || offered='init import code remake add paint garden'"));
}

TEST_CASE("bash: an alias stands for its command") {
  const std::string script = bash_completion(sample_program());
  CHECK(has_lines(script, "        otp) command=code ;;"));
}

TEST_CASE("bash: global options are offered everywhere, a command's own with it") {
  const std::string script = bash_completion(sample_program());
  CHECK(has_lines(script, "    offered='--vault --quiet -q'"));
  CHECK(has_lines(script,
                  "      import) offered+=' --from -f' ;;\n"
                  "      code) offered+=' --at --copy' ;;\n"
                  "      remake) offered+=' --gone' ;;\n"
                  "    esac"));
}

TEST_CASE("bash: what an option takes is known by command and option") {
  const std::string script = bash_completion(sample_program());
  CHECK(has_lines(script,
                  "    'import --from' | \\\n"
                  "    'import -f')\n"
                  "      takes='otpauth google' ;;"));
  CHECK(has_lines(script, "    *' --vault')\n      takes='file' ;;"));
  CHECK(has_lines(script, "    'code --at')\n      takes='text' ;;"));
  CHECK(script.find("--quiet')") == script.npos);
  CHECK(has_lines(script, "    'code --copy=')\n      takes='osc52' ;;"));
  CHECK(script.find("--copy')") == script.npos);
}

TEST_CASE("bash: the operands are names, files or words, where the command takes these") {
  const std::string script = bash_completion(sample_program());
  CHECK(has_lines(script,
                  "    case $command in\n"
                  "      code) named=yes ;;\n"
                  "      remake) ((operands > 0)) || named=yes ;;\n"
                  "      import) offered='file' ;;\n"
                  "    esac\n"
                  "    case $command$typed in\n"
                  "      paint) offered='red blue' ;;\n"
                  "      garden) offered='look plant' ;;\n"
                  "      'garden plant') offered='rose oak' ;;\n"
                  "    esac"));
}

TEST_CASE("bash: the first word is a command or the name of an account") {
  const std::string script = bash_completion(sample_program());
  CHECK(has_lines(script,
                  "        init | import | code | remake | add | paint | garden) ;;\n"
                  "        *) command=code ;;"));
  CHECK(has_lines(
      script,
      "    init | import | code | otp | remake | add | paint | garden | sync) return 0 ;;"));
}

TEST_CASE("bash: with some options names are those of removed entries") {
  CHECK(has_lines(bash_completion(sample_program()),
                  "        --vault=*) listed+=(\"$word\") ;;\n"
                  "        --gone) listed+=(--removed) ;;\n"
                  "      esac"));
}

TEST_CASE("bash: a program without commands and options gives a script all the same") {
  CHECK(bash_completion({}).ends_with("\ncomplete -F _fob fob\n"));
}

}  // namespace fob::cli
