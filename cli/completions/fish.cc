#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completions/completions.h"
#include "cli/completions/filled.h"
#include "cli/completions/lists.h"

namespace fob::cli {
namespace {

constexpr std::string_view head = R"sh(# fish completion for fob

function __fob_typed --description 'The command before the cursor, how many operands, and these'
    set -l command code
    set -l operands
    set -l is_named no
    set -l is_value no
    set -l is_ended no
    for word in (commandline -opc)[2..-1]
        if test $is_value = yes
            set is_value no
        else if test $is_ended = no; and test "$word" = --
            set is_ended yes
        else if test $is_ended = no; and string match -qr -- '^-.' "$word"
            switch "$command $word"
@takes@            end
        else if test $is_named = yes
            set -a operands "$word"
        else
            set is_named yes
            if test $is_ended = no
                switch "$word"
@commands@                end
            end
        end
    end
    test $is_named = no; and test $is_ended = no; and set command ''
    printf '%s\n' "$command" (count $operands) $operands
end

function __fob_none --description 'Is there no command yet?'
    set -l typed (__fob_typed)
    test -z "$typed[1]"
end

function __fob_in --description 'Is the command one of these?'
    set -l typed (__fob_typed)
    contains -- "$typed[1]" $argv
end

function __fob_after --description 'Is what was typed this command with these operands?'
    set -l typed (__fob_typed)
    set -e typed[2]
    test "$typed" = "$argv"
end

function __fob_wants_name --description 'Is the name of an account wanted?'
    set -l typed (__fob_typed)
    switch "$typed[1]"
        case ''@accounts@
            return 0
@account@    end
    return 1
end

function __fob_names --description 'The names that fob lists; none of a locked vault'
    string match -q -- '-*' (commandline -ct); and return
    command -q fob; or return
    set -l listed
    set -l is_vault no
    for word in (commandline -opc)[2..-1]
        if test $is_vault = yes
            set is_vault no
            string match -qr -- '^~(/|$)' "$word"; and set word "$HOME"(string sub -s 2 -- "$word")
            set -a listed --vault="$word"
            continue
        end
        switch "$word"
            case --
                break
            case --vault
                set is_vault yes
            case '--vault=*'
                set -a listed "$word"
@removed@        end
    end
    set -l first
    __fob_none; and set first @first words@
    for name in (command fob list --unlocked $listed </dev/null 2>/dev/null)
        string match -q -- '-*' "$name"; or contains -- "$name" $first; or printf '%s\n' "$name"
    end
end

complete -c fob -f
complete -c fob -n __fob_wants_name -a '(__fob_names)' -d account
)sh";

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

/// Lines of a `switch`; nothing without patterns, for those are none.
std::string when(const std::string& indent, const std::vector<std::string>& patterns,
                 std::string_view then) {
  return patterns.empty()
             ? ""
             : fmt::format("{0}case {1}\n{0}    {2}\n", indent, fmt::join(patterns, " "), then);
}

/// The line for `option`, offered where `condition` (` -n ...`, or nothing) holds.
std::string option_line(const OptionWords& option, const std::string& condition) {
  std::string line = "complete -c fob" + condition;
  if (!option.short_name.empty()) line += " -s " + option.short_name.substr(1);
  if (!option.long_name.empty()) line += " -l " + option.long_name.substr(2);
  return line + fmt::format("{} -d {}\n", parameter(option), quoted(option.summary));
}

/// The line for `words`, offered where `typed` is all that stands there.
std::string words_line(const std::string& typed, const std::vector<std::string>& words) {
  return fmt::format("complete -c fob -n '__fob_after {}' -a '{}'\n", typed,
                     fmt::join(words, " "));
}

/// For the options whose value is a word of its own: that is no operand.
std::string takes(const ProgramWords& program) {
  std::vector<std::string> patterns;
  const auto add = [&](std::string_view command, const std::vector<OptionWords>& options) {
    for (const OptionWords& option : options) {
      if (option.takes == Takes::nothing || option.optional) continue;
      for (const std::string& name : option_names({option}))
        patterns.push_back(fmt::format("'{} {}'", command, name));
    }
  };
  add("*", program.options);
  for (const CommandWords& command : program.commands)
    add(command.name, command.options);
  return when("                ", patterns, "set is_value yes");
}

/// What a word means where a command may stand. Any other is the name of an account.
std::string commands(const ProgramWords& program) {
  std::vector<std::string> names;
  std::string aliases;
  for (const CommandWords& command : program.commands) {
    names.push_back(command.name);
    if (command.alias.empty()) continue;
    aliases += when("                    ", {command.alias}, "set command " + command.name);
  }
  return aliases + when("                    ", names, "set command \"$word\"");
}

std::string head_of(const ProgramWords& program) {
  std::string accounts;
  for (const std::string& command : commands_with(program, Operands::accounts))
    accounts += " " + command;
  return filled(
      head,
      {{"@takes@", takes(program)},
       {"@commands@", commands(program)},
       {"@accounts@", accounts},
       {"@account@", when("        ", commands_with(program, Operands::account),
                          "test $typed[2] -eq 0\n            return")},
       {"@removed@", when("            ", removed_options(program), "set -a listed --removed")},
       {"@first words@", fmt::format("{}", fmt::join(first_words(program), " "))}});
}

}  // namespace

std::string fish_completion(const ProgramWords& program) {
  std::string script = head_of(program);
  for (const OptionWords& option : program.options)
    script += option_line(option, {});
  for (const CommandWords& command : program.commands) {
    script += fmt::format("\ncomplete -c fob -n __fob_none -a {} -d {}\n", command.name,
                          quoted(command.summary));
    const std::string condition = fmt::format(" -n '__fob_in {}'", command.name);
    for (const OptionWords& option : command.options)
      script += option_line(option, condition);
    if (command.operands == Operands::file) {
      script += fmt::format("complete -c fob{} -F\n", condition);
    } else if (command.operands == Operands::word) {
      script += words_line(command.name, command.words);
    }
    for (const FollowingWords& each : command.following)
      script += words_line(command.name + " " + each.after, each.words);
  }
  return script;
}

}  // namespace fob::cli
