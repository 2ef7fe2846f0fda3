#include "cli/removed.h"

#include <algorithm>
#include <tuple>

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

}  // namespace fob::cli
