#include "core/vault/drill.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"
#include "tests/unit/vault/vectors.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr otp::Time start = otp::Time(otp::seconds(1'700'000'000));
using What = Loss::What;

/// The only loss, or what there is in its place.
What only_loss(const Vault& vault, const Vault& backup, std::string_view field = {}) {
  const auto losses = drill(vault, backup, start);
  REQUIRE(losses.size() == 1);
  CHECK(losses[0].fields ==
        (field.empty() ? std::vector<std::string_view>() : std::vector{field}));
  return losses[0].what;
}

}  // namespace

TEST_CASE("a copy of the vault loses nothing") {
  Vault vault = fresh();
  vault.add(account_named("alice"), start);
  Account yandex = account_named("without a PIN");
  yandex.method = otp::Yandex{};
  yandex.key = Key::copy_of("0123456789abcdef");
  vault.add(std::move(yandex), start);
  vault.remove(vault.add(account_named("gone"), start).id, start);
  CHECK(drill(vault, again(vault), start).empty());
}

TEST_CASE("what was added or brought back since is missing, and what was removed is no loss") {
  Vault vault = fresh();
  const Id removed = vault.add(account_named("removed"), start).id;
  const Id back = vault.add(account_named("back"), start).id;
  vault.remove(back, start);
  const Vault backup = again(vault);
  const Id added = vault.add(account_named("added"), start).id;
  vault.restore(back, start);
  vault.remove(removed, start);
  const auto losses = drill(vault, backup, start);
  REQUIRE(losses.size() == 2);
  CHECK(losses[0].what == What::missing);
  CHECK(losses[0].account->id == back);
  CHECK(losses[1].account->id == added);
}

TEST_CASE("what makes the codes is told from what does not") {
  Vault vault = fresh();
  const Id id = vault.add(account_named("alice"), start).id;
  const Vault backup = again(vault);
  edit(vault, id, start, [](Account& account) { account.note = "new"; });
  CHECK(only_loss(vault, backup, "note") == What::other_text);
  Vault other = again(backup);
  edit(other, id, start, [](Account& account) {
    account.method = otp::Totp{otp::Hash::sha1, 8};
  });
  CHECK(only_loss(other, backup, "digits") == What::other_codes);
  Vault secret = again(backup);
  edit(secret, id, start, [](Account& account) { account.key = Key::copy_of("another"); });
  CHECK(only_loss(secret, backup, "secret") == What::other_codes);
}

TEST_CASE("a counter that is behind in the backup is a loss, one that is ahead is none") {
  Vault vault = fresh();
  Account account = account_named("hal");
  account.method = otp::Hotp{otp::Hash::sha1, 6, 7};
  const Id id = vault.add(std::move(account), start).id;
  const Vault backup = again(vault);
  vault.spend(id);
  CHECK(only_loss(vault, backup) == What::counter);
  CHECK(drill(backup, vault, start).empty());
  edit(vault, id, start, [](Account& changed) { changed.note = "new"; });
  CHECK(only_loss(vault, backup, "note") == What::counter);
}

TEST_CASE("unreadable lines that the backup has not are one loss, behind all others") {
  const Vector vector = vector_named("unreadable-lines");
  auto vault = Vault::unlock(Sealed(vector.vault), Secret::copy_of(vector.passphrase));
  REQUIRE(vault);
  CHECK(drill(*vault, again(*vault), start).empty());
  Vault backup = fresh();
  for (const Account* account : vault->accounts())
    backup.add(account->clone(), start);
  CHECK(drill(backup, *vault, start).empty());
  const Id added = vault->add(account_named("added"), start).id;
  const auto losses = drill(*vault, backup, start);
  REQUIRE(losses.size() == 2);
  CHECK(losses[0].account->id == added);
  CHECK(losses[1].what == What::unreadable);
  CHECK(losses[1].account == nullptr);
  CHECK(losses[1].count == vault->unreadable());
}

TEST_CASE("in a copy under another id an account is known by its name and codes") {
  Vault vault = fresh();
  const Id id = vault.add(account_named("alice"), start).id;
  Vault copy = fresh();
  copy.add(account_named("alice"), start);
  CHECK(drill(vault, copy, start).empty());
  edit(vault, id, start, [](Account& account) { account.account = "bob"; });
  CHECK(only_loss(vault, copy) == What::missing);
}
