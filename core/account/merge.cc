#include "core/account/merge.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <variant>

namespace fob {
namespace {

std::size_t combined(std::size_t a, std::size_t b) {
  return a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2));
}

struct NameHash {
  std::size_t operator()(const Account* account) const {
    constexpr std::hash<std::string_view> hash;
    return combined(hash(account->issuer), hash(account->account));
  }
};
struct SameName {
  bool operator()(const Account* a, const Account* b) const { return same_name(*a, *b); }
};

struct NameAndKeyHash {
  std::size_t operator()(const Account* account) const {
    constexpr std::hash<std::string_view> hash;
    return combined(NameHash()(account), hash(account->key.reveal_text()));
  }
};
struct SameNameAndCodes {
  bool operator()(const Account* a, const Account* b) const {
    return same_name(*a, *b) && same_codes(*a, *b);
  }
};

std::uint64_t counter_of(const Account& account) {
  return otp::counter(account.method).value_or(0);
}

/// The accounts that there are whose names come in, and those that will have been added.
class Plan {
 public:
  Plan(std::span<const Account* const> present, std::span<const Account* const> incoming,
       OnDuplicate on_duplicate)
      : on_duplicate_(on_duplicate) {
    const std::unordered_set<const Account*, NameHash, SameName> coming(incoming.begin(),
                                                                        incoming.end());
    for (const Account* account : present) {
      if (!coming.contains(account)) continue;
      const auto [name, is_new] = names_.try_emplace(account, Holder{account, true, false});
      if (!is_new) name->second.several = true;
      counters_.try_emplace(account, counter_of(*account));
    }
  }

  Merged merge(const Account& account) {
    const auto [name, is_new] = names_.try_emplace(&account, Holder{&account, false, false});
    Holder& holder = name->second;
    if (is_new) return accept(account, {Outcome::added, nullptr});
    if (const auto same = counters_.find(&account); same != counters_.end()) {
      holder.replaceable = false;
      const bool moves = counter_of(account) > same->second;
      if (moves) same->second = counter_of(account);
      return {Outcome::already, same->first, moves};
    }

    const Account* met = holder.account;
    switch (on_duplicate_) {
      case OnDuplicate::skip:
        return {Outcome::skipped, met};
      case OnDuplicate::keep:
        return accept(account, {Outcome::added, met});
      case OnDuplicate::replace:
        if (holder.several) return conflict(Conflict::several, met);
        if (!holder.replaceable) break;
        counters_.erase(met);
        holder = {&account, false, false};
        return accept(account, {Outcome::replaced, met});
      case OnDuplicate::report:
        break;
    }
    return conflict(met->key == account.key ? Conflict::settings : Conflict::secret, met);
  }

 private:
  /// The first account of a name.
  struct Holder {
    const Account* account;
    bool replaceable;  // it was present, and nothing that came in is about it
    bool several;      // others that were present have the name
  };

  static Merged conflict(Conflict why, const Account* met) {
    return {.outcome = Outcome::conflict, .met = met, .conflict = why};
  }

  Merged accept(const Account& account, Merged merged) {
    counters_.try_emplace(&account, counter_of(account));
    return merged;
  }

  OnDuplicate on_duplicate_;
  std::unordered_map<const Account*, Holder, NameHash, SameName> names_;
  // Keyed by name and codes: with many accounts of one name, each is still found at once.
  std::unordered_map<const Account*, std::uint64_t, NameAndKeyHash, SameNameAndCodes> counters_;
};

}  // namespace

std::vector<Merged> plan_merge(std::span<const Account* const> present,
                               std::span<const Account* const> incoming,
                               OnDuplicate on_duplicate) {
  Plan plan(present, incoming, on_duplicate);
  std::vector<Merged> merged;
  merged.reserve(incoming.size());
  for (const Account* account : incoming)
    merged.push_back(plan.merge(*account));
  return merged;
}

}  // namespace fob
