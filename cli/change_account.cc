#include "cli/change_account.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/hint.h"
#include "cli/on_duplicate.h"
#include "cli/removed.h"
#include "cli/terminal/output.h"
#include "core/account/differences.h"
#include "core/account/merge.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// Two accounts of one name are there only where somebody asked for it, and two with the same
/// codes never.
void refuse_clash(const Globals& globals, const vault::Vault& vault, const Account& before,
                  const Account& after) {
  Accounts others = vault.accounts();
  std::erase_if(others, [&](const Account* account) { return account->id == after.id; });
  const Account* const result = &after;
  const Outcome met = plan_merge(others, {&result, 1}, OnDuplicate::report).front().outcome;
  const bool renamed = !same_name(before, after);
  if (met == Outcome::added ||
      (!renamed && (met == Outcome::conflict || same_codes(before, after)))) {
    return;
  }
  throw Error(
      Kind::failed,
      fmt::format("{} exists with {}", escaped(display_name(after)),
                  met == Outcome::already ? "the same secret" : any_difference),
      "choose another name, or remove that account first: " + command_hint(globals, "remove"));
}

}  // namespace

Changed change_account(const Context& cli, const Account& as_read,
                       const std::function<void(Account&, const vault::Vault&)>& edit,
                       vault::Vault::Counter counter) {
  const otp::Time now = cli.now();
  Changed changed{as_read.id, {}};
  cli.session.change(
      [&](vault::Vault& vault) {
        vault.expect(as_read);
        const Account before = vault.get(as_read.id)->clone();
        Account after = before.clone();
        edit(after, vault);
        changed.fields = differences(before, after);
        if (changed.fields.empty()) return;
        refuse_clash(cli.globals, vault, before, after);
        changed.fields = differences(before, vault.replace(std::move(after), now, counter));
      },
      vault::VaultFile::Previous::replaced, now);
  return changed;
}

void print_changed(const Context& cli, const Changed& changed) {
  const vault::Vault& vault = cli.session.open();
  const Account& account = *vault.get(changed.id);
  const std::string name = selecting_name(vault.accounts(), account);
  if (cli.globals.json) {
    Json json = account_json(account, name);
    json["changed"] = changed.fields;
    return print_json(std::move(json), cli.report);
  }
  if (changed.fields.empty()) {
    cli.report.note("nothing changed");
  } else {
    cli.report.note(fmt::format("changed {} of {}\n{}", fmt::join(changed.fields, ", "), name,
                                undo_line(cli.globals, vault, {changed.id})));
  }
  write_output(name + "\n");
}

}  // namespace fob::cli
