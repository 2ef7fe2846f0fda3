#include "core/vault/check.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "core/account/secret_notes.h"
#include "core/base/unicode.h"

namespace fob::vault {
namespace {

using Findings = std::vector<Finding>;
using Accounts = std::vector<const Account*>;

constexpr std::chrono::seconds clock_slack{60};

void check_files(const Facts& facts, Findings& found) {
  for (const FileFacts& file : facts.files) {
    // A folder may be read by others, who cannot read the files in it; and where it is sticky,
    // as /tmp, they cannot replace these.
    const bool folder = file.place == Place::folder;
    const unsigned of_others = !folder ? 0077u : (file.mode & 01000u) != 0 ? 0u : 0022u;
    if ((file.mode & of_others) != 0) found.push_back({Topic::permissions, file.place});
    if (!file.own) found.push_back({Topic::owner, file.place});
  }
  if (facts.link) found.push_back({Topic::link});
  if (facts.names > 1) found.push_back({.topic = Topic::hard_link, .count = facts.names - 1});
  for (const std::string& file : facts.conflicts)
    found.push_back({.topic = Topic::sync_conflict, .file = file});
  if (facts.leftovers > 0) {
    found.push_back({.topic = Topic::leftovers, .count = facts.leftovers});
  }
  if (facts.previous == PreviousState::other_key || facts.previous == PreviousState::damaged) {
    found.push_back({Topic::previous, Place::previous});
  }
}

void check_clock(const Vault& vault, const Facts& facts, Findings& found) {
  // A file server's clock may be some seconds before this one.
  const bool before_file = facts.written && facts.now + clock_slack < *facts.written;
  if (facts.now < vault.newest() || before_file) found.push_back({Topic::clock_behind});
  if (facts.clock_synchronized == false) found.push_back({Topic::clock_unsynchronized});
}

void check_slots(const Vault& vault, const Facts& facts, Findings& found) {
  std::size_t unknown = 0, cheap = 0;
  const std::vector<Slot> slots = vault.slots();
  for (const Slot& slot : slots) {
    if (!slot.known) {
      ++unknown;
    } else if (facts.usual_cost && slot.known->kind == SlotKind::passphrase) {
      cheap += slot.known->cost.work() < facts.usual_cost->work() ? 1u : 0u;
    }
  }
  if (unknown > 0) found.push_back({.topic = Topic::unknown_slot, .count = unknown});
  if (cheap > 0) found.push_back({.topic = Topic::low_cost, .count = cheap});
  const auto is_recovery = [](const Slot& slot) {
    return slot.known && slot.known->kind == SlotKind::recovery;
  };
  if (slots.size() == 1 && !is_recovery(slots[0])) found.push_back({Topic::one_way_in});
}

/// A finding for each two and more of `accounts` that are the same to `key_of`, which gives
/// nothing to be left out.
template <typename KeyOf>
void check_alike(const Accounts& accounts, Topic topic, KeyOf key_of, Findings& found) {
  using Text = decltype(key_of(*accounts.front()));
  std::unordered_map<Text, std::size_t> groups;  // their places in `alike`
  std::vector<Accounts> alike;
  for (const Account* account : accounts) {
    Text key = key_of(*account);
    if (key.empty()) continue;
    const auto [group, is_new] = groups.try_emplace(std::move(key), alike.size());
    if (is_new) alike.emplace_back();
    alike[group->second].push_back(account);
  }
  for (Accounts& group : alike) {
    if (group.size() > 1) found.push_back({.topic = topic, .accounts = std::move(group)});
  }
}

void check_accounts(const Vault& vault, Findings& found) {
  const Accounts accounts = vault.accounts();
  for (const Account* account : accounts) {
    const auto bits = secret_bits(*account);
    if (bits && *bits < weak_below_bits) {
      found.push_back({.topic = Topic::weak_secret, .accounts = {account}});
    }
  }
  check_alike(
      accounts, Topic::repeated_secret,
      [](const Account& account) { return account.key.reveal_text(); }, found);
  check_alike(
      accounts, Topic::similar_names,
      [](const Account& account) { return folded(display_name(account)); }, found);
}

}  // namespace

bool is_sync_conflict(std::string_view file, std::string_view vault) noexcept {
  // Most put it before the last dot, some behind all.
  for (const std::string_view stem : {vault.substr(0, vault.rfind('.')), vault}) {
    if (!file.starts_with(stem)) continue;
    const std::string_view rest = file.substr(stem.size());
    if (rest.starts_with(".sync-conflict")) return true;
    // `vault (work).fob` is not `vault.fob`: it is said in the first parentheses, or not of it.
    const std::string_view said = rest.substr(0, rest.find(')'));
    if (said.starts_with(" (") && said.find("conflicted copy") != said.npos) return true;
  }
  return false;
}

std::optional<std::size_t> secret_bits(const Account& account) {
  if (std::holds_alternative<otp::Motp>(account.method) ||
      std::holds_alternative<otp::Yandex>(account.method)) {
    return std::nullopt;
  }
  return account.key.size() * 8;
}

std::vector<Finding> check(const Vault& vault, const Facts& facts) {
  Findings found;
  check_files(facts, found);
  check_clock(vault, facts, found);
  check_slots(vault, facts, found);
  check_accounts(vault, found);
  if (facts.freshness != Freshness::fresh) found.push_back({Topic::rollback});
  if (const std::size_t count = vault.unreadable(); count > 0) {
    found.push_back({.topic = Topic::unreadable, .count = count});
  }
  if (const std::size_t count = vault.removed().size(); count > 0) {
    found.push_back({.topic = Topic::removed, .count = count});
  }
  std::ranges::stable_sort(found, {}, &Finding::topic);
  return found;
}

}  // namespace fob::vault
