// The words of a command line, one a line of the input: what the options are set to comes from
// the words, whole, and is the same however it is spelled; no URI is left where others see it.

#include "cli/arguments.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/globals.h"
#include "cli/words.h"
#include "core/base/text.h"
#include "tests/fuzz/harness.h"

using namespace fob;
using Words = std::vector<std::string>;

namespace {

/// A command's parser, with all that it sets.
struct Declared {
  cli::Parser parser;
  cli::GlobalOptions globals;
  cli::Run work;

  explicit Declared(const cli::Command* command) {
    globals.declare(parser);
    if (command != nullptr) work = command->declare(parser);
  }
};

/// argv as the system has it.
class Argv {
 public:
  explicit Argv(std::string_view input) {
    words_.emplace_back("fob");
    for (const std::string_view word : split(input, '\n')) {
      const std::string_view text = word.substr(0, word.find('\0'));
      words_.emplace_back(text);
    }
    for (std::string& word : words_)
      pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }

  int count() const noexcept { return static_cast<int>(words_.size()); }
  char** data() noexcept { return pointers_.data(); }
  const Words& words() const noexcept { return words_; }

 private:
  Words words_;
  std::vector<char*> pointers_;
};

bool has_uri(std::string_view word) {
  static constexpr std::array<std::string_view, 4> schemes{
      "otpauth://", "otpauth-migration:", "steam://", "motp://"};
  const std::string lower = lowered(word);
  return std::ranges::any_of(
      schemes, [&](std::string_view scheme) { return lower.find(scheme) != lower.npos; });
}

void check_uris(const cli::Arguments& arguments, const Words& typed, const Words& left) {
  const Words& words = arguments.words();
  fuzz::require(words.size() + 1 == typed.size(), "a word was lost, or made up");
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = typed[i + 1];
    fuzz::require(!has_uri(words[i]) && !has_uri(left[i + 1]),
                  "a URI is left where others see it");
    if (!has_uri(word)) {
      fuzz::require(words[i] == word && left[i + 1] == word, "a word was changed");
    } else if (const Secret* const uri = arguments.uri(words[i])) {
      fuzz::require(uri->reveal_text() == word, "a URI was changed");
    } else {
      fuzz::require(words[i].starts_with("--"), "a URI is lost");
    }
  }
}

/// What `parser` was set to, as words that set it again: all that has a value with its long
/// name, `=` or not, and the operands behind `--`.
Words written(const cli::Parser& parser, bool joined) {
  Words words;
  const auto put = [&](const cli::Option& option, const std::string& value) {
    const std::string& name = option.long_name();
    // Only `=` can give an empty value, or one that looks like an option. One that may be left
    // out is never a word of its own, and is empty when it was.
    if (option.optional && value.empty()) {
      words.push_back(name);
    } else if (joined || option.optional || value.empty() || value.starts_with('-')) {
      words.push_back(name + '=' + value);
    } else {
      words.insert(words.end(), {name, value});
    }
  };
  for (const cli::Option& option : parser.options()) {
    if (const auto* const flag = std::get_if<bool*>(&option.into)) {
      if (**flag) words.push_back(option.long_name());
    } else if (const auto* const value = std::get_if<1>(&option.into)) {
      if (**value) put(option, ***value);
    } else {
      for (const std::string& one : *std::get<2>(option.into))
        put(option, one);
    }
  }
  words.emplace_back("--");
  const auto operands = parser.operand_values();
  words.insert(words.end(), operands.begin(), operands.end());
  return words;
}

/// An option's name may be repeated, and nothing else.
bool is_option_name(std::string_view piece) {
  return piece.find_first_not_of("-abcdefghijklmnopqrstuvwxyz") == piece.npos;
}

struct Parsed {
  cli::Request request;
  std::unique_ptr<Declared> declared;
};

Parsed parse(const cli::Arguments& arguments) {
  Parsed parsed{cli::find_command(arguments.words()), nullptr};
  parsed.declared = std::make_unique<Declared>(parsed.request.command);
  parsed.declared->parser.parse(parsed.request.words, "fob --help");
  return parsed;
}

Parsed parse_text(std::string_view input) {
  Argv argv(input);
  return parse(cli::Arguments(argv.count(), argv.data()));
}

/// A value and an operand is a word that was typed, or the end of one.
void check_values(const Words& words, const cli::Parser& parser) {
  const auto is_end_of_word = [&](std::string_view value) {
    return std::ranges::any_of(words,
                               [&](const std::string& word) { return word.ends_with(value); });
  };
  fuzz::require(std::ranges::all_of(parser.option_values(), is_end_of_word),
                "an option has a value that nobody typed");
  fuzz::require(std::ranges::all_of(parser.operand_values(),
                                    [&](const std::string& operand) {
                                      return std::ranges::find(words, operand) != words.end();
                                    }),
                "there is an operand that nobody typed");
}

void check_again(const cli::Command* command, const cli::Parser& parser, bool joined) {
  Declared again(command);
  again.parser.parse(written(parser, joined), "fob --help");
  fuzz::require(written(again.parser, joined) == written(parser, joined),
                "the options are others when they are written and read again");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  Argv argv(input);
  const Words typed = argv.words();
  const cli::Arguments arguments(argv.count(), argv.data());
  check_uris(arguments, typed, argv.words());

  const auto parsed = fuzz::parsed(input, {Kind::usage}, parse_text, is_option_name);
  if (!parsed) return 0;
  const cli::Parser& parser = parsed->declared->parser;
  check_values(parsed->request.words, parser);
  check_again(parsed->request.command, parser, true);
  check_again(parsed->request.command, parser, false);
  fuzz::parsed(
      input, {Kind::usage},
      [](std::string_view text) {
        parse_text(text).declared->globals.values();
        return true;
      },
      is_option_name);
  return 0;
}
