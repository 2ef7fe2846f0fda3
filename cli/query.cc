#include "cli/query.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

constexpr std::size_t shown_candidates = 20;

/// A line each, with the words that would select them.
std::string candidates(const Accounts& all, const Accounts& some) {
  const Names names(all);
  std::string text = "type one of these:";
  for (std::size_t i = 0; i < std::min(some.size(), shown_candidates); ++i) {
    text += "\n" + names.of(*some[i]);
  }
  if (some.size() > shown_candidates) {
    text += fmt::format("\nand {} more: fob list QUERY", some.size() - shown_candidates);
  }
  return text;
}

std::string quoted(const std::string& query) {
  return "'" + escaped(query) + "'";
}

/// `no account`, and of which there is none.
std::string no_account(const Tag& tag) {
  return tag ? "no account with the tag " + quoted(*tag) : "no account";
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

Matches find_some(const Accounts& all, const std::string& query, const Tag& tag) {
  Matches found = find(all, query, Rule::substring);
  if (!found.accounts.empty()) return found;
  throw Error(Kind::not_found, fmt::format("{} matches {}", no_account(tag), quoted(query)),
              tag ? "type: fob list --long" : "type: fob list");
}

Picked pick(const Context& cli, const Accounts& all, const std::string& query, Match match,
            const Tag& tag) {
  const Matches found = find_some(all, query, tag);
  const bool inexact = found.rule > Rule::any_case;
  if (inexact && match == Match::exact) {
    const Account& only = *found.accounts.front();
    // --yes is no answer here: a script must not get an account that it did not name.
    const bool asked = found.accounts.size() == 1 && is_terminal(2) && cli.terminal.can_ask();
    if (!asked) {
      throw Error(Kind::not_found,
                  fmt::format("{} is called {}", no_account(tag), quoted(query)),
                  candidates(all, found.accounts));
    }
    if (!cli.terminal.ask_yes(fmt::format("{} is called {}; is {} meant?", no_account(tag),
                                          quoted(query), Names(all).of(only)))) {
      throw Error(Kind::failed, "not done");
    }
    return {&only, false};
  }
  if (found.accounts.size() > 1) {
    throw Error(
        Kind::ambiguous,
        fmt::format("{} match {}", counted(found.accounts.size(), "account"), quoted(query)),
        candidates(all, found.accounts));
  }
  return {found.accounts.front(), inexact};
}

Accounts with_tag(const Accounts& all, const Tag& tag) {
  if (!tag) return all;
  Accounts some;
  std::ranges::copy_if(all, std::back_inserter(some), [&](const Account* account) {
    return std::ranges::find(account->tags, *tag) != account->tags.end();
  });
  if (some.empty()) {
    throw Error(Kind::not_found, fmt::format("no account has the tag {}", quoted(*tag)),
                "type: fob list --long");
  }
  return some;
}

}  // namespace fob::cli
