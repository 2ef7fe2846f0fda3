#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/command.h"
#include "core/account/find.h"

namespace fob::cli {

using Accounts = std::vector<const Account*>;
/// As given with --tag.
using Tag = std::optional<std::string>;

/// What a QUERY is looked for among, for a failure that tells of it: the accounts or the
/// removed entries, all or those with a tag. `all` has been narrowed to it already.
struct Among {
  Tag tag = {};
  bool removed = false;
  /// Where several entries of one name are removed, the one that is no former version is meant.
  bool accounts_first = false;
};

/// What each of some accounts is called: the words that select it among all in the vault.
class Names {
 public:
  explicit Names(const Accounts& all);
  const std::string& of(const Account& account) const { return names_.at(&account); }

 private:
  std::unordered_map<const Account*, std::string> names_;
};

/// Whether a QUERY may name an account by a part of its name. `exact`: what changes, exports
/// or reveals, and --exact; a looser match is then offered as a question at a terminal.
enum class Match { any, exact };

struct Picked {
  const Account* account;
  bool inexact;  // by a part of its name
};

/// What Names calls an account, as it is typed for a QUERY: one word of a shell, and no option.
std::string typed_query(const std::string& name);

/// Throws usage for a QUERY that can name no account: to be called before the vault is opened,
/// so that nobody types a passphrase for it.
void check_query(const std::string& query);

/// For `-` in place of a QUERY: throws usage where a tag is given.
void refuse_tag_without_vault(const Tag& tag);

/// All that `query` names under the strictest rule that finds any. Throws not_found.
Matches find_some(const Context& cli, const Accounts& all, const std::string& query,
                  const Among& among = {});

/// Chooses one of `some`, accounts of `all`; `title` says what they have in common. Nothing
/// where nobody is there to choose.
using Choose = std::function<std::optional<Picked>(const std::string& title,
                                                   const Accounts& all, const Accounts& some)>;

/// The one account of `all` that `query` names; of several the one that `choose` does. Throws
/// not_found, and ambiguous with the candidates in the hint.
Picked pick(const Context& cli, const Accounts& all, const std::string& query, Match match,
            const Among& among = {}, const Choose& choose = {});

/// The accounts of `all` that `queries` name exactly, each once; without any, all of them.
/// Throws as pick() does.
Accounts pick_several(const Context& cli, const Accounts& all,
                      const std::vector<std::string>& queries, const Among& among = {});

/// Those of `all` that have the tag, if one is asked for. Throws not_found when none has.
Accounts with_tag(const Context& cli, const Accounts& all, const Among& among);

}  // namespace fob::cli
