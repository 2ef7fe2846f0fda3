#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/account/account.h"

namespace fob {

/// The rules by which a QUERY names accounts, the strictest first. Each compares the whole
/// QUERY with `issuer:account`, the issuer and the account; the first two also with the
/// id's head, six or more of its digits.
enum class Rule { exact, any_case, prefix, substring };

struct Matches {
  Rule rule = Rule::exact;  // the strictest that found any; without accounts, exact
  std::vector<const Account*> accounts;
};

/// The accounts of `in` that `query` (not empty) names under the strictest rule, up to
/// `loosest`, that names any, in their order. `in` is what can be meant: the accounts of a
/// vault, or its removed entries. A query that is `#id`, or ends in ` #id` (six or more hex
/// digits), matches by the id alone.
Matches find(std::span<const Account* const> in, std::string_view query, Rule loosest);

/// For each of `accounts`, in order, the words that select it among them and nothing else
/// under find(): its display name, with ` #id` (eight digits, or as many as make it unique)
/// where the name would also match another, would be taken for an id or for standard input
/// (`-`), or holds characters that are escaped for a terminal (here already escaped). An
/// account without a name is `#id`. Linear in the number of accounts, but for a sort.
std::vector<std::string> selecting_names(std::span<const Account* const> accounts);
/// The same for one of them, `account`, without the names of the others.
std::string selecting_name(std::span<const Account* const> accounts, const Account& account);

}  // namespace fob
