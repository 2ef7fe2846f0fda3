#include "cli/removed.h"

#include <algorithm>

namespace fob::cli {
namespace {

/// `text` as one word of a shell.
std::string shell_word(const std::string& text) {
  std::string word = "'";
  for (const char c : text)
    word += c == '\'' ? "'\\''" : std::string(1, c);
  return word + "'";
}

}  // namespace

Accounts removed_entries(const vault::Vault& vault) {
  Accounts entries = vault.removed();
  // Of one second, the one that was added last is the newest.
  std::ranges::reverse(entries);
  std::ranges::stable_sort(
      entries, [](const Account* a, const Account* b) { return *a->removed > *b->removed; });
  return entries;
}

Json removed_json(const Account& entry, const std::string& name) {
  Json json = account_json(entry, name);
  json["removed"] = entry.removed->time_since_epoch().count();
  json["expires"] = vault::kept_until(entry).time_since_epoch().count();
  if (entry.former_of) json["former_of"] = id_text(*entry.former_of);
  return json;
}

std::string undo_command(const std::vector<std::string>& names) {
  std::string command = "fob remove --undo";
  if (std::ranges::any_of(names, [](const auto& name) { return name.starts_with('-'); })) {
    command += " --";
  }
  for (const std::string& name : names)
    command += " " + shell_word(name);
  return command;
}

}  // namespace fob::cli
