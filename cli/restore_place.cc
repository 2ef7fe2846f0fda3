#include "cli/restore_place.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/environment.h"
#include "cli/hint.h"
#include "cli/open_vault.h"
#include "cli/previous.h"
#include "cli/query.h"
#include "cli/vault_facts.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/backup_name.h"
#include "core/vault/last_seen.h"

namespace fob::cli {
namespace {

using std::filesystem::path;

/// The key that the kernel keeps of the vault, unless an option says what is to open it.
std::optional<UnlockedKey> key_at_hand(const Context& cli, const Id& vault) {
  return cli.globals.passphrase_options ? std::nullopt : find_key(vault, cli.now());
}

vault::Vault open(const Context& cli, const Backup& backup, const SourceSecret& secret) {
  return open_backup(cli, backup, secret, [&](const vault::Sealed& sealed) {
    if (const auto key = key_at_hand(cli, sealed.id())) {
      if (auto opened = vault::Vault::reopen(sealed, key->data_key)) return opened;
    }
    return std::optional(open_vault(sealed, cli.globals, backup.name, cli.terminal).vault);
  });
}

/// What stands in the vault's place and is to go, if a key that is at hand opens it: the
/// kernel's, or that of the backup.
std::optional<vault::Vault> open_former(const Context& cli, const Bytes& former,
                                        const vault::Vault& backup) try {
  const vault::Sealed sealed(former);
  if (auto opened = vault::Vault::reopen(sealed, backup.data_key())) return opened;
  const auto key = find_key(sealed.id(), cli.now());
  return key ? vault::Vault::reopen(sealed, key->data_key) : std::nullopt;
} catch (const Error&) {
  return std::nullopt;  // damaged
}

/// All accounts are new, where nothing is known of those that were there.
Restored all_added(const vault::Vault& vault) {
  Restored restored;
  const Accounts accounts = vault.accounts();
  const Names names(accounts);
  for (const Account* account : accounts) {
    restored.rows.push_back(
        {vault::RestoredAccount::What::added, account->id, names.of(*account), {}});
  }
  return restored;
}

/// Is there a previous generation that is not the backup itself, be it of no use?
bool has_other_previous(const Context& cli, const Backup& backup) try {
  const vault::VaultFile previous(previous_path(real_path(cli.session.file().path())));
  return previous.exists() && !std::ranges::equal(previous.read(), backup.sealed.bytes());
} catch (const Error&) {
  return false;
}

/// Could it be restored in the place of the backup?
bool is_other_choice(const Context& cli, const Backup& backup) {
  const auto previous = whole_previous(cli.session.file().path());
  return previous && previous->id() == backup.sealed.id();
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

Restored restore_in_place(const Context& cli, const Backup& backup, const SourceSecret& secret,
                          NoVault why, const std::optional<Bytes>& former) {
  vault::Vault vault = open(cli, backup, secret);
  const otp::Time now = cli.now();
  Restored restored = all_added(vault);
  auto known = former ? open_former(cli, *former, vault) : std::nullopt;
  if (known) {
    restored = described(*known, vault::plan_restore(*known, vault, now));
    tell(cli.report, restored);
  }
  const bool previous = why != NoVault::forgotten && has_other_previous(cli, backup);
  if (previous && is_other_choice(cli, backup)) {
    cli.report.note(fmt::format("the previous generation is there too: {}",
                                command_hint(cli.globals, "restore --previous")));
  }
  const std::uint64_t seen = generation_seen(vault.id());
  confirm(cli, backup, why, vault.accounts().size());

  vault::Digest replaced = backup.sealed.digest();
  const bool merged = known.has_value();
  if (merged) {
    replaced = vault::Sealed(*former).digest();
    vault::restore(*known, vault, now);
    known->take_slots(vault);
    vault = *std::move(known);
  }
  vault.go_above(seen);
  vault.expire_removed(now);
  const vault::Sealed sealed(vault.seal(replaced));
  if (!vault.is_sealed_in(sealed)) {
    throw Error(Kind::failed, "the new vault does not open as it was meant; nothing was done",
                "this machine's memory may be faulty: try again");
  }
  const auto kept = cli.session.file().take_place(former, sealed.bytes(),
                                                  vault::date_for_name(now), previous);
  vault.saved();
  if (const auto folder = state_folder()) {
    vault::record_seen(*folder, vault.id(), {vault.generation(), sealed.digest()}, false);
  }
  // What the kernel keeps may be the key of the former one.
  drop_keys(vault.id());

  if (!merged) warn_of_counters(cli, vault);
  const path beside = folder_of(real_path(cli.session.file().path()));
  if (!kept.vault.empty()) restored.kept = beside / kept.vault;
  if (!kept.previous.empty()) restored.kept_previous = beside / kept.previous;
  return restored;
}

}  // namespace fob::cli
