// What was removed from an open vault: how it comes there, comes back, and goes for good.

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "core/base/error.h"
#include "core/vault/vault.h"

namespace fob::vault {

otp::Time kept_until(const Account& removed) {
  return removed.removed.value() + removed_for;
}

int days_left(const Account& removed, otp::Time now) {
  const auto left = std::chrono::ceil<std::chrono::days>(kept_until(removed) - now);
  return std::max(static_cast<int>(left.count()), 0);
}

const Account& Vault::remove(const Id& id, otp::Time now) {
  Line& line = line_of(id);
  Account account = line.account->clone();
  account.removed = now;
  line = written(std::move(account));
  changed_ = true;
  return *line.account;
}

const Account& Vault::restore(const Id& id, otp::Time now) {
  Line& line = removed_line_of(id);
  Account account = line.account->clone();
  account.removed.reset();
  account.former_of.reset();
  account.modified = now;
  keep_going(account);
  line = written(std::move(account));
  changed_ = true;
  return *line.account;
}

void Vault::purge(const Id& id) {
  destroy({&removed_line_of(id)});
}

void Vault::expire_removed(otp::Time now) {
  if (now < newest()) return;
  std::vector<Line*> expired;
  for (Line& line : lines_) {
    if (line.account && line.account->removed && now > kept_until(*line.account)) {
      expired.push_back(&line);
    }
  }
  destroy(expired);
}

void Vault::destroy(const std::vector<Line*>& lines) {
  if (lines.empty()) return;
  std::unordered_map<std::string_view, std::uint64_t> counters;  // by secret
  for (const Line* line : lines) {
    const auto own = otp::counter(line->account->method);
    if (!own) continue;
    std::uint64_t& counter = counters[line->account->key.reveal_text()];
    counter = std::max(counter, *own);
  }
  // An account is where its secret's codes are, or where its owner set it back to: it stays. A
  // removed entry may be behind, and comes back only as far as the others know.
  Changes changes;
  if (!counters.empty()) {
    for (Line& line : lines_) {
      if (!line.account || !line.account->removed) continue;
      const auto counter = counters.find(line.account->key.reveal_text());
      if (counter != counters.end()) raise(line, counter->second, changes);
    }
  }
  put(std::move(changes));
  for (Line* line : lines) {
    by_id_.erase(line->account->id);
    *line = {};
    changed_ = true;
  }
}

}  // namespace fob::vault
