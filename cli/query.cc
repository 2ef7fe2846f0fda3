#include "cli/query.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

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
std::string list_hint(const Among& among) {
  return among.removed ? "type: fob list --removed"
         : among.tag   ? "type: fob list --long"
                       : "type: fob list";
}

/// A line each, with the words that would select them.
std::string candidates(const Accounts& all, const Accounts& some, const Among& among) {
  const Names names(all);
  std::string text = "type one of these:";
  for (std::size_t i = 0; i < std::min(some.size(), shown_candidates); ++i) {
    text += "\n" + names.of(*some[i]);
  }
  if (some.size() > shown_candidates) {
    text += fmt::format("\nand {} more: fob list {}QUERY", some.size() - shown_candidates,
                        among.removed ? "--removed " : "");
  }
  return text;
}

}  // namespace

Names::Names(const Accounts& all) {
  std::vector<std::string> names = selecting_names(all);
  names_.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    names_.emplace(all[i], std::move(names[i]));
}

void check_query(const std::string& query) {
  if (query.empty()) throw Error(Kind::usage, "the QUERY is empty", "type: fob list");
  if (!valid_utf8(query)) throw Error(Kind::usage, "the QUERY is not UTF-8", "type: fob list");
}

Matches find_some(const Accounts& all, const std::string& query, const Among& among) {
  Matches found = find(all, query, Rule::substring);
  if (!found.accounts.empty()) return found;
  throw Error(Kind::not_found, fmt::format("{} matches {}", no_account(among), quoted(query)),
              list_hint(among));
}

Picked pick(const Context& cli, const Accounts& all, const std::string& query, Match match,
            const Among& among) {
  const Matches found = find_some(all, query, among);
  const bool inexact = found.rule > Rule::any_case;
  if (inexact && match == Match::exact) {
    const Account& only = *found.accounts.front();
    // --yes is no answer here: a script must not get an account that it did not name.
    const bool asked = found.accounts.size() == 1 && is_terminal(2) && cli.terminal.can_ask();
    if (!asked) {
      throw Error(Kind::not_found,
                  fmt::format("{} is called {}", no_account(among), quoted(query)),
                  candidates(all, found.accounts, among));
    }
    if (!cli.terminal.ask_yes(fmt::format("{} is called {}; is {} meant?", no_account(among),
                                          quoted(query), Names(all).of(only)))) {
      throw Error(Kind::failed, "not done");
    }
    return {&only, false};
  }
  if (found.accounts.size() > 1) {
    throw Error(Kind::ambiguous,
                fmt::format("{} match {}",
                            among.removed ? counted(found.accounts.size(), "removed entry",
                                                    "removed entries")
                                          : counted(found.accounts.size(), "account"),
                            quoted(query)),
                candidates(all, found.accounts, among));
  }
  return {found.accounts.front(), inexact};
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

Accounts with_tag(const Accounts& all, const Among& among) {
  if (!among.tag) return all;
  Accounts some;
  std::ranges::copy_if(all, std::back_inserter(some), [&](const Account* account) {
    return std::ranges::find(account->tags, *among.tag) != account->tags.end();
  });
  if (some.empty()) {
    throw Error(
        Kind::not_found,
        fmt::format("{} has the tag {}", no_account({{}, among.removed}), quoted(*among.tag)),
        list_hint(among));
  }
  return some;
}

}  // namespace fob::cli
