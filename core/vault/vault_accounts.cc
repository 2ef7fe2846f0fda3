// The accounts of an open vault: reading its lines, and every change to them.

#include <algorithm>
#include <functional>
#include <limits>

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

}  // namespace

otp::Time kept_until(const Account& removed) {
  return removed.removed.value() + removed_for;
}

int days_left(const Account& removed, otp::Time now) {
  const auto left = std::chrono::ceil<std::chrono::days>(kept_until(removed) - now);
  return std::max(static_cast<int>(left.count()), 0);
}

std::size_t Vault::IdHash::operator()(const Id& id) const noexcept {
  return std::hash<std::string_view>()(as_text(id));
}

void Vault::read(std::string_view text) {
  Line& line = lines_.emplace_back(Line{std::nullopt, std::string(text)});
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
      lines_, [](const Line& line) { return !line.account && !line.text.empty(); }));
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
  return *append(std::move(account)).account;
}

const Account& Vault::replace(Account account, otp::Time now) {
  Line& line = line_of(account.id);
  Account former = std::move(*line.account);
  former.id = random_id();
  former.removed = now;
  former.former_of = account.id;
  append(std::move(former));

  account.modified = now;
  line.account = std::move(account);
  rewrite(line);
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

const Account& Vault::remove(const Id& id, otp::Time now) {
  Line& line = line_of(id);
  line.account->removed = now;
  rewrite(line);
  return *line.account;
}

const Account& Vault::restore(const Id& id, otp::Time now) {
  Line& line = removed_line_of(id);
  line.account->removed.reset();
  line.account->former_of.reset();
  line.account->modified = now;
  if (auto* const hotp = std::get_if<otp::Hotp>(&line.account->method)) {
    hotp->counter = counter_reached(line.account->key);
  }
  rewrite(line);
  return *line.account;
}

void Vault::purge(const Id& id) {
  Line& line = removed_line_of(id);
  by_id_.erase(id);
  line = {};
  changed_ = true;
}

std::uint64_t Vault::counter_reached(const Key& key) const noexcept {
  std::uint64_t reached = 0;
  for (const Line& line : lines_) {
    if (!line.account || !(line.account->key == key)) continue;
    const auto* const hotp = std::get_if<otp::Hotp>(&line.account->method);
    if (hotp != nullptr) reached = std::max(reached, hotp->counter);
  }
  return reached;
}

std::uint64_t Vault::spend(const Id& id) {
  Line& line = line_of(id);
  otp::Hotp& hotp = hotp_of(line);
  if (hotp.counter == std::numeric_limits<std::uint64_t>::max()) {
    throw Error(Kind::malformed, "the account's counter is at its end");
  }
  const std::uint64_t counter = hotp.counter++;
  rewrite(line);
  return counter;
}

void Vault::raise_counter(const Id& id, std::uint64_t counter) {
  Line& line = line_of(id);
  otp::Hotp& hotp = hotp_of(line);
  if (counter <= hotp.counter) return;
  hotp.counter = counter;
  rewrite(line);
}

void Vault::expire_removed(otp::Time now) {
  if (now < newest()) return;
  for (Line& line : lines_) {
    if (!line.account || !line.account->removed) continue;
    if (now <= kept_until(*line.account)) continue;
    by_id_.erase(line.account->id);
    line = {};
    changed_ = true;
  }
}

Vault::Line& Vault::append(Account account) {
  Line& line = lines_.emplace_back(Line{std::move(account), {}});
  by_id_.emplace(line.account->id, &line);
  rewrite(line);
  return line;
}

void Vault::rewrite(Line& line) {
  line.text = format_uri(*line.account, Fields::all);
  // Whatever was let in: what could not be read again would be lost.
  if (!understood(line.text)) {
    throw Error(Kind::malformed, "the account cannot be written as it is");
  }
  changed_ = true;
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

otp::Hotp& Vault::hotp_of(Line& line) const {
  auto* const hotp = std::get_if<otp::Hotp>(&line.account->method);
  if (hotp == nullptr) throw Error(Kind::failed, "the account has no counter any more");
  return *hotp;
}

}  // namespace fob::vault
