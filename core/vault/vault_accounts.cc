// The accounts of an open vault: reading its lines, and writing them anew.

#include <algorithm>
#include <functional>
#include <type_traits>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "core/account/differences.h"
#include "core/account/uri.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/vault.h"

namespace fob::vault {
namespace {

/// The account that a line of the body says; nothing for a line of another version.
std::optional<Account> understood(std::string_view line) {
  constexpr std::string_view scheme = "otpauth://";
  if (!same_word(line.substr(0, scheme.size()), scheme) || !valid_utf8(line)) {
    return std::nullopt;
  }
  try {
    Account account = parse_uri(line, Origin::vault).account;
    if (account.id == Id{}) account.id = digest_of(as_bytes(line));
    return account;
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool same(const Account& a, const Account& b) {
  return a.id == b.id && a.created == b.created && a.modified == b.modified &&
         a.removed == b.removed && a.former_of == b.former_of && differences(a, b).empty();
}

}  // namespace

std::size_t Vault::IdHash::operator()(const Id& id) const noexcept {
  return std::hash<std::string_view>()(as_text(id));
}

void Vault::read(std::string_view text) {
  Line& line = lines_.emplace_back();
  line.read = text;
  auto account = understood(text);
  if (account && by_id_.try_emplace(account->id, &line).second) {
    line.account = std::move(account);
  }
}

std::vector<const Account*> Vault::accounts() const {
  return accounts_if(false);
}

std::vector<const Account*> Vault::removed() const {
  return accounts_if(true);
}

std::vector<const Account*> Vault::accounts_if(bool removed) const {
  std::vector<const Account*> result;
  for (const Line& line : lines_) {
    if (line.account && line.account->removed.has_value() == removed) {
      result.push_back(&*line.account);
    }
  }
  return result;
}

const Account* Vault::get(const Id& id) const noexcept {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &*found->second->account;
}

std::size_t Vault::unreadable() const noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      lines_, [](const Line& line) { return !line.account && !line.text().empty(); }));
}

std::optional<otp::Time> Vault::newest() const noexcept {
  std::optional<otp::Time> newest;
  for (const Line& line : lines_) {
    if (!line.account) continue;
    // An empty optional is less than every time.
    newest = std::max(
        {newest, line.account->created, line.account->modified, line.account->removed});
  }
  return newest;
}

const Account& Vault::add(Account account, otp::Time now) {
  account.created = account.modified = now;
  while (account.id == Id{} || get(account.id) != nullptr)
    account.id = random_id();
  keep_going(account);
  return *append(written(std::move(account))).account;
}

const Account& Vault::replace(Account account, otp::Time now, Counter counter) {
  Line& line = line_of(account.id);
  Account former = line.account->clone();
  former.id = random_id();
  former.removed = now;
  former.former_of = account.id;

  account.modified = now;
  if (counter == Counter::onward) keep_going(account);
  Line replacement = written(std::move(account));
  append(written(std::move(former)));
  line = std::move(replacement);
  return *line.account;
}

void Vault::expect(const Account& as_read) const {
  const Account* const now = get(as_read.id);
  if (now != nullptr && now->modified == as_read.modified && now->removed == as_read.removed &&
      differences(as_read, *now, Counters::aside).empty()) {
    return;
  }
  throw Error(Kind::failed,
              fmt::format("another program changed {} meanwhile, and nothing was done",
                          escaped(display_name(as_read))),
              "type the command again");
}

const Account& Vault::take(Account entry) {
  while (entry.id == Id{} || get(entry.id) != nullptr)
    entry.id = random_id();
  keep_going(entry);
  return *append(written(std::move(entry))).account;
}

std::vector<std::string_view> Vault::unreadable_lines() const {
  std::vector<std::string_view> lines;
  for (const Line& line : lines_) {
    if (!line.account && !line.text().empty()) lines.push_back(line.text());
  }
  return lines;
}

std::size_t Vault::unreadable_beside(const Vault& other) const {
  const auto lines = unreadable_lines();
  const std::unordered_set<std::string_view> here(lines.begin(), lines.end());
  return static_cast<std::size_t>(std::ranges::count_if(
      other.unreadable_lines(), [&](std::string_view line) { return !here.contains(line); }));
}

void Vault::take_unreadable(const Vault& other) {
  const auto lines = unreadable_lines();
  const std::unordered_set<std::string_view> here(lines.begin(), lines.end());
  std::list<Line> taken;
  for (const std::string_view text : other.unreadable_lines()) {
    if (!here.contains(text)) taken.emplace_back().written = text;
  }
  changed_ = changed_ || !taken.empty();
  lines_.splice(lines_.end(), taken);
}

Vault::Line Vault::written(Account account) {
  std::string text = format_uri(account, Fields::all);
  // Whatever was let in: what is not read again as it is would be lost.
  const auto read = understood(text);
  if (!read || !same(*read, account)) {
    throw Error(Kind::malformed,
                fmt::format("{} cannot be written as it is", escaped(display_name(account))),
                "give it other texts or settings");
  }
  return {std::move(account), {}, std::move(text)};
}

Vault::Line& Vault::append(Line made) {
  Line& line = lines_.emplace_back();  // nothing, until its id is known
  by_id_.emplace(made.account->id, &line);
  line = std::move(made);
  changed_ = true;
  return line;
}

void Vault::put(Changes changes) noexcept {
  static_assert(std::is_nothrow_move_assignable_v<Line>);
  for (Change& change : changes) {
    *change.line = std::move(change.now);
    changed_ = true;
  }
}

Vault::Line& Vault::line_of(const Id& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end() || found->second->account->removed) {
    throw Error(Kind::failed, "the account is not in the vault any more");
  }
  return *found->second;
}

Vault::Line& Vault::removed_line_of(const Id& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end() || !found->second->account->removed) {
    throw Error(Kind::failed, "the removed entry is not in the vault any more");
  }
  return *found->second;
}

}  // namespace fob::vault
