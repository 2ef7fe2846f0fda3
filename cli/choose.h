#pragma once

#include <optional>
#include <string>

#include "cli/query.h"

namespace fob::cli {

/// The command of the menu: that of --menu, else FOB_MENU.
struct Menu {
  std::optional<std::string> option;

  void declare(Parser& parser);
  /// Throws usage where --menu is given and cannot be: empty, or under --no-input.
  void check(const Globals& globals) const;
  /// What is run where there is no QUERY to choose by.
  std::optional<std::string> command(const Globals& globals) const;
};

/// The one of `some`, accounts of `all`, that is chosen in the menu `command`; an answer that
/// was typed there is a QUERY, and `match` says how it is compared. Throws failed when none is
/// chosen, not_found and ambiguous for an answer that selects no account of `some`, io.
Picked choose_in_menu(const Context& cli, const std::string& command, const Accounts& all,
                      const Accounts& some, Match match);

/// Lets the user choose where a QUERY matches several accounts: in the menu, else by a number
/// at a terminal.
Choose chooser(const Context& cli, const Menu& menu, Match match);

}  // namespace fob::cli
