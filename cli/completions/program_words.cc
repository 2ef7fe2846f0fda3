#include "cli/completions/program_words.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "cli/command.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

OptionWords option_words(const CLI::Option& option) {
  OptionWords words;
  if (!option.get_lnames().empty()) words.long_name = "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) words.short_name = "-" + option.get_snames().front();
  words.summary = option.get_description();
  if (option.get_items_expected_max() == 0) return words;
  const std::string& value = option.get_option_text();
  if (value == "PATH" || value == "FILE") {
    words.takes = Takes::file;
  } else if (value.find('|') != value.npos) {
    words.takes = Takes::word;
    for (const std::string_view word : split(value, '|'))
      words.words.emplace_back(word);
  } else {
    words.takes = Takes::text;
  }
  return words;
}

std::vector<OptionWords> options_of(const CLI::App& app) {
  std::vector<OptionWords> words;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) words.push_back(option_words(*option));
  }
  return words;
}

CommandWords command_words(const Command& command) {
  CLI::App app;
  app.set_help_flag();
  command.declare(app);
  CommandWords words;
  words.name = command.name;
  words.alias = command.alias;
  words.summary = command.summary;
  words.options = options_of(app);
  if (command.operands.find("FILE") != std::string_view::npos) {
    words.operands = Operands::file;
  } else if (!command.operands.empty()) {
    words.operands = Operands::account;
  }
  return words;
}

}  // namespace

ProgramWords program_words() {
  CLI::App app;
  app.set_help_flag();
  GlobalOptions options;
  options.declare(app);
  ProgramWords words;
  words.options = options_of(app);
  for (const Command& command : commands())
    words.commands.push_back(command_words(command));
  return words;
}

}  // namespace fob::cli
