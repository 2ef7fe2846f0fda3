#include "cli/undo.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/hint.h"
#include "cli/on_duplicate.h"
#include "cli/removed.h"
#include "cli/terminal/output.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/bring_back.h"

namespace fob::cli {
namespace {

/// How an entry comes back, and the accounts in its way when that was decided.
struct Decision {
  OnDuplicate on_duplicate;
  std::vector<Account> in_the_way;
};

/// Of entries that would stand in one place, only the last would be left.
void refuse_rivals(const vault::Vault& vault, const Chosen& chosen, OnDuplicate on_duplicate) {
  std::map<Id, std::string> homes;
  Accounts entries;
  for (std::size_t i = 0; i < chosen.accounts.size(); ++i) {
    const Account& entry = chosen.accounts[i];
    const bool former = entry.former_of && vault.get(*entry.former_of) != nullptr;
    const auto [home, is_new] =
        homes.try_emplace(former ? *entry.former_of : entry.id, chosen.names[i]);
    if (!is_new) {
      throw Error(
          Kind::failed,
          fmt::format("{} and {} are versions of one account", home->second, chosen.names[i]),
          "bring back one of them");
    }
    entries.push_back(&entry);
  }
  for (const Merged& merged : plan_merge({}, entries, on_duplicate)) {
    if (merged.outcome != Outcome::conflict) continue;
    throw Error(
        Kind::failed,
        fmt::format("several of these are called {}", escaped(display_name(*merged.met))),
        "bring back one of them, or all: --on-duplicate keep");
  }
}

std::size_t namesakes(const vault::ReturnPlan& plan) {
  return plan.in_the_way.size() -
         static_cast<std::size_t>(std::ranges::count(plan.in_the_way, plan.home));
}

Decision decide(const Context& cli, const Account& entry, const std::string& name,
                OnDuplicate on_duplicate) {
  const vault::Vault& vault = cli.session.open();
  const vault::ReturnPlan plan = vault::plan_return(vault, entry, on_duplicate);
  Decision decision{on_duplicate, {}};
  for (const Account* account : plan.in_the_way)
    decision.in_the_way.push_back(account->clone());
  if (plan.outcome != Outcome::conflict) return decision;

  const bool may_ask = cli.globals.yes || cli.terminal.can_ask();
  if (on_duplicate != OnDuplicate::report || namesakes(plan) > 1 || !may_ask) {
    throw name_taken(entry, namesakes(plan) > 1);
  }
  const Names names(vault.accounts());
  std::vector<std::string> present;
  for (const Account* account : plan.in_the_way)
    present.push_back(names.of(*account));
  const std::string question = fmt::format("replace {} (other codes) by the removed {}?",
                                           fmt::join(present, " and "), name);
  if (!cli.globals.yes) cli.terminal.confirm(question);
  decision.on_duplicate = OnDuplicate::replace;
  return decision;
}

/// Does the vault under the lock still say what was decided on?
void expect_the_same(const vault::Vault& vault, const Account& entry,
                     const Decision& decision) {
  vault.expect(entry);
  for (const Account& account : decision.in_the_way)
    vault.expect(account);
  const vault::ReturnPlan plan =
      vault::plan_return(vault, *vault.get(entry.id), decision.on_duplicate);
  if (plan.outcome == Outcome::conflict ||
      plan.in_the_way.size() != decision.in_the_way.size()) {
    throw name_taken(entry, namesakes(plan) > 1);
  }
}

}  // namespace

void undo(const Context& cli, const Chosen& chosen, OnDuplicate on_duplicate, bool one) {
  refuse_rivals(cli.session.open(), chosen, on_duplicate);
  std::vector<Decision> decisions;
  for (std::size_t i = 0; i < chosen.accounts.size(); ++i) {
    decisions.push_back(decide(cli, chosen.accounts[i], chosen.names[i], on_duplicate));
  }
  const otp::Time now = cli.now();
  std::vector<vault::Taken> back;
  cli.session.change(
      [&](vault::Vault& vault) {
        back.clear();
        for (std::size_t i = 0; i < chosen.accounts.size(); ++i) {
          expect_the_same(vault, chosen.accounts[i], decisions[i]);
        }
        for (std::size_t i = 0; i < chosen.accounts.size(); ++i) {
          back.push_back(
              vault::bring_back(vault, chosen.accounts[i].id, decisions[i].on_duplicate, now));
        }
      },
      vault::VaultFile::Previous::replaced, now);

  const vault::Vault& vault = cli.session.open();
  const Names accounts(vault.accounts());
  Json documents = Json::array();
  std::string text;
  for (std::size_t i = 0; i < back.size(); ++i) {
    const Account* account = vault.get(back[i].id);
    const std::string& name = account != nullptr ? accounts.of(*account) : chosen.names[i];
    if (cli.globals.json) {
      Json json = account != nullptr ? account_json(*account, name)
                                     : removed_json(chosen.accounts[i], name);
      json["status"] = status_word(back[i].outcome, "restored");
      documents.push_back(std::move(json));
      continue;
    }
    if (back[i].outcome == Outcome::already) {
      cli.report.note(fmt::format(
          "{} is already there; its removed entry stays\nto destroy it: {}", name,
          command_hint(cli.globals, "remove --purge " + typed_query(chosen.names[i]))));
    }
    if (back[i].outcome == Outcome::replaced) {
      for (const Account& aside : decisions[i].in_the_way) {
        cli.report.note(fmt::format("{} gave way: it is a removed entry now",
                                    escaped(display_name(aside))));
      }
    }
    if (account == nullptr) cli.report.note(name + " is left out");
    if (account != nullptr) text += name + "\n";
  }
  if (!cli.globals.json) return write_output(text);
  print_json(one ? std::move(documents.front()) : std::move(documents), cli.report);
}

}  // namespace fob::cli
