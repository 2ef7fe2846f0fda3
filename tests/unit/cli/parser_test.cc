#include "cli/parser.h"

#include <doctest/doctest.h>

#include "core/base/error.h"

namespace fob::cli {
namespace {

using Words = std::vector<std::string>;

/// A parser with one option of each kind.
struct Sample {
  bool loud = false, dry = false;
  std::optional<std::string> output, limit;
  std::vector<std::string> tags, operands;
  Parser parser;

  Sample() {
    parser.flag("-l,--loud", loud, "with noise");
    parser.flag("-d,--dry", dry, "without doing it");
    parser.value("-o,--output", output, "FILE", "where to");
    parser.value("--limit", limit, "N", "at most");
    parser.values("--tag", tags, "TAG", "some");
    parser.operands(operands);
  }

  /// The message and the hint that parse() ends with.
  std::string failure(Words words) {
    try {
      parser.parse(std::move(words), "fob polish --help");
    } catch (const Error& error) {
      CHECK(error.kind() == Kind::usage);
      return std::string(error.what()) + " | " + error.hint();
    }
    return "none";
  }
};

}  // namespace

TEST_CASE("options and operands may stand in any order") {
  Sample sample;
  sample.parser.parse({"one", "--limit", "3", "-l", "two", "-o", "file"}, "");
  CHECK(sample.loud);
  CHECK_FALSE(sample.dry);
  CHECK(sample.limit == "3");
  CHECK(sample.output == "file");
  CHECK(sample.operands == Words{"one", "two"});
}

TEST_CASE("an option's value may follow an equals sign, or a short name at once") {
  Sample sample;
  sample.parser.parse({"--limit=3", "-ofile", "-ld"}, "");
  CHECK(sample.limit == "3");
  CHECK(sample.output == "file");
  CHECK(sample.loud);
  CHECK(sample.dry);
}

TEST_CASE("an option that may be repeated takes one value each time") {
  Sample sample;
  sample.parser.parse({"--tag", "a", "one", "--tag", "b"}, "");
  CHECK(sample.tags == Words{"a", "b"});
  CHECK(sample.operands == Words{"one"});
}

TEST_CASE("the value of an option may look like an option") {
  Sample sample;
  sample.parser.parse({"--limit", "--loud", "--tag=--dry"}, "");
  CHECK(sample.limit == "--loud");
  CHECK(sample.tags == Words{"--dry"});
  CHECK_FALSE(sample.loud);
  CHECK_FALSE(sample.dry);
}

TEST_CASE("what follows -- is an operand, whatever it looks like") {
  Sample sample;
  sample.parser.parse({"-l", "--", "--dry", "-o", "--"}, "");
  CHECK(sample.loud);
  CHECK_FALSE(sample.dry);
  CHECK(sample.operands == Words{"--dry", "-o", "--"});
}

TEST_CASE("the value of an option may be empty") {
  Sample sample;
  sample.parser.parse({"--limit=", "one", "--tag", "", "--tag=", "-o", "", "two"}, "");
  CHECK(sample.limit == "");
  CHECK(sample.tags == Words{"", ""});
  CHECK(sample.output == "");
  CHECK(sample.operands == Words{"one", "two"});

  Sample another;
  another.parser.parse({"-lo", "--limit=", "--tag", "--tag=", "--", "--limit="}, "");
  CHECK(another.output == "--limit=");
  CHECK(another.tags == Words{"--tag="});
  CHECK(another.operands == Words{"--limit="});
}

TEST_CASE("a negative number is an operand, or a value") {
  Sample sample;
  sample.parser.parse({"-5", "-lo-6", "--limit", "-7"}, "");
  CHECK(sample.operands == Words{"-5"});
  CHECK(sample.output == "-6");
  CHECK(sample.limit == "-7");
}

TEST_CASE("a word in brackets is one word") {
  Sample sample;
  sample.parser.parse({"[a,b]", "--limit", "[c,d]", "\x02"}, "");
  CHECK(sample.operands == Words{"[a,b]", "\x02"});
  CHECK(sample.limit == "[c,d]");
}

TEST_CASE("a value that follows at once is kept, whatever it begins with") {
  Sample sample;
  sample.parser.parse({"--tag=\x02x", "--tag=\x02", "--tag=\x02\x02", "--tag=[a,b]", "--tag",
                       "\x02y", "-lo\x02z", "--limit=[", "one"},
                      "");
  CHECK(sample.tags == Words{"\x02x", "\x02", "\x02\x02", "[a,b]", "\x02y"});
  CHECK(sample.output == "\x02z");
  CHECK(sample.limit == "[");
  CHECK(sample.operands == Words{"one"});

  Sample another;
  another.parser.parse({"-o[a,b]", "-d", "--tag", "", "--", "--tag=\x02", "-o\x02"}, "");
  CHECK(another.output == "[a,b]");
  CHECK(another.tags == Words{""});
  CHECK(another.operands == Words{"--tag=\x02", "-o\x02"});
}

TEST_CASE("an option that is not known is named, and what may have been meant") {
  Sample sample;
  CHECK(sample.failure({"--lout"}) == "there is no option --lout | did you mean: --loud");
  CHECK(sample.failure({"--xyz=1"}) == "there is no option --xyz | type: fob polish --help");
}

TEST_CASE("a word that may be a secret is not repeated") {
  Sample sample;
  CHECK(sample.failure({"--JBSWY3DP"}) ==
        "there is an option that is not known | type: fob polish --help");
}

TEST_CASE("an option is used as it was declared") {
  Sample sample;
  CHECK(sample.failure({"--limit"}) == "--limit needs a value | type: fob polish --help");
  CHECK(sample.failure({"--limit=1", "--limit=2"}) ==
        "--limit is given more than once | type: fob polish --help");
  for (const char* word : {"--loud=1", "--loud=true", "--loud="}) {
    CHECK(sample.failure({word}) == "--loud takes no value | type: fob polish --help");
  }
  for (const char* word : {"-l5", "-dl5", "-l=5", "-l--dry", "-l "}) {
    CHECK(sample.failure({word}) == "-l takes no value | type: fob polish --help");
  }
}

TEST_CASE("a value that may be left out stands behind an equals sign, or nowhere") {
  const auto copied = [](Words words, Words operands, std::optional<std::string> limit = {}) {
    Sample sample;
    std::optional<std::string> copy;
    sample.parser.optional_value("--copy", copy, "osc52", "to the clipboard");
    sample.parser.parse(std::move(words), "");
    CHECK(sample.operands == operands);
    CHECK(sample.limit == limit);
    return copy;
  };
  CHECK(copied({"one"}, {"one"}) == std::nullopt);
  CHECK(copied({"--copy", "one"}, {"one"}) == "");
  CHECK(copied({"one", "--copy"}, {"one"}) == "");
  CHECK(copied({"--copy=osc52", "one"}, {"one"}) == "osc52");
  CHECK(copied({"one", "--copy=a=b"}, {"one"}) == "a=b");
  CHECK(copied({"--limit", "--copy", "one"}, {"one"}, "--copy") == std::nullopt);
  CHECK(copied({"--limit=--copy", "--", "--copy"}, {"--copy"}, "--copy") == std::nullopt);
  CHECK(copied({"--", "--copy=osc52", "--limit"}, {"--copy=osc52", "--limit"}) == std::nullopt);
}

TEST_CASE("a value that may be left out is given once, and is not empty") {
  for (const auto& [words, failure] : std::vector<std::pair<Words, std::string>>{
           {{"--copy", "--copy"}, "--copy is given more than once | type: fob polish --help"},
           {{"--copy", "--copy=a"}, "--copy is given more than once | type: fob polish --help"},
           {{"--copy="}, "--copy= has no value | type: fob polish --help"},
           {{"--copi"}, "there is no option --copi | did you mean: --copy"},
           {{"--copy", "--limit"}, "--limit needs a value | type: fob polish --help"}}) {
    Sample sample;
    std::optional<std::string> copy;
    sample.parser.optional_value("--copy", copy, "osc52", "to the clipboard");
    CHECK(sample.failure(words) == failure);
  }
}

TEST_CASE("what was given can be looked at") {
  Sample sample;
  sample.parser.parse({"--limit", "3", "--tag", "a", "--tag", "b", "one"}, "");
  CHECK(sample.parser.option_values() == std::vector<std::string_view>{"3", "a", "b"});
  CHECK(sample.parser.operand_values().size() == 1);
  CHECK(sample.parser.operand_values().front() == "one");
  CHECK(Parser().operand_values().empty());

  std::optional<std::string> copy;
  Parser another;
  another.optional_value("--copy", copy, "osc52", "to the clipboard");
  another.parse({"--copy=osc52"}, "");
  CHECK(another.option_values() == std::vector<std::string_view>{"osc52"});
}

TEST_CASE("the options of every command are marked") {
  Parser parser;
  bool own = false, all = false;
  parser.flag("--own", own, "");
  parser.flag("-a,--all", all, "");
  parser.make_global(1);
  CHECK_FALSE(parser.options()[0].global);
  CHECK(parser.options()[1].global);
  CHECK(parser.options()[1].long_name() == "--all");
}

}  // namespace fob::cli
