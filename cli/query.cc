#include "cli/query.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include <fmt/format.h>

#include "cli/hint.h"
#include "cli/operands.h"
#include "cli/shell_word.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

constexpr std::size_t shown_candidates = 20;

std::string quoted(const std::string& query) {
  return "'" + escaped(query) + "'";
}

/// `no account`, and of which there is none.
std::string no_account(const Among& among) {
  const std::string none = among.removed ? "no removed entry" : "no account";
  return among.tag ? none + " with the tag " + quoted(*among.tag) : none;
}

/// What shows all that there are.
std::string list_hint(const Context& cli, const Among& among) {
  return "type: " + command_hint(cli.globals, among.removed ? "list --removed"
                                              : among.tag   ? "list --long"
                                                            : "list");
}

/// A line each, with what is typed to select it.
std::string candidates(const Context& cli, const Accounts& all, const Accounts& some,
                       const Among& among) {
  const Names names(all);
  std::string text = "type one of these:";
  for (std::size_t i = 0; i < std::min(some.size(), shown_candidates); ++i) {
    text += "\n" + typed_query(names.of(*some[i]));
  }
  if (some.size() > shown_candidates) {
    text += fmt::format(
        "\nand {} more: {}", some.size() - shown_candidates,
        command_hint(cli.globals, among.removed ? "list --removed QUERY" : "list QUERY"));
  }
  return text;
}

/// Leaves one account alone, if there is one among former versions.
void leave_former_versions(Accounts& entries) {
  const auto is_account = [](const Account* entry) { return !entry->former_of; };
  if (std::ranges::count_if(entries, is_account) != 1) return;
  std::erase_if(entries, std::not_fn(is_account));
}

}  // namespace

Names::Names(const Accounts& all) {
  std::vector<std::string> names = selecting_names(all);
  names_.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    names_.emplace(all[i], std::move(names[i]));
}

std::string typed_query(const std::string& name) {
  return (name.starts_with('-') ? "-- " : "") + shell_word(name);
}

void check_query(const std::string& query) {
  if (query.empty()) throw Error(Kind::usage, "the QUERY is empty", "type: fob list");
  if (!valid_utf8(query)) throw Error(Kind::usage, "the QUERY is not UTF-8", "type: fob list");
}

void refuse_tag_without_vault(const Tag& tag) {
  if (!tag) return;
  throw Error(Kind::usage, "--tag is for accounts of the vault, and - is none",
              "leave out --tag");
}

Matches find_some(const Context& cli, const Accounts& all, const std::string& query,
                  const Among& among) {
  Matches found = find(all, query, Rule::substring);
  if (!found.accounts.empty()) return found;
  if (looks_like_secret(query)) {
    throw Error(Kind::not_found,
                no_account(among) + " matches the QUERY, which looks like a secret",
                "it is in the shell's history now; type: fob code -    and give it on standard "
                "input");
  }
  throw Error(Kind::not_found, fmt::format("{} matches {}", no_account(among), quoted(query)),
              list_hint(cli, among));
}

Picked pick(const Context& cli, const Accounts& all, const std::string& query, Match match,
            const Among& among, const Choose& choose) {
  Matches found = find_some(cli, all, query, among);
  if (among.accounts_first) leave_former_versions(found.accounts);
  const bool inexact = found.rule > Rule::any_case;
  if (inexact && match == Match::exact) {
    const Account& only = *found.accounts.front();
    // --yes is no answer here: a script must not get an account that it did not name.
    const bool asked = found.accounts.size() == 1 && is_terminal(2) && cli.terminal.can_ask();
    if (!asked) {
      throw Error(Kind::not_found,
                  fmt::format("{} is called {}", no_account(among), quoted(query)),
                  candidates(cli, all, found.accounts, among));
    }
    cli.terminal.confirm(fmt::format("{} is called {}; is {} meant?", no_account(among),
                                     quoted(query), selecting_name(all, only)));
    return {&only, false};
  }
  if (found.accounts.size() == 1) return {found.accounts.front(), inexact};
  const std::string several = fmt::format(
      "{} match {}",
      among.removed ? counted(found.accounts.size(), "removed entry", "removed entries")
                    : counted(found.accounts.size(), "account"),
      quoted(query));
  if (choose) {
    if (const auto chosen = choose(several, all, found.accounts)) return *chosen;
  }
  throw Error(Kind::ambiguous, several, candidates(cli, all, found.accounts, among));
}

Accounts pick_several(const Context& cli, const Accounts& all,
                      const std::vector<std::string>& queries, const Among& among) {
  if (queries.empty()) return all;
  Accounts some;
  for (const std::string& query : queries) {
    const Account* account = pick(cli, all, query, Match::exact, among).account;
    if (std::ranges::find(some, account) == some.end()) some.push_back(account);
  }
  return some;
}

Accounts with_tag(const Context& cli, const Accounts& all, const Among& among) {
  if (!among.tag) return all;
  Accounts some;
  std::ranges::copy_if(all, std::back_inserter(some), [&](const Account* account) {
    return std::ranges::find(account->tags, *among.tag) != account->tags.end();
  });
  if (some.empty()) {
    throw Error(Kind::not_found,
                fmt::format("{} has {}", no_account({{}, among.removed}),
                            looks_like_secret(*among.tag) ? "that tag"
                                                          : "the tag " + quoted(*among.tag)),
                list_hint(cli, among));
  }
  return some;
}

}  // namespace fob::cli
