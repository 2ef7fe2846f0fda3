#include "cli/undo.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// Several that have the name, or one.
Error conflict(const Account& entry, std::size_t namesakes) {
  const std::string name = escaped(display_name(entry));
  if (namesakes > 1) {
    return {Kind::failed, fmt::format("several accounts are called {}", name),
            "replace cannot choose: --on-duplicate keep or skip"};
  }
  return {Kind::failed, fmt::format("{} exists with another secret or other settings", name),
          "add --on-duplicate skip, replace or keep"};
}

std::size_t namesakes(const vault::Return& plan) {
  return plan.in_the_way.size() -
         static_cast<std::size_t>(std::ranges::count(plan.in_the_way, plan.home));
}

Decision decide(const Context& cli, const Account& entry, const std::string& name,
                OnDuplicate on_duplicate) {
  const vault::Vault& vault = cli.session.open();
  const vault::Return plan = vault::plan_return(vault, entry, on_duplicate);
  Decision decision{on_duplicate, {}};
  for (const Account* account : plan.in_the_way)
    decision.in_the_way.push_back(account->clone());
  if (plan.outcome != Outcome::conflict) return decision;

  const bool may_ask = cli.globals.yes || cli.terminal.can_ask();
  if (on_duplicate != OnDuplicate::report || namesakes(plan) > 1 || !may_ask) {
    throw conflict(entry, namesakes(plan));
  }
  const Names names(vault.accounts());
  std::vector<std::string> present;
  for (const Account* account : plan.in_the_way)
    present.push_back(names.of(*account));
  const std::string question = fmt::format("replace {} (other codes) by the removed {}?",
                                           fmt::join(present, " and "), name);
  if (!cli.globals.yes && !cli.terminal.ask_yes(question)) {
    throw Error(Kind::failed, "not done");
  }
  decision.on_duplicate = OnDuplicate::replace;
  return decision;
}

/// Does the vault under the lock still say what was decided on?
void expect_the_same(const vault::Vault& vault, const Account& entry,
                     const Decision& decision) {
  vault.expect(entry);
  for (const Account& account : decision.in_the_way)
    vault.expect(account);
  const vault::Return plan =
      vault::plan_return(vault, *vault.get(entry.id), decision.on_duplicate);
  if (plan.outcome == Outcome::conflict ||
      plan.in_the_way.size() != decision.in_the_way.size()) {
    throw conflict(entry, namesakes(plan));
  }
}

std::string_view status(Outcome outcome) {
  switch (outcome) {
    case Outcome::added:
      return "restored";
    case Outcome::already:
      return "already";
    case Outcome::replaced:
      return "replaced";
    default:
      return "skipped";
  }
}

}  // namespace

void bring_back(const Context& cli, const Chosen& chosen, OnDuplicate on_duplicate, bool one) {
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
      json["status"] = status(back[i].outcome);
      documents.push_back(std::move(json));
      continue;
    }
    if (back[i].outcome == Outcome::already) cli.report.note(name + " is already there");
    if (account == nullptr) cli.report.note(name + " is left out");
    if (account != nullptr) text += name + "\n";
  }
  if (!cli.globals.json) return write_output(text);
  print_json(one ? std::move(documents.front()) : std::move(documents), cli.report);
}

}  // namespace fob::cli
