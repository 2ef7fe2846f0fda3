#include "cli/help.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/text.h"

namespace fob::cli {
namespace {

Run declare_nothing(Parser&) {
  return {};
}

constexpr Command sample{"polish",
                         "",
                         "Other",
                         "make it shine",
                         "[NAME]",
                         "  fob polish brass     at once\n"
                         "  fob polish --soft -  with care\n",
                         declare_nothing};

/// A parser as main builds it, before a command's own options.
struct WithGlobals : Parser {
  WithGlobals() { options.declare(*this); }
  GlobalOptions options;
};

std::size_t widest(const std::string& text) {
  std::size_t width = 0;
  for (const auto line : split(text, '\n'))
    width = std::max(width, line.size());
  return width;
}

}  // namespace

TEST_CASE("help says what a command does, its own options, and two examples") {
  WithGlobals parser;
  bool soft = false;
  std::optional<std::string> grain;
  std::vector<std::string> operands;
  parser.operands(operands);
  parser.flag("-s,--soft", soft, "with care");
  parser.value("--grain", grain, "fine|coarse", "of the paste");
  CHECK(command_help(sample, parser) ==
        "fob polish: make it shine\n"
        "\n"
        "Usage: fob polish [OPTIONS] [NAME]\n"
        "\n"
        "Options:\n"
        "  -s, --soft           with care\n"
        "  --grain fine|coarse  of the paste\n"
        "\n"
        "Examples:\n"
        "  fob polish brass     at once\n"
        "  fob polish --soft -  with care\n"
        "\n"
        "More: fob --help, fob help polish\n");
}

TEST_CASE("help shows in brackets what may be left out") {
  WithGlobals parser;
  std::optional<std::string> copy;
  parser.optional_value("--copy", copy, "osc52", "to the clipboard");
  CHECK(command_help(sample, parser).find("\n  --copy[=osc52]  to the clipboard\n") !=
        std::string::npos);
}

TEST_CASE("a command without options has no list of them") {
  WithGlobals parser;
  CHECK(command_help(sample, parser) ==
        "fob polish: make it shine\n"
        "\n"
        "Usage: fob polish [OPTIONS] [NAME]\n"
        "\n"
        "Examples:\n"
        "  fob polish brass     at once\n"
        "  fob polish --soft -  with care\n"
        "\n"
        "More: fob --help, fob help polish\n");
}

TEST_CASE("more options than there is room for stand beside each other") {
  WithGlobals parser;
  std::vector<std::optional<std::string>> values(30);
  for (std::size_t i = 0; i < values.size(); ++i) {
    parser.value("--layer-" + std::to_string(i), values[i], "COLOR", "a layer");
  }
  const std::string help = command_help(sample, parser);
  CHECK(help.find(
            "  [--layer-0 COLOR] [--layer-1 COLOR] [--layer-2 COLOR] [--layer-3 COLOR]\n") !=
        help.npos);
  CHECK(help.find("[--layer-29 COLOR]\n") != help.npos);
  CHECK(widest(help) <= 80);
  CHECK(std::ranges::count(help, '\n') <= 24);
}

TEST_CASE("the help of all is as long as a small terminal, and names every command") {
  WithGlobals parser;
  const std::string help = program_help(parser);
  CHECK(
      help.starts_with("fob: one-time codes from an encrypted vault\n\n"
                       "Usage: fob COMMAND [OPTIONS]    or: fob NAME\n\n"));
  CHECK(
      help.ends_with("\nExamples:\n"
                     "  fob import list.txt     takes in a list of otpauth:// URIs\n"
                     "  fob GitHub:alice        prints the code\n"
                     "\n"
                     "More: fob COMMAND --help, fob help COMMAND\n"));
  for (const Command& command : commands())
    CHECK(help.find(command.name) != help.npos);
  CHECK(widest(help) <= 80);
  CHECK(std::ranges::count(help, '\n') <= 24);
}

TEST_CASE("the help of all has the commands in groups, with their other names") {
  const std::string help = built_in_help(nullptr);
  CHECK(help.find("\n  Codes       code (or otp), verify, list, show\n") != help.npos);
  CHECK(help.find(
            "\n  Vault       init, passphrase, slot, unlock, lock, status, backup, restore,\n"
            "              check\n") != help.npos);
  std::vector<std::string_view> groups;
  for (const Command& command : commands()) {
    if (groups.empty() || groups.back() != command.group) groups.push_back(command.group);
  }
  auto sorted = groups;
  std::ranges::sort(sorted);
  CHECK(std::ranges::adjacent_find(sorted) == sorted.end());  // each group is in one place
}

TEST_CASE("the help of every command fits a small terminal and has two examples") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    const std::string help = built_in_help(&command);
    CHECK(help.starts_with("fob " + std::string(command.name) + ": "));
    CHECK(widest(help) <= 80);
    CHECK(std::ranges::count(help, '\n') <= 24);
    const std::size_t examples = help.find("\nExamples:\n  ");
    REQUIRE(examples != help.npos);
    CHECK(std::ranges::count(command.examples, '\n') == 2);
    CHECK(help.ends_with("\nMore: fob --help, fob help " + std::string(command.name) + "\n"));
  }
}

TEST_CASE("the summary names what to type next, in ten lines at most") {
  for (const bool exists : {false, true}) {
    for (const bool previous : {false, true}) {
      const std::string text = summary(exists, previous);
      CHECK((text.find("fob init") == text.npos) == (exists || previous));
      CHECK((text.find("fob restore --previous") == text.npos) == (exists || !previous));
      CHECK(text.ends_with("\nMore: fob --help, fob help\n"));
      CHECK(std::ranges::count(text, '\n') <= 10);
    }
  }
}

}  // namespace fob::cli
