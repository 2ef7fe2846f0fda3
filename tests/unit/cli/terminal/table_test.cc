#include "cli/terminal/table.h"

#include <doctest/doctest.h>

#include "core/base/unicode.h"

using fob::cli::aligned;
using fob::cli::code_table;
using fob::cli::CodeRow;
using fob::cli::grouped;

namespace {

const std::vector<CodeRow> mixed{
    {"123456", true, "GitHub:alice", 12, 30},
    {"12345678", true, "Bank:alice", 7, 60},
    {"R7K2M", true, "Steam:gamer", 12, 30},
    {"hotp", false, "Registrar:alice@example.org", {}, {}},
};

}  // namespace

TEST_CASE("codes stand in groups of three from the left, words stand whole") {
  CHECK(grouped("") == "");
  CHECK(grouped("123") == "123");
  CHECK(grouped("123456") == "123 456");
  CHECK(grouped("12345678") == "123 456 78");
  CHECK(grouped("1234567890") == "123 456 789 0");
  CHECK(grouped("R7K2M") == "R7K2M");
  CHECK(grouped("abcdefgh") == "abcdefgh");
}

TEST_CASE("the table has codes, names and the seconds left") {
  CHECK(code_table(mixed, 80, false) ==
        "123 456     GitHub:alice                 12s\n"
        "123 456 78  Bank:alice                    7s\n"
        "R7K2M       Steam:gamer                  12s\n"
        "hotp        Registrar:alice@example.org\n");
  CHECK(code_table({}, 80, false) == "");
}

TEST_CASE(
    "a narrow terminal shortens the names, then leaves out the seconds, then the spaces") {
  CHECK(code_table(mixed, 30, false) ==
        "123 456     GitHub:alice   12s\n"
        "123 456 78  Bank:alice      7s\n"
        "R7K2M       Steam:gamer    12s\n"
        "hotp        Registrar:al…\n");
  CHECK(code_table(mixed, 20, false) ==
        "123 456     GitHub:…\n"
        "123 456 78  Bank:al…\n"
        "R7K2M       Steam:g…\n"
        "hotp        Registr…\n");
  CHECK(code_table(mixed, 14, false) ==
        "123456    Git…\n"
        "12345678  Ban…\n"
        "R7K2M     Ste…\n"
        "hotp      Reg…\n");
  CHECK(code_table(mixed, 10, false) == "123456\n12345678\nR7K2M\nhotp\n");
}

TEST_CASE("a code of ten digits is whole in ten columns") {
  CHECK(code_table({{"1234567890", true, "Bank", 7, 30}}, 10, true) == "1234567890\n");
}

TEST_CASE("names that fit keep the seconds on a narrow terminal") {
  CHECK(code_table({{"123456", true, "AWS", 29, 30}}, 17, false) == "123 456  AWS  29s\n");
  CHECK(code_table({{"123456", true, "AWS", 29, 30}}, 16, false) == "123 456  AWS\n");
}

TEST_CASE("wide and combining characters take the columns that a terminal gives them") {
  const std::vector<CodeRow> rows{
      {"123456", true, "銀行:花子", 12, 30},
      {"123456", true, "Cafe\xcc\x81:bob", 9, 30},
      {"123456", true, "plain:name", 30, 30},
  };
  CHECK(code_table(rows, 80, false) ==
        "123 456  銀行:花子   12s\n"
        "123 456  Cafe\xcc\x81:bob     9s\n"
        "123 456  plain:name  30s\n");
  CHECK(code_table(rows, 20, false) ==
        "123 456  銀行:…  12s\n"
        "123 456  Cafe\xcc\x81:…   9s\n"
        "123 456  plain…  30s\n");
  // A wide character that would stand half outside is left out, and a blank fills its place.
  CHECK(code_table({{"123456", true, "a銀行", 5, 30}, {"1", true, "abcdef", {}, {}}}, 13,
                   false) ==
        "123 456  a銀…\n"
        "1        abc…\n");
  CHECK(code_table({{"12345678", true, "銀行花", {}, {}}}, 16, false) == "123 456 78  銀…\n");
}

TEST_CASE("no line is ever wider than the terminal") {
  for (int columns = 10; columns <= 90; ++columns) {
    const std::string table = code_table(mixed, columns, false);
    for (std::size_t at = 0; at < table.size(); at = table.find('\n', at) + 1) {
      const std::string line = table.substr(at, table.find('\n', at) - at);
      CAPTURE(line);
      CHECK(fob::display_width(line) <= columns);
    }
  }
}

