#include "cli/choose.h"

#include "cli/environment.h"
#include "cli/menu.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// More are not read at a terminal: a longer QUERY is typed sooner.
constexpr std::size_t most_numbered = 20;

std::vector<std::string> names_of(const Accounts& all, const Accounts& some) {
  const Names names(all);
  std::vector<std::string> texts;
  for (const Account* account : some)
    texts.push_back(names.of(*account));
  return texts;
}

}  // namespace

void Menu::declare(Parser& parser) {
  parser.value("--menu", option, "CMD", "choose an account with a menu program");
}

void Menu::check(const Globals& globals) const {
  if (!option) return;
  if (option->empty()) {
    throw Error(Kind::usage, "--menu must name a command",
                "as --menu fzf, or --menu 'rofi -dmenu'");
  }
  if (globals.no_input) {
    throw Error(Kind::usage, "--menu asks, and --no-input is given", "leave out one of them");
  }
}

std::optional<std::string> Menu::command(const Globals& globals) const {
  if (globals.no_input) return std::nullopt;
  return option ? option : variable("FOB_MENU");
}

Picked choose_in_menu(const Context& cli, const std::string& command, const Accounts& all,
                      const Accounts& some, Match match) {
  std::string lines;
  for (const std::string& name : names_of(all, some))
    lines += escaped(name) + "\n";
  const std::string answer = ask_menu(command, lines);
  check_query(answer);
  return pick(cli, some, answer, match);
}

Choose chooser(const Context& cli, const Menu& menu, Match match) {
  return [&, match](const std::string& title, const Accounts& all,
                    const Accounts& some) -> std::optional<Picked> {
    const bool at_terminal = is_terminal(2) && cli.terminal.can_ask();
    // A variable is for who sits there; a script that finds several is told so.
    if (menu.option || at_terminal) {
      if (const auto command = menu.command(cli.globals)) {
        return choose_in_menu(cli, *command, all, some, match);
      }
    }
    if (!at_terminal || some.size() > most_numbered) return std::nullopt;
    // Whoever has chosen a number need not be told which one it was.
    return Picked{some[cli.terminal.ask_which(title, names_of(all, some))], false};
  };
}

}  // namespace fob::cli
