#include "core/account/find.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "core/account/id_head.h"
#include "core/base/text.h"
#include "core/base/unicode.h"

namespace fob {
namespace {

bool names_id(const std::optional<IdHead>& head, const Account& account) {
  return head && head->names(account.id);
}

/// Is `text` the name that display_name() gives two halves?
bool is_display_name(std::string_view text, std::string_view issuer, std::string_view account) {
  return !issuer.empty() && !account.empty() &&
         text.size() == issuer.size() + 1 + account.size() && text.starts_with(issuer) &&
         text[issuer.size()] == ':' && text.ends_with(account);
}

/// Is `text` one of the names of an account with these halves?
bool is_name(std::string_view text, std::string_view issuer, std::string_view account) {
  return text == issuer || text == account || is_display_name(text, issuer, account);
}

Matches find_by_id(std::span<const Account* const> in, std::string_view digits, Rule loosest) {
  const std::string lower = lowered(digits);
  Matches found;
  found.rule = lower == digits ? Rule::exact : Rule::any_case;
  if (found.rule > loosest) return {};
  const std::optional<IdHead> head = id_head(lower);
  std::ranges::copy_if(in, std::back_inserter(found.accounts),
                       [&](const Account* account) { return names_id(head, *account); });
  return found.accounts.empty() ? Matches{} : found;
}

Matches find_exactly(std::span<const Account* const> in, std::string_view query) {
  const std::optional<IdHead> head = id_head(query);
  Matches found;
  std::ranges::copy_if(in, std::back_inserter(found.accounts), [&](const Account* account) {
    return is_name(query, account->issuer, account->account) || names_id(head, *account);
  });
  return found;
}

/// The strictest rule but `exact` under which a folded query names the account.
std::optional<Rule> rule_for(std::string_view query, const std::optional<IdHead>& head,
                             const Account& account) {
  // Both forms are the same: no character combines with a colon before it.
  const std::string issuer = folded(account.issuer);
  const std::string name = folded(account.account);
  if (is_name(query, issuer, name) || names_id(head, account)) return Rule::any_case;
  const std::string display =
      issuer.empty() || name.empty() ? issuer + name : issuer + ':' + name;
  if (display.starts_with(query) || name.starts_with(query)) return Rule::prefix;
  if (display.find(query) != std::string::npos) return Rule::substring;
  return std::nullopt;
}

Matches find_loosely(std::span<const Account* const> in, std::string_view query, Rule loosest) {
  const std::string folded_query = folded(query);
  const std::optional<IdHead> head = id_head(folded_query);
  Matches found{loosest, {}};
  for (const Account* account : in) {
    const std::optional<Rule> rule = rule_for(folded_query, head, *account);
    if (!rule || *rule > found.rule) continue;
    if (*rule < found.rule) found = {*rule, {}};
    found.accounts.push_back(account);
  }
  return found.accounts.empty() ? Matches{} : found;
}

/// What stands in the way of a display name that is to select one account.
class Rivals {
 public:
  Rivals(std::span<const Account* const> accounts, std::span<const std::string> names) {
    named_.reserve(names.size());
    for (const std::string& name : names)
      ++named_[name];
    ids_.reserve(accounts.size());
    for (std::size_t i = 0; i < accounts.size(); ++i) {
      for (const std::string_view half : {accounts[i]->issuer, accounts[i]->account}) {
        const auto found = named_.find(half);
        if (half != names[i] && found != named_.end()) ++found->second;
      }
      ids_.push_back(accounts[i]->id);
    }
    std::ranges::sort(ids_);
  }

  /// Would an exact `name`, which is the display name of the account with `id`, also name
  /// another?
  bool share(std::string_view name, const Id& id) const {
    if (named_.at(name) > 1) return true;
    const std::optional<IdHead> head = id_head(name);
    if (!head) return false;
    const auto first = std::ranges::lower_bound(ids_, head->low);
    const auto last = std::ranges::upper_bound(ids_, head->high);
    return last - first > (head->names(id) ? 1 : 0);
  }

  const std::vector<Id>& ids() const noexcept { return ids_; }

 private:
  // How many accounts each display name names, be it their display name, issuer or account.
  std::unordered_map<std::string_view, std::size_t> named_;
  std::vector<Id> ids_;
};

/// The words that select the account with `id`, called `name`; `alone`: its name does, too,
/// among accounts with `ids` (sorted).
std::string selecting_words(const std::string& name, bool alone, const Id& id,
                            std::span<const Id> ids) {
  std::string shown = escaped(name);
  if (alone && shown == name) return shown;
  return shown + (shown.empty() ? "#" : " #") + id_text(id).substr(0, telling_digits(ids, id));
}

/// Can `name` be a QUERY that means an account's name?
bool is_plain(std::string_view name) {
  return !name.empty() && name != "-" && !id_reference(name);
}

}  // namespace

Matches find(std::span<const Account* const> in, std::string_view query, Rule loosest) {
  if (const auto digits = id_reference(query)) return find_by_id(in, *digits, loosest);
  Matches found = find_exactly(in, query);
  if (!found.accounts.empty() || loosest == Rule::exact) return found;
  return find_loosely(in, query, loosest);
}

std::vector<std::string> selecting_names(std::span<const Account* const> accounts) {
  std::vector<std::string> names;
  names.reserve(accounts.size());
  for (const Account* account : accounts)
    names.push_back(display_name(*account));
  const Rivals rivals(accounts, names);

  std::vector<std::string> selecting;
  selecting.reserve(accounts.size());
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const Id& id = accounts[i]->id;
    const bool alone = is_plain(names[i]) && !rivals.share(names[i], id);
    selecting.push_back(selecting_words(names[i], alone, id, rivals.ids()));
  }
  return selecting;
}

std::string selecting_name(std::span<const Account* const> accounts, const Account& account) {
  const std::string name = display_name(account);
  const bool alone = is_plain(name) && find_exactly(accounts, name).accounts.size() == 1;
  std::vector<Id> ids;
  if (!alone || escaped(name) != name) {
    ids.reserve(accounts.size());
    for (const Account* one : accounts)
      ids.push_back(one->id);
    std::ranges::sort(ids);
  }
  return selecting_words(name, alone, account.id, ids);
}

}  // namespace fob
