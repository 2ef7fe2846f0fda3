#include <algorithm>
#include <iterator>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands/commands.h"
#include "cli/on_duplicate.h"
#include "cli/options.h"
#include "cli/query.h"
#include "cli/removed.h"
#include "cli/undo.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

using vault::VaultFile;

struct Options {
  std::vector<std::string> queries;
  std::optional<std::string> tag;
  bool undo = false, purge = false;
  OnDuplicateOption on_duplicate;

  /// One QUERY is answered by a document, all else by an array.
  bool one() const noexcept { return queries.size() == 1; }
};

void check(const Context& cli, const Options& options) {
  if (options.undo && options.purge) {
    throw Error(Kind::usage, "--undo and --purge do not go together", "leave out one of them");
  }
  if (options.on_duplicate.word && !options.undo) {
    throw Error(Kind::usage, "--on-duplicate is for --undo", "leave it out");
  }
  if (options.queries.empty() && !options.tag) {
    throw Error(Kind::usage, "no QUERY is given", "type: fob remove --help");
  }
  for (const std::string& query : options.queries)
    check_query(query);
  if (!options.undo && !cli.globals.yes && !cli.terminal.can_ask()) {
    throw Error(Kind::usage, fmt::format("remove asks first, and {}", cli.terminal.obstacle()),
                "to answer yes, add --yes");
  }
}

void confirm(const Context& cli, std::string_view verb, const std::vector<std::string>& names,
             std::string_view kinds, std::string_view end) {
  if (cli.globals.yes) return;
  const std::string what = names.size() == 1 ? names.front()
                                             : fmt::format("these {} {}: {}", names.size(),
                                                           kinds, fmt::join(names, ", "));
  cli.terminal.confirm(fmt::format("{} {}{}?", verb, what, end));
}

void print(const Context& cli, const Options& options, Json documents) {
  if (!cli.globals.json) return;
  print_json(options.one() ? std::move(documents.front()) : std::move(documents), cli.report);
}

void remove(const Context& cli, const Options& options, const Chosen& chosen) {
  confirm(cli, "remove", chosen.names, "accounts", "");
  const otp::Time now = cli.now();
  cli.session.change(
      [&](vault::Vault& vault) {
        for (const Account& account : chosen.accounts) {
          vault.expect(account);
          vault.remove(account.id, now);
        }
      },
      VaultFile::Previous::replaced, now);

  const vault::Vault& vault = cli.session.open();
  const Names names(removed_entries(vault));
  std::vector<std::string> undo;
  Json documents = Json::array();
  for (const Account& account : chosen.accounts) {
    const Account& entry = *vault.get(account.id);
    undo.push_back(names.of(entry));
    documents.push_back(removed_json(entry, names.of(entry)));
  }
  if (!cli.globals.json) {
    cli.report.note(fmt::format("removed {}, kept for {} days\nundo: {}",
                                fmt::join(chosen.names, ", "), vault::removed_for.count(),
                                undo_command(cli.globals, undo)));
  }
  print(cli, options, std::move(documents));
}

void purge(const Context& cli, const Options& options, const Chosen& chosen) {
  confirm(cli, "destroy", chosen.names, "removed entries", " for good");
  Json documents = Json::array();
  for (std::size_t i = 0; i < chosen.accounts.size(); ++i)
    documents.push_back(removed_json(chosen.accounts[i], chosen.names[i]));
  cli.session.change(
      [&](vault::Vault& vault) {
        for (const Account& entry : chosen.accounts) {
          vault.expect(entry);
          vault.purge(entry.id);
        }
      },
      VaultFile::Previous::copy_of_new, cli.now());
  if (!cli.globals.json) {
    cli.report.note(fmt::format("destroyed {}; copies of the vault made before still have {}",
                                fmt::join(chosen.names, ", "),
                                chosen.names.size() == 1 ? "it" : "them"));
  }
  print(cli, options, std::move(documents));
}

int run(const Context& cli, const Options& options) {
  check(cli, options);
  const OnDuplicate on_duplicate = options.on_duplicate.value();
  const bool of_removed = options.undo || options.purge;
  const vault::Vault& vault = cli.session.open();
  const Accounts all = of_removed ? removed_entries(vault) : vault.accounts();
  const Among among{options.tag, of_removed, options.undo};
  const Accounts picked = pick_several(cli, with_tag(cli, all, among), options.queries, among);
  const Names names(all);
  Chosen chosen;
  for (const Account* account : picked) {
    chosen.accounts.push_back(account->clone());
    chosen.names.push_back(names.of(*account));
  }
  if (options.undo) {
    undo(cli, chosen, on_duplicate, options.one());
  } else if (options.purge) {
    purge(cli, options, chosen);
  } else {
    remove(cli, options, chosen);
  }
  return 0;
}

}  // namespace

Run declare_remove(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->queries);
  parser.flag("--undo", options->undo, "bring back what was removed or changed");
  parser.flag("--purge", options->purge, "destroy removed entries for good");
  parser.value("--tag", options->tag, "TAG", "only those with this tag");
  options->on_duplicate.declare(parser);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
