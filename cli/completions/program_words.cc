#include "cli/completions/program_words.h"

#include <algorithm>
#include <array>

#include "cli/command.h"
#include "core/base/text.h"
#include "core/vault/slot.h"

namespace fob::cli {
namespace {

constexpr std::array<std::string_view, 3> for_removed{"--removed", "--undo", "--purge"};

OptionWords option_words(const Option& option) {
  OptionWords words;
  words.long_name = option.long_name();
  if (option.names.size() > 1) words.short_name = option.names.front();
  words.summary = option.help;
  words.optional = option.optional;
  words.removed = std::ranges::find(for_removed, words.long_name) != for_removed.end();
  if (option.is_flag()) return words;
  if (option.value == "PATH" || option.value == "FILE") {
    words.takes = Takes::file;
  } else if (option.value.find('|') != std::string::npos || option.optional) {
    words.takes = Takes::word;
    for (const std::string_view word : split(option.value, '|'))
      words.words.emplace_back(word);
  } else {
    words.takes = Takes::text;
  }
  return words;
}

std::vector<OptionWords> options_of(const Parser& parser) {
  std::vector<OptionWords> words;
  for (const Option& option : parser.options())
    words.push_back(option_words(option));
  return words;
}

std::vector<std::string> slot_kinds() {
  using enum vault::SlotKind;
  std::vector<std::string> words;
  for (const vault::SlotKind kind : {passphrase, recovery, keyfile})
    words.emplace_back(vault::word(kind));
  return words;
}

CommandWords command_words(const Command& command) {
  Parser parser;
  command.declare(parser);
  CommandWords words;
  words.name = command.name;
  words.alias = command.alias;
  words.summary = command.summary;
  words.options = options_of(parser);
  if (command.operands == "[COMMAND]") {
    words.operands = Operands::word;
    for (const Command& other : commands())
      words.words.emplace_back(other.name);
  } else if (command.operands.starts_with("list |")) {
    // The word of each form, and the kinds of slot behind one; no id is offered.
    words.operands = Operands::word;
    for (const std::string_view form : split(command.operands, '|')) {
      const auto parts = split(trimmed(form), ' ');
      words.words.emplace_back(parts.front());
      if (parts.back() == "KIND") words.following.push_back({words.words.back(), slot_kinds()});
    }
  } else if (command.operands.starts_with("bash")) {
    words.operands = Operands::word;
    for (const std::string_view word : split(command.operands, '|'))
      words.words.emplace_back(word);
  } else if (command.operands.find("FILE") != std::string_view::npos) {
    words.operands = Operands::file;
  } else if (command.operands.find("QUERY...") != std::string_view::npos) {
    words.operands = Operands::accounts;
  } else if (command.operands.find("QUERY") != std::string_view::npos) {
    words.operands = Operands::account;
  } else if (!command.operands.empty()) {
    words.operands = Operands::text;
  }
  return words;
}

}  // namespace

ProgramWords program_words() {
  Parser parser;
  GlobalOptions options;
  options.declare(parser);
  ProgramWords words;
  words.options = options_of(parser);
  for (const Command& command : commands())
    words.commands.push_back(command_words(command));
  for (const std::string_view word : reserved_words())
    words.reserved.emplace_back(word);
  return words;
}

}  // namespace fob::cli
