#include <fmt/format.h>

#include "cli/completions/completions.h"

namespace fob::cli {
namespace {

constexpr std::string_view head = R"(# fish completion for fob

function __fob_command --description 'The command that is typed so far, or nothing'
    set -l is_value no
    for word in (commandline -opc)[2..-1]
        if test $is_value = yes
            set is_value no
            continue
        end
        switch $word
)";

constexpr std::string_view tail = R"(            case --
                echo code
                return
            case '-?*'
            case '*'
                echo $word
                return
        end
    end
end

function __fob_none --description 'Is there no command yet?'
    set -l command (__fob_command)
    test -z "$command"
end

function __fob_in --description 'Is the command one of these?'
    set -l command (__fob_command)
    contains -- "$command" $argv
end

complete -c fob -f
)";

/// `text` between single quotes.
std::string quoted(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') word += '\\';
    word += c;
  }
  return word += '\'';
}

std::string parameter(const OptionWords& option) {
  switch (option.takes) {
    case Takes::nothing:
      return {};
    case Takes::text:
      return " -x";
    case Takes::file:
      return " -r -F";
    case Takes::word:
      if (option.optional) return fmt::format(" -a '{}'", fmt::join(option.words, " "));
      return fmt::format(" -x -a '{}'", fmt::join(option.words, " "));
  }
  return {};
}

/// The line for `option`, offered where `condition` (` -n ...`, or nothing) holds.
std::string option_line(const OptionWords& option, const std::string& condition) {
  std::string line = "complete -c fob" + condition;
  if (!option.short_name.empty()) line += " -s " + option.short_name.substr(1);
  if (!option.long_name.empty()) line += " -l " + option.long_name.substr(2);
  return line + fmt::format("{} -d {}\n", parameter(option), quoted(option.summary));
}

/// The global options whose value is a word of its own: it is no command.
std::string options_with_value(const std::vector<OptionWords>& options) {
  std::string names;
  for (const OptionWords& option : options) {
    if (option.takes == Takes::nothing || option.optional) continue;
    if (!option.long_name.empty()) names += " " + option.long_name;
    if (!option.short_name.empty()) names += " " + option.short_name;
  }
  return names.empty()
             ? names
             : fmt::format("            case{}\n                set is_value yes\n", names);
}

}  // namespace

std::string fish_completion(const ProgramWords& program) {
  std::string script = std::string(head) + options_with_value(program.options);
  script += tail;
  for (const OptionWords& option : program.options)
    script += option_line(option, {});
  for (const CommandWords& command : program.commands) {
    script += fmt::format("\ncomplete -c fob -n __fob_none -a {} -d {}\n", command.name,
                          quoted(command.summary));
    const std::string names =
        command.alias.empty() ? command.name : command.name + " " + command.alias;
    const std::string condition = fmt::format(" -n '__fob_in {}'", names);
    for (const OptionWords& option : command.options)
      script += option_line(option, condition);
    if (command.operands == Operands::file) {
      script += fmt::format("complete -c fob{} -F\n", condition);
    } else if (command.operands == Operands::word) {
      script +=
          fmt::format("complete -c fob{} -a '{}'\n", condition, fmt::join(command.words, " "));
    }
  }
  return script;
}

}  // namespace fob::cli
