#include "cli/restore_place.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/environment.h"
#include "cli/hint.h"
#include "cli/query.h"
#include "cli/vault_facts.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/backup_name.h"
#include "core/vault/last_seen.h"

namespace fob::cli {
namespace {

using std::filesystem::path;

vault::Vault open(const Context& cli, const Backup& backup, const SecretSource& source) {
  const bool named = source.option == "source-passphrase" || cli.globals.passphrase_options;
  const auto key = named ? std::nullopt : find_key(backup.sealed.id(), cli.now());
  if (key) {
    if (auto opened = vault::Vault::reopen(backup.sealed, key->data_key))
      return *std::move(opened);
  }
  return unlock_backup(cli, backup, source);
}

/// Is there a previous generation that is not the backup itself?
bool has_other_previous(const Context& cli, const Backup& backup) try {
  const vault::VaultFile previous(previous_path(real_path(cli.session.file().path())));
  return previous.exists() && !std::ranges::equal(previous.read(), backup.sealed.bytes());
} catch (const Error&) {
  return false;
}

void confirm(const Context& cli, const Backup& backup, NoVault why, std::size_t accounts) {
  if (why == NoVault::missing || cli.globals.yes) return;
  const std::string place = cli.session.file().path().native();
  const std::string what = fmt::format("{} ({})", backup.name, counted(accounts, "account"));
  cli.terminal.confirm(
      why == NoVault::damaged
          ? fmt::format("{} is damaged; put {} in its place, and keep it beside?", place, what)
          : fmt::format("put {} in the place of {}, and keep that beside?", what, place));
}

/// Codes that were given since the backup was made are not known to it.
void warn_of_counters(const Context& cli, const vault::Vault& vault) {
  const Accounts accounts = vault.accounts();
  const Names names(accounts);
  std::vector<std::string> counting;
  for (const Account* account : accounts) {
    if (otp::counter(account->method)) counting.push_back(names.of(*account));
  }
  if (counting.empty()) return;
  cli.report.warning(
      fmt::format("HOTP counters are as old as the backup: {}", fmt::join(counting, ", ")));
}

}  // namespace

Restored restore_in_place(const Context& cli, const Backup& backup, const SecretSource& source,
                          NoVault why, const std::optional<Bytes>& former) {
  vault::Vault vault = open(cli, backup, source);
  const bool previous = why != NoVault::forgotten && has_other_previous(cli, backup);
  if (previous) {
    cli.report.note(fmt::format("the previous generation is there too: {}",
                                command_hint(cli.globals, "restore --previous")));
  }
  confirm(cli, backup, why, vault.accounts().size());

  const otp::Time now = cli.now();
  const auto folder = state_folder();
  const auto seen = folder ? vault::last_seen(*folder, vault.id()) : std::nullopt;
  vault.go_above(seen ? seen->generation : 0);
  vault.expire_removed(now);
  const vault::Sealed sealed(vault.seal(backup.sealed.digest()));
  if (!vault.is_sealed_in(sealed)) {
    throw Error(Kind::failed, "the new vault does not open as it was meant; nothing was done",
                "this machine's memory may be faulty: try again");
  }
  const auto kept = cli.session.file().take_place(former, sealed.bytes(),
                                                  vault::date_for_name(now), previous);
  vault.saved();
  if (folder) {
    vault::record_seen(*folder, vault.id(), {vault.generation(), sealed.digest()}, false);
  }
  // What the kernel keeps may be the key of the former one.
  drop_keys(vault.id());

  warn_of_counters(cli, vault);
  Restored restored;
  const Accounts accounts = vault.accounts();
  const Names names(accounts);
  for (const Account* account : accounts) {
    restored.rows.push_back(
        {vault::RestoredAccount::What::added, account->id, names.of(*account), {}});
  }
  const path beside = folder_of(real_path(cli.session.file().path()));
  if (!kept.vault.empty()) restored.kept = beside / kept.vault;
  if (!kept.previous.empty()) restored.kept_previous = beside / kept.previous;
  return restored;
}

}  // namespace fob::cli
