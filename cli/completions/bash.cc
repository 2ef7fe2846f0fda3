#include <map>

#include <fmt/format.h>

#include "cli/completions/completions.h"

namespace fob::cli {
namespace {

constexpr std::string_view head = R"(# bash completion for fob

# What the option $2 of the command $1 takes, in `takes`: nothing, `text`, `file`, or the
# words to choose from. One that ends in `=` has a value that may be left out.
_fob_takes() {
  takes=''
  case "$1 $2" in
)";

constexpr std::string_view between = R"(  esac
}

_fob() {
  local cur=${COMP_WORDS[COMP_CWORD]} command='' option='' ended='' takes='' offered='' word i
  COMPREPLY=()

  # `option` is the one that still waits for its value. bash splits words at `=`.
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $option ]]; then
      [[ $word == '=' ]] || option=''
    elif [[ ! $ended && $word == '=' ]]; then
      _fob_takes "$command" "${COMP_WORDS[i - 1]}="
      [[ ! $takes ]] || option="${COMP_WORDS[i - 1]}="
    elif [[ ! $ended && $word == -- ]]; then
      ended=yes
    elif [[ ! $ended && $word == -?* ]]; then
      _fob_takes "$command" "$word"
      [[ ! $takes ]] || option=$word
    elif [[ ! $command && $word != '=' ]]; then
      command=$word
      [[ ! $ended ]] || command=code
      case $command in
)";

constexpr std::string_view lookup = R"(      esac
    fi
  done

  [[ $option || $ended || $cur != '=' ]] || option="${COMP_WORDS[COMP_CWORD - 1]}="
  if [[ $option ]]; then
    [[ $cur != '=' ]] || cur=''
    _fob_takes "$command" "$option"
    offered=$takes
    [[ $takes != text ]] || offered=''
  elif [[ ! $ended && $cur == -* ]]; then
    offered=')";

constexpr std::string_view own_options = R"('
    case $command in
)";

constexpr std::string_view operands = R"(    esac
  elif [[ ! $command ]]; then
    [[ $ended ]] || offered=')";

constexpr std::string_view own_operands = R"('
  else
    case $command in
)";

constexpr std::string_view tail = R"(    esac
  fi

  if [[ $offered == file ]]; then
    compopt -o default 2> /dev/null  # readline's own completion of files
  elif [[ $offered ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$cur")
  fi
}

complete -F _fob fob
)";

std::string taken(const OptionWords& option) {
  switch (option.takes) {
    case Takes::nothing:
      return {};
    case Takes::text:
      return "'text'";
    case Takes::file:
      return "'file'";
    case Takes::word:
      return fmt::format("'{}'", fmt::join(option.words, " "));
  }
  return {};
}

/// The options that take the same, by what they take: patterns of `COMMAND OPTION`.
using Patterns = std::map<std::string, std::vector<std::string>>;

void add_patterns(Patterns& patterns, const std::string& command, const OptionWords& option) {
  if (option.takes == Takes::nothing) return;
  for (std::string name : {option.long_name, option.short_name}) {
    if (name.empty()) continue;
    if (option.optional) name += "=";
    patterns[taken(option)].push_back(command.empty() ? fmt::format("*' {}'", name)
                                                      : fmt::format("'{} {}'", command, name));
  }
}

std::string names_of(const std::vector<OptionWords>& options) {
  std::vector<std::string> names;
  for (const OptionWords& option : options) {
    for (const std::string& name : {option.long_name, option.short_name}) {
      if (!name.empty()) names.push_back(name);
    }
  }
  return fmt::format("{}", fmt::join(names, " "));
}

}  // namespace

std::string bash_completion(const ProgramWords& program) {
  Patterns patterns;
  std::string commands, aliases, options, operand_cases;
  for (const OptionWords& option : program.options)
    add_patterns(patterns, {}, option);
  for (const CommandWords& command : program.commands) {
    for (const OptionWords& option : command.options) {
      add_patterns(patterns, command.name, option);
    }
    commands += (commands.empty() ? "" : " ") + command.name;
    if (!command.alias.empty()) {
      aliases += fmt::format("        {}) command={} ;;\n", command.alias, command.name);
    }
    if (!command.options.empty()) {
      options +=
          fmt::format("      {}) offered+=' {}' ;;\n", command.name, names_of(command.options));
    }
    if (command.operands == Operands::file) {
      operand_cases += fmt::format("      {}) offered='file' ;;\n", command.name);
    } else if (command.operands == Operands::word) {
      operand_cases += fmt::format("      {}) offered='{}' ;;\n", command.name,
                                   fmt::join(command.words, " "));
    }
  }

  std::string script(head);
  for (const auto& [takes, options_with_it] : patterns) {
    script += fmt::format("    {})\n      takes={} ;;\n",
                          fmt::join(options_with_it, " | \\\n    "), takes);
  }
  script.append(between).append(aliases).append(lookup).append(names_of(program.options));
  script.append(own_options).append(options).append(operands).append(commands);
  return script.append(own_operands).append(operand_cases).append(tail);
}

}  // namespace fob::cli
