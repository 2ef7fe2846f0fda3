#include "cli/removed.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "cli/hint.h"
#include "cli/shell_word.h"

namespace fob::cli {

Accounts removed_entries(const vault::Vault& vault) {
  Accounts entries = vault.removed();
  // Of one second, an account is newer than its former versions, which it had to be there for,
  // and of these the one that was added last.
  std::ranges::reverse(entries);
  std::ranges::stable_sort(entries, [](const Account* a, const Account* b) {
    return std::tuple(*a->removed, !a->former_of) > std::tuple(*b->removed, !b->former_of);
  });
  return entries;
}

Json removed_json(const Account& entry, const std::string& name) {
  Json json = account_json(entry, name);
  json["removed"] = entry.removed->time_since_epoch().count();
  json["expires"] = vault::kept_until(entry).time_since_epoch().count();
  if (entry.former_of) json["former_of"] = id_text(*entry.former_of);
  return json;
}

std::string undo_command(const Globals& globals, const std::vector<std::string>& names) {
  std::string command = command_hint(globals, "remove --undo");
  if (std::ranges::any_of(names, [](const auto& name) { return name.starts_with('-'); })) {
    command += " --";
  }
  for (const std::string& name : names)
    command += " " + shell_word(name);
  return command;
}

std::string undo_line(const Globals& globals, const vault::Vault& vault,
                      const std::vector<Id>& accounts) {
  constexpr std::size_t most = 20;
  if (accounts.size() > most) {
    return "to list them: " + command_hint(globals, "list --removed");
  }
  const Accounts removed = removed_entries(vault);
  const Names names(removed);
  std::vector<std::string> former;
  for (const Id& account : accounts) {
    const auto newest = std::ranges::find_if(
        removed, [&](const Account* entry) { return entry->former_of == account; });
    if (newest != removed.end()) former.push_back(names.of(**newest));
  }
  return "undo: " + undo_command(globals, former);
}

void tell_replaced(const Context& cli, const std::vector<Id>& accounts) {
  if (cli.globals.json || accounts.empty()) return;
  const vault::Vault& vault = cli.session.open();
  const std::string what =
      accounts.size() == 1
          ? fmt::format("replaced {}, its former version is",
                        selecting_name(vault.accounts(), *vault.get(accounts.front())))
          : fmt::format("replaced {} accounts, their former versions are", accounts.size());
  cli.report.note(fmt::format("{} kept for {} days\n{}", what, vault::removed_for.count(),
                              undo_line(cli.globals, vault, accounts)));
}

}  // namespace fob::cli
