#include "core/vault/rewrap.h"

#include <doctest/doctest.h>

#include "core/vault/label.h"
#include "tests/unit/vault/helpers.h"
#include "tests/unit/vault/vectors.h"

using namespace fob;
using namespace fob::vault;

namespace {

const Secret old_passphrase = Secret::copy_of("open sesame");
const Secret new_passphrase = Secret::copy_of("a new one");

Vault opened(const Bytes& file, const Secret& passphrase = old_passphrase) {
  auto vault = Vault::unlock(Sealed(file), passphrase);
  REQUIRE(vault);
  return *std::move(vault);
}

KnownSlot open_slot_of(const Vault& vault) {
  for (Slot& slot : vault.slots()) {
    if (slot.line == vault.unlocked_slot()) return slot.known.value();
  }
  FAIL("no slot is open");
  return {};
}

/// The open slot of `vault` under the new passphrase.
Rewrapped rewrapped(const Vault& vault, Secret data_key) {
  const std::vector<Rewrap> slots{{open_slot_of(vault), &new_passphrase, cheap}};
  return rewrap(vault.first_line(), std::move(data_key), slots);
}

}  // namespace

TEST_CASE("a vault with another passphrase has everything in it, and a new data key") {
  const Bytes file = vector_named("later-generation").vault;
  Vault vault = opened(file);
  const KnownSlot former = open_slot_of(vault);
  vault.rewrap(rewrapped(vault, new_data_key()));
  CHECK(vault.changed());
  const Bytes next = vault.seal(digest_of(file));

  CHECK_FALSE(Vault::unlock(Sealed(next), old_passphrase));
  const Vault again = opened(next, new_passphrase);
  CHECK(again.id() == vault.id());
  CHECK(again.accounts().size() == opened(file).accounts().size());
  CHECK(again.removed().size() == 1);
  CHECK_FALSE(again.data_key() == opened(file).data_key());
  const KnownSlot now = open_slot_of(again);
  CHECK(now.id == former.id);
  CHECK(now.cost == former.cost);
  CHECK(now.salt != former.salt);
  CHECK(now.nonce != former.nonce);
}

TEST_CASE("unlocking tells which slot it was, and another generation remembers it") {
  const Bytes file = vector_named("second-slot").vault;
  const Vault vault = opened(file);
  CHECK(vault.unlocked_slot() == vault.slots()[1].line);
  CHECK(vault.reopen(Sealed(file))->unlocked_slot() == vault.unlocked_slot());
  CHECK(Vault::reopen(Sealed(file), vault.data_key())->unlocked_slot().empty());
}

TEST_CASE("with other slots the data key may stay, and they open still") {
  const Bytes file = vector_named("unknown-slots").vault;
  Vault vault = opened(file);
  const auto before = vault.slots();
  vault.rewrap(rewrapped(vault, vault.data_key().clone()));
  const auto after = vault.slots();
  REQUIRE(after.size() == before.size());
  CHECK(after[0].line == before[0].line);
  CHECK(after[1].line == before[1].line);
  CHECK(after[0].kind == "fido2");
  CHECK_FALSE(after[0].known);
  opened(vault.seal(digest_of(file)), new_passphrase);
}

TEST_CASE("a new data key that a slot does not wrap is refused") {
  Vault vault = opened(vector_named("second-slot").vault);
  const std::string lines = vault.slots()[0].line + vault.slots()[1].line;
  CHECK(failure_of([&] { vault.rewrap(rewrapped(vault, new_data_key())); }) ==
        "failed: the vault got another slot meanwhile, and nothing was saved");
  CHECK_FALSE(vault.changed());
  CHECK(vault.slots()[0].line + vault.slots()[1].line == lines);
}

TEST_CASE("a slot that is not there any more is not replaced") {
  Vault vault = opened(vector_named("example").vault);
  const Rewrapped first = rewrapped(vault, vault.data_key().clone());
  const Rewrapped second = rewrapped(vault, vault.data_key().clone());
  vault.rewrap(first);
  CHECK(failure_of([&] { vault.rewrap(second); }) ==
        "passphrase: the passphrase was changed meanwhile, and nothing was saved");
}

TEST_CASE("lines beside the slots stay where they are") {
  Vault vault = opened(vector_named("extension-lines").vault);
  const std::string before(Sealed(vector_named("extension-lines").vault).slot_lines());
  const Rewrapped by = rewrapped(vault, vault.data_key().clone());
  vault.rewrap(by);
  CHECK(vault.unlocked_slot() == by.slots[0].now);
  const Sealed sealed(vault.seal(Digest{}));
  CHECK(sealed.slot_lines() == replaced(before, by.slots[0].former, by.slots[0].now));
}

