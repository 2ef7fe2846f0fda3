#include "cli/shell_word.h"

#include <doctest/doctest.h>

namespace fob::cli {

TEST_CASE("a plain word is a word of a shell as it stands") {
  for (const char* word : {"GitHub:alice", "a@example.org", "/home/me/vault.fob~", "-x"}) {
    CHECK(shell_word(word) == word);
  }
}

TEST_CASE("any other word is quoted") {
  CHECK(shell_word("") == "''");
  CHECK(shell_word("My Bank:me") == "'My Bank:me'");
  CHECK(shell_word("GitHub:alice #1a2b3c4d") == "'GitHub:alice #1a2b3c4d'");
  CHECK(shell_word("O'Reilly") == "'O'\\''Reilly'");
  CHECK(shell_word("$(id)`id`") == "'$(id)`id`'");
  CHECK(shell_word("~me") == "'~me'");
  CHECK(shell_word("Z\xC3\xBCrich") == "'Z\xC3\xBCrich'");
}

TEST_CASE("what a terminal does not show is spelled out") {
  CHECK(shell_word("/tmp/\xff\x1b/it's") == R"($'/tmp/\xff\x1b/it\'s')");
  CHECK(shell_word("a\nb\\c") == R"($'a\x0ab\\c')");
}

TEST_CASE("a path is a word that is no option") {
  CHECK(shell_path("/tmp/my vault.fob") == "'/tmp/my vault.fob'");
  CHECK(shell_path("-x.fob") == "./-x.fob");
}

}  // namespace fob::cli
