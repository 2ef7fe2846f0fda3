#include "cli/restore_merge.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/environment.h"
#include "cli/hint.h"
#include "cli/query.h"
#include "cli/removed.h"
#include "cli/shell_word.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/body.h"
#include "core/vault/last_seen.h"

namespace fob::cli {
namespace {

using What = vault::RestoredAccount::What;

bool same_rows(const Restored& a, const Restored& b) {
  return std::ranges::equal(a.rows, b.rows, [](const RestoredRow& x, const RestoredRow& y) {
    return x.what == y.what && x.id == y.id && x.fields == y.fields;
  });
}

/// After the change: which accounts went, and how they come back.
void tell_gone(const Context& cli, const Restored& restored) {
  constexpr std::size_t most = 20;
  const Accounts removed = removed_entries(cli.session.open_as_it_is());
  const Names names(removed);
  std::vector<std::string> gone;
  for (const RestoredRow& row : restored.rows) {
    const Account* const entry = cli.session.open_as_it_is().get(row.id);
    if (row.what == What::gone && entry != nullptr && entry->removed)
      gone.push_back(names.of(*entry));
  }
  if (gone.empty()) return;
  cli.report.note(fmt::format("removed {}, kept for {} days\nundo: {}",
                              gone.size() > most ? counted(gone.size(), "account")
                                                 : fmt::format("{}", fmt::join(gone, ", ")),
                              vault::removed_for.count(),
                              gone.size() > most ? command_hint(cli.globals, "list --removed")
                                                 : undo_command(cli.globals, gone)));
}

/// What is called otherwise now.
void rename_rows(const vault::Vault& vault, Restored& restored) {
  const Names names(vault.accounts());
  for (RestoredRow& row : restored.rows) {
    const Account* const account = vault.get(row.id);
    if (account != nullptr && !account->removed) row.name = names.of(*account);
  }
}

}  // namespace

std::uint64_t generation_seen(const Id& vault) {
  const auto folder = state_folder();
  const auto seen = folder ? vault::last_seen(*folder, vault) : std::nullopt;
  if (!seen) return 0;
  if (seen->generation < vault::max_generation) return seen->generation;
  const std::filesystem::path record = vault::seen_path(*folder, vault);
  throw Error(
      Kind::failed,
      fmt::format("generation {} of the vault was seen, and there is none after it: so says {}",
                  seen->generation, record.native()),
      fmt::format("if that cannot be, move it away: mv {0} {0}.old", shell_path(record)));
}

std::string_view word_of(What what) noexcept {
  switch (what) {
    case What::added:
      return "added";
    case What::gone:
      return "gone";
    case What::different:
      return "different";
  }
  return {};
}

std::size_t Restored::count(What what) const noexcept {
  return static_cast<std::size_t>(std::ranges::count(rows, what, &RestoredRow::what));
}

std::string Restored::totals() const {
  return fmt::format("{} added, {} gone, {} different, {} the same", count(What::added),
                     count(What::gone), count(What::different), same);
}

Restored described(const vault::Vault& vault, const vault::RestorePlan& plan) {
  const Names names(vault.accounts());
  Restored restored{{}, plan.same, plan.counters, plan.removed, plan.unreadable, {}, {}};
  for (const vault::RestoredAccount& change : plan.accounts) {
    const Account* const there = vault.get(change.account->id);
    restored.rows.push_back({change.what,
                             change.account->id,
                             there != nullptr && !there->removed
                                 ? names.of(*there)
                                 : escaped(display_name(*change.account)),
                             {change.fields.begin(), change.fields.end()}});
  }
  return restored;
}

void tell(Report& report, const Restored& restored) {
  for (const RestoredRow& row : restored.rows) {
    report.aside(fmt::format(
        "{}: {}{}", word_of(row.what), row.name,
        row.fields.empty() ? "" : fmt::format(" ({})", fmt::join(row.fields, ", "))));
  }
  if (restored.counters > 0) {
    report.note(fmt::format("{} larger in the backup",
                            counted(restored.counters, "counter is", "counters are")));
  }
  if (restored.removed > 0) {
    report.note(
        fmt::format("{} from the backup",
                    counted(restored.removed, "removed entry comes", "removed entries come")));
  }
  if (restored.unreadable > 0) {
    report.note(fmt::format("{} from the backup as they stand: this version cannot read them",
                            counted(restored.unreadable, "entry comes", "entries come")));
  }
}

void tell_done(const Context& cli, Restored& restored) {
  rename_rows(cli.session.open_as_it_is(), restored);
  if (cli.globals.json) return;
  tell_gone(cli, restored);
  std::vector<Id> replaced;
  for (const RestoredRow& row : restored.rows) {
    if (row.what == What::different) replaced.push_back(row.id);
  }
  tell_replaced(cli, replaced);
}

Restored restore_into_vault(const Context& cli, const Backup& backup,
                            const SourceSecret& secret) {
  const vault::Vault& vault = cli.session.open_as_it_is();
  const auto by_what_is_open = [&](const vault::Sealed& sealed) {
    return cli.session.open_other(sealed);
  };
  const vault::Vault other = open_backup(cli, backup, secret, by_what_is_open).vault;
  const otp::Time now = cli.now();
  const vault::RestorePlan plan = vault::plan_restore(vault, other, now);
  Restored restored = described(vault, plan);
  const bool fresh = cli.session.freshness() == vault::Freshness::fresh;
  if (plan.empty() && fresh) {
    cli.report.note("the vault has all of it already");
    return restored;
  }
  const std::uint64_t seen = std::max(generation_seen(vault.id()), other.generation());
  tell(cli.report, restored);
  const std::string question =
      fmt::format("restore {}: {}?", escaped(backup.name), restored.totals());
  if (!cli.globals.yes) cli.terminal.confirm(question);

  cli.session.change(
      [&](vault::Vault& current) {
        // Asked about is what was seen, and not what another program made of it.
        const Restored again = described(current, vault::plan_restore(current, other, now));
        if (!same_rows(again, restored)) {
          throw Error(Kind::failed,
                      "another program changed the vault meanwhile, and nothing was done",
                      "type the command again");
        }
        vault::restore(current, other, now);
        if (!fresh || seen > current.generation()) current.go_above(seen);
      },
      vault::VaultFile::Previous::replaced, now);

  tell_done(cli, restored);
  return restored;
}

}  // namespace fob::cli
