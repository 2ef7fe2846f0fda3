#include "cli/completions/lists.h"

namespace fob::cli {

std::vector<std::string> option_names(const std::vector<OptionWords>& options) {
  std::vector<std::string> names;
  for (const OptionWords& option : options) {
    for (const std::string& name : {option.long_name, option.short_name}) {
      if (!name.empty()) names.push_back(name);
    }
  }
  return names;
}

std::vector<std::string> first_words(const ProgramWords& program) {
  std::vector<std::string> words;
  for (const CommandWords& command : program.commands) {
    words.push_back(command.name);
    if (!command.alias.empty()) words.push_back(command.alias);
  }
  words.insert(words.end(), program.reserved.begin(), program.reserved.end());
  return words;
}

std::vector<std::string> removed_options(const ProgramWords& program) {
  std::vector<OptionWords> options;
  for (const CommandWords& command : program.commands) {
    for (const OptionWords& option : command.options) {
      if (option.removed) options.push_back(option);
    }
  }
  return option_names(options);
}

std::vector<std::string> commands_with(const ProgramWords& program, Operands operands) {
  std::vector<std::string> names;
  for (const CommandWords& command : program.commands) {
    if (command.operands == operands) names.push_back(command.name);
  }
  return names;
}

}  // namespace fob::cli
