#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completions/completions.h"
#include "cli/completions/filled.h"
#include "cli/completions/lists.h"

namespace fob::cli {
namespace {

// What stands after the command is looked at by a second _arguments, as a command line of
// its own: `words` then begins with the command. `typed` is what stood there before.
constexpr std::string_view script = R"sh(#compdef fob

# Offers the names that fob lists. Of a locked vault it lists none.
_fob_names() {
  [[ $PREFIX != -* ]] && whence -p fob > /dev/null || return 1
  local -a listed names
  local value expl i
  for (( i = 2; i <= $#typed; i++ )); do
    case $typed[i] in
      --) break ;;
      --vault)
        value=$typed[++i]
        [[ $value != '~' && $value != '~/'* ]] || value=${(q)HOME}${value#\~}
        listed+=("--vault=${(Q)value}")
        ;;
      --vault=*) listed+=("--vault=${(Q)typed[i]#--vault=}") ;;
@removed@    esac
  done
  names=("${(@f)$(command fob list --unlocked $listed < /dev/null 2> /dev/null)}")
  names=(${${names:#-*}:|taken})
  _wanted accounts expl account \
    compadd "$@" -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a names
}

_fob() {
  local context state state_descr line
  typeset -A opt_args
  local -a global known first typed taken
  typed=("${(@)words[1,CURRENT-1]}")
  global=(
@options@  )
  known=(
@command words@  )
  first=(@first words@)

  _arguments -C -S -s $global '(-): :->command' '(-)*:: :->rest' && return
  if [[ $state == command ]]; then
    local nothing=1
    if (( ! $typed[(Ie)--] )); then
      _describe -t commands command known && nothing=0
      taken=($first)
    fi
    _fob_names && nothing=0
    return nothing
  fi
  local command=$line[1]
  [[ $typed[$#typed+1-CURRENT] != -- ]] && (( $first[(Ie)$command] )) || command=code
  case $command in
@cases@    *) return 1 ;;
  esac
}

if [[ $funcstack[1] == _fob ]]; then
  _fob "$@"
else
  compdef _fob fob
fi
)sh";

/// `text` between single quotes.
std::string quoted(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word += '\'';
}

/// `text` with a backslash before what _arguments and _describe read as punctuation.
std::string plain(std::string_view text) {
  std::string word;
  for (const char c : text) {
    if (c == '\\' || c == ':' || c == '[' || c == ']') word += '\\';
    word += c;
  }
  return word;
}

std::string parameter(const OptionWords& option) {
  switch (option.takes) {
    case Takes::nothing:
      return {};
    case Takes::text:
      return ": : ";
    case Takes::file:
      return ": :_files";
    case Takes::word:
      return fmt::format(": :({})", fmt::join(option.words, " "));
  }
  return {};
}

/// A specification of _arguments for each name of `option`, a line each.
std::string specifications(const std::vector<OptionWords>& options, std::string_view indent) {
  std::string lines;
  for (const OptionWords& option : options) {
    for (const std::string& name : {option.long_name, option.short_name}) {
      if (name.empty()) continue;
      // `*`: it may stand there again. `=` and `+`: the value may be in the same word. `=-`: it
      // must be; with another colon it may be left out.
      const std::string_view joint = option.takes == Takes::nothing ? ""
                                     : option.optional              ? "=-"
                                     : name.starts_with("--")       ? "="
                                                                    : "+";
      lines +=
          fmt::format("{}{}\n", indent,
                      quoted(fmt::format("*{}{}[{}]{}{}", name, joint, plain(option.summary),
                                         option.optional ? ":" : "", parameter(option))));
    }
  }
  return lines;
}

std::string operands(const CommandWords& command) {
  switch (command.operands) {
    case Operands::none:
      return "";
    case Operands::text:
      return "        '*: :{:}'\n";
    case Operands::account:
      return "        ': :_fob_names'\n";
    case Operands::accounts:
      return "        '*: :_fob_names'\n";
    case Operands::file:
      return "        '*: :_files'\n";
    case Operands::word: {
      const auto words = fmt::format("        ': :({})'\n", fmt::join(command.words, " "));
      return command.following.empty() ? words : words + "        ': :->following'\n";
    }
  }
  return "";
}

/// What is offered behind the command's first operand.
std::string following(const CommandWords& command) {
  if (command.following.empty()) return "";
  std::string lines =
      " && return\n"
      "      [[ $state == following ]] || return\n"
      "      case $line[1] in\n";
  for (const FollowingWords& each : command.following) {
    lines += fmt::format("        {}) compadd {} ;;\n", each.after, fmt::join(each.words, " "));
  }
  return lines + "        *) return 1 ;;\n      esac";
}

std::string command_case(const CommandWords& command) {
  const std::string names =
      command.alias.empty() ? command.name : command.name + "|" + command.alias;
  std::string lines = fmt::format("    {})\n      _arguments -S -s $global", names);
  std::string own = specifications(command.options, "        ");
  own += operands(command);
  if (!own.empty()) {
    own.pop_back();
    for (std::size_t at = 0; (at = own.find('\n', at)) != own.npos; at += 3) {
      own.replace(at, 1, " \\\n");
    }
    lines += " \\\n" + own;
  }
  return lines + following(command) + " ;;\n";
}

}  // namespace

std::string zsh_completion(const ProgramWords& program) {
  std::string commands, cases, removed;
  for (const CommandWords& command : program.commands) {
    commands += fmt::format("    {}\n", quoted(command.name + ":" + plain(command.summary)));
    cases += command_case(command);
  }
  if (const auto options = removed_options(program); !options.empty()) {
    removed = fmt::format("      {}) listed+=(--removed) ;;\n", fmt::join(options, "|"));
  }
  return filled(script,
                {{"@removed@", removed},
                 {"@options@", specifications(program.options, "    ")},
                 {"@command words@", commands},
                 {"@first words@", fmt::format("{}", fmt::join(first_words(program), " "))},
                 {"@cases@", cases}});
}

}  // namespace fob::cli