TEST_CASE("the seconds turn yellow in the last third and red in the last sixth") {
  const auto row = [](int remaining, int period) {
    return code_table({{"1", true, "a", remaining, period}}, 80, true);
  };
  CHECK(row(11, 30) == "1  a  11s\n");
  CHECK(row(10, 30) == "1  a  \x1b[33m10s\x1b[0m\n");
  CHECK(row(6, 30) == "1  a  \x1b[33m6s\x1b[0m\n");
  CHECK(row(5, 30) == "1  a  \x1b[31m5s\x1b[0m\n");
  CHECK(row(20, 60) == "1  a  \x1b[33m20s\x1b[0m\n");
  CHECK(row(14400, 86400) == "1  a  \x1b[31m14400s\x1b[0m\n");
}

TEST_CASE("names are escaped, and an account without one has its code") {
  CHECK(code_table({{"123456", true, "a\x1b[31m\n", 3, 30}}, 80, false) ==
        "123 456  a\\x1b[31m\\n  3s\n");
  CHECK(code_table({{"123456", true, "", {}, {}}}, 80, false) == "123 456\n");
}

TEST_CASE("cells are aligned, the last one not padded") {
  const std::vector<std::vector<std::string>> rows{
      {"name", "type", "note"}, {"GitHub:alice", "totp", ""}, {"銀行", "hotp", "a\tb"}};
  CHECK(aligned(rows, 0) ==
        "name          type  note\n"
        "GitHub:alice  totp\n"
        "銀行          hotp  a\\tb\n");
  CHECK(aligned({}, 20) == "");
}

TEST_CASE("where there is no room for all columns, the last ones go") {
  const std::vector<std::vector<std::string>> rows{
      {"name", "type", "note"}, {"GitHub:alice", "totp", ""}, {"銀行", "hotp", "a"}};
  CHECK(aligned(rows, 24) ==
        "name          type  note\nGitHub:alice  totp\n銀行          hotp  a\n");
  CHECK(aligned(rows, 23) == "name          type\nGitHub:alice  totp\n銀行          hotp\n");
  CHECK(aligned(rows, 17) == "name\nGitHub:alice\n銀行\n");
  CHECK(aligned(rows, 8) == "name\nGitHub:…\n銀行\n");
}

TEST_CASE("a long second column is shortened before it goes") {
  CHECK(aligned({{"note", "a note of several words"}}, 20) == "note  a note of sev…\n");
  CHECK(aligned({{"note", "a note of several words"}}, 14) == "note  a note …\n");
}

TEST_CASE("a column with texts of people is shortened before another goes") {
  const std::vector<std::vector<std::string>> rows{
      {"a0a1a2a3", "keyfile", "", "", "open"},
      {"b0b1b2b3", "passphrase", "the laptop of the office", "8 MiB", ""}};
  CHECK(aligned(rows, 55, 2) ==
        "a0a1a2a3  keyfile                                  open\n"
        "b0b1b2b3  passphrase  the laptop of the o…  8 MiB\n");
  CHECK(aligned(rows, 43, 2) ==
        "a0a1a2a3  keyfile                      open\n"
        "b0b1b2b3  passphrase  the lap…  8 MiB\n");
  CHECK(aligned(rows, 42, 2) ==
        "a0a1a2a3  keyfile\n"
        "b0b1b2b3  passphrase  the lap…  8 MiB\n");
  CHECK(aligned({{"a", "b", "short", "d"}}, 10, 2) == "a  b\n");
}

TEST_CASE("a column that is empty in every row takes no room") {
  CHECK(aligned({{"a", "", "b"}, {"c", "", "d"}}, 80) == "a  b\nc  d\n");
}

TEST_CASE("the id that tells a name from its namesakes is not cut off") {
  const std::vector<CodeRow> rows{{"123456", true, "GitHub:alice #5f0c9a41", 7, 30},
                                  {"654321", true, "GitHub:alice #01e2d3c4", 7, 30}};
  CHECK(code_table(rows, 30, false) ==
        "123 456  GitHub… #5f0c9a41  7s\n"
        "654 321  GitHub… #01e2d3c4  7s\n");
  CHECK(code_table(rows, 20, false) ==
        "123 456  … #5f0c9a41\n"
        "654 321  … #01e2d3c4\n");
  CHECK(code_table(rows, 17, false) == "123456  #5f0c9a41\n654321  #01e2d3c4\n");
  CHECK(aligned({{"GitHub:alice #5f0c9a41", "totp"}}, 20) == "GitHub:al… #5f0c9a41\n");
  CHECK(code_table({{"123456", true, "a note #see below", {}, {}}}, 20, false) ==
        "123 456  a note #se…\n");
}

TEST_CASE("rows need not have the same number of cells, and nothing fits into too little") {
  CHECK(aligned({{"a"}, {"b", "c"}, {}}, 80) == "a\nb  c\n\n");
  CHECK(aligned({{"abc", "def"}}, 2) == "a…\n");
}