TEST_CASE("a slot comes behind all other lines, and its label with it") {
  const Bytes file = vector_named("extension-lines").vault;
  Vault vault = opened(file);
  const std::string before(Sealed(file).slot_lines());
  const SlotSecret secret{SlotKind::recovery, Secret::copy_of(ramp(0x11, 16))};
  const SlotSeed seed = SlotSeed::random();
  const std::string line = make_slot(vault.first_line(), secret, vault.data_key(), seed);
  vault.rewrap({vault.data_key().clone(), {}, {}, {line, format_label(seed.id, "safe")}});
  const Bytes next = vault.seal(digest_of(file));
  CHECK(Sealed(next).slot_lines() == before + line + format_label(seed.id, "safe"));
  CHECK(vault.slots().back().label == "safe");
  opened(next);
  std::vector<SlotSecret> secrets;
  secrets.push_back({secret.kind, secret.secret.clone()});
  const auto again = Vault::unlock(Sealed(next), secrets);
  REQUIRE(again);
  CHECK(again->unlocked_slot() == line);
}

TEST_CASE("a slot goes with its label, and the others have a new data key") {
  const Bytes file = vector_named("three-kinds").vault;
  Vault vault = opened(file);
  const std::vector<Slot> slots = vault.slots();
  const Secret recovery = Secret::copy_of(ramp(0x11, 16));
  const Secret keyfile = key_file_secret(ramp(0x80, 32));
  const std::vector<Rewrap> others{{*slots[1].known, &recovery, {}},
                                   {*slots[2].known, &keyfile, {}}};
  Rewrapped by = rewrap(vault.first_line(), new_data_key(), others);
  by.removed = {slots[0].line, slots[0].label_line};
  vault.rewrap(by);
  CHECK(vault.unlocked_slot().empty());
  const Bytes next = vault.seal(digest_of(file));
  CHECK(Sealed(next).slot_lines() == by.slots[0].now + by.slots[1].now);
  CHECK_FALSE(Vault::reopen(Sealed(next), Secret::copy_of(ramp(0x00, 32))));
  for (const Rewrap& other : others) {
    std::vector<SlotSecret> secrets;
    secrets.push_back({other.slot.kind, other.secret->clone()});
    CHECK(Vault::unlock(Sealed(next), secrets));
  }
}

TEST_CASE("a slot that goes must be there, and one must stay") {
  Vault vault = opened(vector_named("example").vault);
  const std::string only = vault.slots()[0].line;
  CHECK(failure_of([&] {
          vault.rewrap({vault.data_key().clone(), {}, {only}, {}});
        }) == "failed: this is the last slot: without it nothing opens the vault");
  CHECK(failure_of([&] {
          vault.rewrap({vault.data_key().clone(), {}, {"slot passphrase id=AA\n"}, {}});
        }) == "passphrase: the passphrase was changed meanwhile, and nothing was saved");
  CHECK_FALSE(vault.changed());
}

TEST_CASE("a copy opens by the slots that it takes of another, and by its own no more") {
  Vault vault = fresh();
  const Vault other = again(vault);
  const Secret wanted = Secret::copy_of("another"), former = Secret::copy_of("open sesame");
  vault.rewrap(
      {vault.data_key().clone(),
       {},
       {},
       {make_slot(vault.first_line(), wanted, cheap, vault.data_key(), SlotSeed::random())}});
  Vault taker = again(other);
  taker.add(account_named("alice"), at(0));
  taker.take_slots(vault);
  CHECK(taker.changed());
  const Sealed sealed(taker.seal(Digest{}));
  const auto opened = Vault::unlock(sealed, wanted);
  REQUIRE(opened);
  CHECK(opened->accounts().size() == 1);
  CHECK(opened->slots().size() == 2);
  CHECK(opened->data_key() == vault.data_key());
}

TEST_CASE("a vault has 32 slots at most, and 8 with a passphrase") {
  Vault vault = opened(vector_named("example").vault);
  const auto add = [&](const std::string& line) {
    vault.rewrap({vault.data_key().clone(), {}, {}, {line}});
  };
  for (std::size_t i = 1; i < max_passphrase_slots; ++i) {
    add(make_slot(vault.first_line(), new_passphrase, cheap, vault.data_key(),
                  SlotSeed::random()));
  }
  CHECK(failure_of([&] {
          add(make_slot(vault.first_line(), new_passphrase, cheap, vault.data_key(),
                        SlotSeed::random()));
        }) == "failed: the vault has 8 slots with a passphrase, and cannot have more");
  const SlotSecret secret{SlotKind::recovery, Secret(16)};
  const auto recovery = [&] {
    return make_slot(vault.first_line(), secret, vault.data_key(), SlotSeed::random());
  };
  for (std::size_t i = max_passphrase_slots; i < max_slots; ++i)
    add(recovery());
  CHECK(failure_of([&] { add(recovery()); }) ==
        "failed: the vault has 32 slots, and cannot have more");
  opened(vault.seal(Digest{}));
}
