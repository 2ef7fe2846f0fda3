#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completions/completions.h"
#include "cli/completions/filled.h"
#include "cli/completions/lists.h"

namespace fob::cli {
namespace {

constexpr std::string_view script = R"sh(# bash completion for fob

# What the option $2 of the command $1 takes, in `takes`: nothing, `text`, `file`, or the
# words to choose from. With `=` at its end $2 is one whose value may be left out.
_fob_takes() {
  takes=''
  case "$1 $2" in
@takes@  esac
}

# The line up to the cursor, read as bash reads it, but nothing in it is evaluated: `words`,
# those before the one at the cursor, as fob will get them; `cur`, that one; `quote`, which is
# open there; `kept`, how many characters of `cur` are left alone, for readline replaces what
# stands behind the last of COMP_WORDBREAKS, or from an `@` on; `redirected`, if `cur` is the file of a `>`.
_fob_read() {
  local line=${COMP_LINE:0:COMP_POINT} char begun='' cut=0 open=0 i
  words=() cur='' quote='' redirected=''
  for ((i = 0; i < ${#line}; i++)); do
    char=${line:i:1}
    case $quote$char in
      [[:space:]] | '<' | '>')
        if [[ $redirected ]]; then
          [[ ! $begun ]] || redirected=''
        elif [[ $begun && ($char == [[:space:]] || $cur == *[!0-9]*) ]]; then
          words+=("$cur")
        fi
        [[ $char == [[:space:]] ]] || redirected=yes
        cur='' begun='' cut=0
        continue
        ;;
      "'" | '"') quote=$char open=${#cur} ;;
      "''" | '""') quote='' ;;
      \\ | \"\\)
        ((++i))
        [[ ! $quote || ! ${line:i:1} || ${line:i:1} == [\$\`\"\\] ]] || cur+=$char
        cur+=${line:i:1}
        ;;
      '~')
        [[ $begun || ${line:i+1:1} != [/[:space:]] ]] || char=$HOME
        cur+=$char
        ;;
      *)
        [[ $quote || $char != @ || $COMP_WORDBREAKS != *@* ]] || cut=${#cur}
        cur+=$char
        [[ $quote || $char == @ || $COMP_WORDBREAKS != *"$char"* ]] || cut=${#cur}
        ;;
    esac
    begun=yes
  done
  kept=$cut
  [[ ! $quote ]] || kept=$open
}

# Offers the word $1, as it must be typed behind what is kept.
_fob_offer() {
  [[ $1 == "$cur"* ]] || return 0
  local rest=${1:kept} single="'\\''" exclamation="\"'!'\""
  case $quote in
    \') rest=${rest//\'/"$single"} ;;
    \")
      rest=${rest//\\/\\\\}
      rest=${rest//\"/\\\"}
      rest=${rest//\$/\\\$}
      rest=${rest//\`/\\\`}
      rest=${rest//!/"$exclamation"}
      ;;
    *) [[ ! $rest ]] || printf -v rest %q "$rest" ;;
  esac
  # Readline closes an open quote, but not behind the same character.
  [[ ! $quote || $rest != *"$quote" ]] || rest+=$quote
  COMPREPLY+=("$rest")
}

# Can the word $1 be no account where a command may stand?
_fob_is_taken() {
  case $1 in
    @first words@) return 0 ;;
  esac
  return 1
}

# Offers the names that fob lists with the options "$@". Of a locked vault it lists none.
_fob_names() {
  local listed names=() name
  type -P fob > /dev/null || return 0
  mapfile -t listed < <(command fob list --unlocked "$@" < /dev/null 2> /dev/null)
  for name in "${listed[@]}"; do
    [[ $name != -* ]] || continue
    [[ $command ]] || ! _fob_is_taken "$name" || continue
    names+=("$name")
  done
  for name in "${names[@]}"; do _fob_offer "$name"; done
  ((${#COMPREPLY[@]} == 0)) || return 0
  # Perhaps it is typed in another case: then as the first that begins so is written.
  for name in "${names[@]}"; do
    [[ ${name,,} == "${cur,,}"* && ${name:0:kept} == "${cur:0:kept}" ]] || continue
    cur=${name:0:${#cur}}
    break
  done
  for name in "${names[@]}"; do _fob_offer "$name"; done
}

_fob() {
  local words cur quote kept redirected command='' option='' ended='' takes='' offered=''
  local listed=() named='' joint='' operands=0 typed='' word IFS=$' \t\n'
  COMPREPLY=()
  _fob_read

  # `option` is the one that still waits for its value.
  for word in "${words[@]:1}"; do
    if [[ $option ]]; then
      [[ $option != --vault ]] || listed+=("--vault=$word")
      option=''
    elif [[ ! $ended && $word == -- ]]; then
      ended=yes
    elif [[ ! $ended && $word == -?* ]]; then
      _fob_takes "${command:-code}" "$word"
      [[ ! $takes ]] || option=$word
      case $word in
        --vault=*) listed+=("$word") ;;
@removed@      esac
    elif [[ $command ]]; then
      ((++operands))
      typed+=" $word"
    else
      command=$word
      [[ ! $ended ]] || command=code
      case $command in
@aliases@@commands@        *) command=code ;;
      esac
    fi
  done
  if [[ ! $option && ! $ended && $cur == --*=* ]]; then
    option=${cur%%=*}
    joint=$option=
  fi

  if [[ $redirected ]]; then
    offered='file'
  elif [[ $option ]]; then
    _fob_takes "${command:-code}" "$option"
    [[ $takes || ! $joint ]] || _fob_takes "${command:-code}" "$joint"
    [[ $takes == text ]] || offered=$takes
  elif [[ ! $ended && $cur == -* ]]; then
    offered='@options@'
    case $command in
@own options@    esac
  elif [[ ! $command ]]; then
    [[ $ended ]] || offered='@command words@'
    [[ ! $ended ]] || command=code
    named=yes
  else
    case $command in
@operands@    esac
    case $command$typed in
@words@    esac
  fi

  if [[ $offered == file ]]; then
    compopt -o default 2> /dev/null  # readline's own completion of files
    return
  fi
  for word in $offered; do _fob_offer "$joint$word"; done
  [[ ! $named ]] || _fob_names "${listed[@]}"
}

complete -F _fob fob
)sh";

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

void add_patterns(Patterns& patterns, const std::string& command,
                  const std::vector<OptionWords>& options) {
  for (const OptionWords& option : options) {
    if (option.takes == Takes::nothing) continue;
    for (std::string name : option_names({option})) {
      if (option.optional) name += "=";
      patterns[taken(option)].push_back(command.empty()
                                            ? fmt::format("*' {}'", name)
                                            : fmt::format("'{} {}'", command, name));
    }
  }
}

std::string takes(const ProgramWords& program) {
  Patterns patterns;
  add_patterns(patterns, {}, program.options);
  for (const CommandWords& command : program.commands)
    add_patterns(patterns, command.name, command.options);
  std::string lines;
  for (const auto& [what, options] : patterns) {
    lines +=
        fmt::format("    {})\n      takes={} ;;\n", fmt::join(options, " | \\\n    "), what);
  }
  return lines;
}

/// A line of a `case`; nothing without patterns, for that is no line of one.
std::string when(const std::vector<std::string>& patterns, const std::string& then) {
  return patterns.empty() ? ""
                          : fmt::format("      {}){} ;;\n", fmt::join(patterns, " | "),
                                        then.empty() ? "" : fmt::format(" {}", then));
}

std::string operands(const ProgramWords& program) {
  return when(commands_with(program, Operands::accounts), "named=yes") +
         when(commands_with(program, Operands::account), "((operands > 0)) || named=yes") +
         when(commands_with(program, Operands::file), "offered='file'");
}

/// What is offered behind a command, and behind its first operand.
std::string words(const ProgramWords& program) {
  std::string lines;
  const auto add = [&](const std::string& typed, const std::vector<std::string>& offered) {
    lines += when({typed}, fmt::format("offered='{}'", fmt::join(offered, " ")));
  };
  for (const CommandWords& command : program.commands) {
    if (command.operands == Operands::word) add(command.name, command.words);
    for (const FollowingWords& each : command.following)
      add(fmt::format("'{} {}'", command.name, each.after), each.words);
  }
  return lines;
}

}  // namespace

std::string bash_completion(const ProgramWords& program) {
  std::vector<std::string> commands;
  std::string aliases, options;
  for (const CommandWords& command : program.commands) {
    commands.push_back(command.name);
    if (!command.alias.empty())
      aliases += "  " + when({command.alias}, "command=" + command.name);
    if (command.options.empty()) continue;
    options += when({command.name}, fmt::format("offered+=' {}'",
                                                fmt::join(option_names(command.options), " ")));
  }
  std::vector<std::string> first = first_words(program);
  if (first.empty()) first.emplace_back("''");
  const std::vector<std::string> removed = removed_options(program);
  return filled(
      script,
      {{"@takes@", takes(program)},
       {"@first words@", fmt::format("{}", fmt::join(first, " | "))},
       {"@removed@", removed.empty() ? "" : "  " + when(removed, "listed+=(--removed)")},
       {"@aliases@", aliases},
       {"@commands@", commands.empty() ? "" : "  " + when(commands, "")},
       {"@options@", fmt::format("{}", fmt::join(option_names(program.options), " "))},
       {"@own options@", options},
       {"@command words@", fmt::format("{}", fmt::join(commands, " "))},
       {"@operands@", operands(program)},
       {"@words@", words(program)}});
}

}  // namespace fob::cli
