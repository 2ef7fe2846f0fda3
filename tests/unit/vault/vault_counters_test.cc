// No code of a HOTP secret is given twice, whatever becomes of the entries that have it.

#include <array>
#include <random>
#include <set>

#include <doctest/doctest.h>

#include "core/vault/bring_back.h"
#include "core/vault/take_in.h"
#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr otp::Time start = otp::Time(otp::seconds(1'700'000'000));

Account hotp(std::string_view name, std::uint64_t counter, std::string_view key = "secret") {
  Account account = account_named(name);
  account.method = otp::Hotp{otp::Hash::sha1, 6, counter};
  account.key = Key::copy_of(key);
  return account;
}

std::uint64_t counter_of(const Vault& vault, const Id& id) {
  return std::get<otp::Hotp>(vault.get(id)->method).counter;
}

void spend(Vault& vault, const Id& id, int times) {
  for (int i = 0; i < times; ++i)
    vault.spend(id);
}

/// Sets the counter as its owner may, be it back.
void set_counter(Vault& vault, const Id& id, std::uint64_t counter) {
  Account account = vault.get(id)->clone();
  std::get<otp::Hotp>(account.method).counter = counter;
  vault.replace(std::move(account), start, Vault::Counter::as_given);
}

}  // namespace

TEST_CASE("what is added goes on from the largest counter of its secret") {
  Vault vault = fresh();
  const Id first = vault.add(hotp("hal", 7), start).id;
  spend(vault, first, 50);
  vault.remove(first, start);
  CHECK(counter_of(vault, vault.add(hotp("hal", 7), start).id) == 57);
  CHECK(counter_of(vault, vault.add(hotp("dave", 90), start).id) == 90);
  CHECK(counter_of(vault, vault.add(hotp("frank", 0, "another"), start).id) == 0);
}

TEST_CASE("what replaces an account goes on where that is, or its new secret") {
  Vault vault = fresh();
  const Id id = vault.add(hotp("hal", 57), start).id;
  vault.add(hotp("dave", 90, "another"), start);
  edit(vault, id, start, [](Account& account) {
    account.method = otp::Hotp{otp::Hash::sha1, 8, 7};
  });
  CHECK(counter_of(vault, id) == 57);
  edit(vault, id, start, [](Account& account) { account.key = Key::copy_of("another"); });
  CHECK(counter_of(vault, id) == 90);
  edit(vault, id, start, [](Account& account) { account.method = otp::Totp{}; });
  edit(vault, id, start, [](Account& account) { account.method = otp::Hotp{}; });
  CHECK(counter_of(vault, id) == 90);
}

TEST_CASE("only its owner sets a counter back, and it stays so while the account is edited") {
  Vault vault = fresh();
  const Id id = vault.add(hotp("hal", 57), start).id;
  set_counter(vault, id, 3);
  CHECK(counter_of(vault, id) == 3);
  edit(vault, id, start, [](Account& account) { account.note = "x"; });
  CHECK(counter_of(vault, id) == 3);
  CHECK(vault.spend(id) == 3);
  CHECK(vault.counter_floor(*vault.get(id)) == 4);
  CHECK(vault.counter_floor(hotp("another id", 0)) == 57);
  vault.expire_removed(start + removed_for + otp::seconds(1));  // nor does time undo it
  CHECK(vault.removed().empty());
  CHECK(counter_of(vault, id) == 4);
}

TEST_CASE("two accounts of one secret give no code both") {
  Vault vault = fresh();
  const Id hal = vault.add(hotp("hal", 7), start).id;
  const Id dave = vault.add(hotp("dave", 9), start).id;
  CHECK(vault.spend(hal) == 7);
  CHECK(counter_of(vault, dave) == 9);
  CHECK(vault.spend(dave) == 9);
  CHECK(vault.spend(hal) == 10);
  CHECK(vault.spend(dave) == 11);
}

TEST_CASE("what is destroyed leaves its counter to the removed entries of its secret") {
  Vault vault = fresh();
  const Id id = vault.add(hotp("hal", 7), start).id;
  edit(vault, id, start, [](Account& account) { account.account = "dave"; });
  const Id former = vault.removed().front()->id;
  spend(vault, id, 3);
  vault.remove(id, start + otp::seconds(1));

  SUBCASE("by hand") {
    vault.purge(id);
  }
  SUBCASE("by time") {
    vault.restore(id, start);
    vault.remove(id, start);
    vault.restore(former, start);
    vault.remove(former, start + otp::seconds(1));
    vault.expire_removed(start + removed_for + otp::seconds(1));
  }
  REQUIRE(vault.get(id) == nullptr);
  CHECK(counter_of(vault, former) == 10);
  CHECK(bring_back(vault, former, OnDuplicate::report, start).outcome == Outcome::added);
  CHECK(vault.spend(former) == 10);
}

TEST_CASE("whatever is done, in whatever order, no counter of a secret is given twice") {
  std::mt19937 random(4226);
  const auto below = [&](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
  };
  const auto any_of = [&](const std::vector<const Account*>& accounts) {
    return accounts[below(accounts.size())]->id;
  };
  const std::vector<std::string> names{"hal", "dave", "frank"};
  constexpr std::array ways{OnDuplicate::report, OnDuplicate::skip, OnDuplicate::replace,
                            OnDuplicate::keep};
  std::size_t spent = 0;
  for (int vaults = 0; vaults < 20; ++vaults) {
    Vault vault = fresh();
    std::set<std::uint64_t> given;
    otp::Time now = start;
    // As much as the secret's owner may do without a code from another place.
    for (int step = 0; step < 200; ++step) {
      CAPTURE(step);
      now += std::chrono::days(below(4));
      const bool present = !vault.accounts().empty(), removed = !vault.removed().empty();
      const OnDuplicate way = ways[below(ways.size())];
      switch (below(8)) {
        case 0: {
          Account account = hotp(names[below(names.size())], 7);
          std::get<otp::Hotp>(account.method).digits = below(2) == 0 ? 6 : 8;
          const Account* const incoming = &account;
          if (present || removed || given.empty()) take_in(vault, {&incoming, 1}, way, now);
          break;
        }
        case 1:
          if (present) vault.remove(any_of(vault.accounts()), now);
          break;
        case 2:
          if (removed) bring_back(vault, any_of(vault.removed()), way, now);
          break;
        case 3:
          if (present) {
            edit(vault, any_of(vault.accounts()), start,
                 [&](Account& account) { account.account = names[below(names.size())]; });
          }
          break;
        case 4:
          if (removed && (present || vault.removed().size() > 1)) {
            vault.purge(any_of(vault.removed()));
          }
          break;
        case 5:
          if (present) vault.expire_removed(now);
          break;
        default:
          for (const Account* account : vault.accounts()) {
            REQUIRE(given.insert(vault.spend(account->id)).second);
          }
      }
    }
    spent += given.size();
  }
  CHECK(spent > 1000);
}
