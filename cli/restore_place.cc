#include "cli/restore_place.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/environment.h"
#include "cli/hint.h"
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

/// Not by the key that the kernel keeps: the vault will open by the backup's slots alone, so
/// whoever restores it shows that he has something that fits one.
OpenedVault open(const Context& cli, const Backup& backup, const SourceSecret& secret) {
  return open_backup(cli, backup, secret, [&](const vault::Sealed& sealed) {
    return std::optional(open_vault(sealed, cli.globals, backup.name, cli.terminal));
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
/// Throws io where that cannot be told.
bool has_other_previous(const Context& cli, const Backup& backup) {
  const vault::VaultFile previous(previous_path(real_path(cli.session.file().path())));
  return previous.exists() && !std::ranges::equal(previous.read(), backup.sealed.bytes());
}

/// How many slots of `former` are none of `vault`.
std::size_t slots_beside(const vault::Vault& former, const vault::Vault& vault) {
  const auto there = vault.slots();
  const auto slots = former.slots();
  return static_cast<std::size_t>(std::ranges::count_if(slots, [&](const vault::Slot& slot) {
    return std::ranges::find(there, slot.id, &vault::Slot::id) == there.end();
  }));
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
  OpenedVault opened = open(cli, backup, secret);
  vault::Vault& vault = opened.vault;
  const otp::Time now = cli.now();
  Restored restored = all_added(vault);
  auto known = former ? open_former(cli, *former, vault) : std::nullopt;
  const bool merged = known.has_value();
  if (merged) {
    restored = described(*known, vault::plan_restore(*known, vault, now));
    tell(cli.report, restored);
  }
  // What stood there goes on in the new vault, or else its previous generation may be all that
  // opens.
  const bool previous = !merged && has_other_previous(cli, backup);
  if (previous && why != NoVault::forgotten && is_other_choice(cli, backup)) {
    cli.report.note(fmt::format("the previous generation is there too: {}",
                                command_hint(cli.globals, "restore --previous")));
  }
  const std::uint64_t seen = std::max(generation_seen(vault.id()), vault.generation());
  confirm(cli, backup, why, vault.accounts().size());

  vault::Digest replaced = backup.sealed.digest();
  std::size_t lost_slots = 0;
  if (merged) {
    replaced = vault::Sealed(*former).digest();
    lost_slots = slots_beside(*known, vault);
    vault::restore(*known, vault, now);
    known->take_slots(vault);
    vault = *std::move(known);
  }
  vault.go_above(seen);
  vault.expire_removed(now);
  vault::Sealed sealed(vault.seal(replaced));
  if (!vault.is_sealed_in(sealed)) {
    throw Error(Kind::failed, "the new vault does not open as it was meant; nothing was done",
                "this machine's memory may be faulty: try again");
  }
  const auto kept = cli.session.file().take_place(former, sealed.bytes(),
                                                  vault::date_for_name(now), previous);
  vault.saved();
  // What the kernel keeps may be the key of the former one.
  drop_keys(vault.id());
  cli.session.adopt(std::move(opened), std::move(sealed));

  if (merged) {
    tell_done(cli, restored);
  } else {
    warn_of_counters(cli, cli.session.open_as_it_is());
  }
  if (lost_slots > 0) {
    cli.report.warning(fmt::format(
        "the vault has the slots of the backup: {} of what stood there opens it no more",
        counted(lost_slots, "slot")));
  }
  const path beside = folder_of(real_path(cli.session.file().path()));
  if (!kept.vault.empty()) restored.kept = beside / kept.vault;
  if (!kept.previous.empty()) restored.kept_previous = beside / kept.previous;
  return restored;
}

}  // namespace fob::cli
