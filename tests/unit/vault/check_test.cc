#include "core/vault/check.h"

#include <doctest/doctest.h>

#include "core/vault/recovery_key.h"
#include "tests/unit/vault/helpers.h"
#include "tests/unit/vault/vectors.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr std::string_view strong = "sixteen bytes or";

Vault with_one_slot() {
  return Vault::create(Secret::copy_of("open sesame"), cheap);
}

Vault empty() {
  Vault vault = with_one_slot();
  const SlotSecret key{SlotKind::recovery, new_recovery_key()};
  vault.rewrap({vault.data_key().clone(),
                {},
                {},
                {make_slot(vault.first_line(), key, vault.data_key(), SlotSeed::random())}});
  return vault;
}

Account with_key(std::string_view name, std::string_view key,
                 otp::Method method = otp::Totp{}) {
  Account account = account_named(name);
  account.key = Key::copy_of(key);
  account.method = method;
  return account;
}

Facts fine() {
  Facts facts;
  facts.files = {{Place::vault, 0600, true}, {Place::folder, 0700, true}};
  facts.now = at(1'800'000'000);
  facts.clock_synchronized = true;
  facts.usual_cost = cheap;
  return facts;
}

std::vector<Topic> topics(const Vault& vault, const Facts& facts) {
  std::vector<Topic> found;
  for (const Finding& finding : check(vault, facts))
    found.push_back(finding.topic);
  return found;
}

Vault opened(const std::string& name) {
  auto vault = Vault::unlock(Sealed(vector_named(name).vault), Secret::copy_of("open sesame"));
  REQUIRE(vault);
  return *std::move(vault);
}

using Topics = std::vector<Topic>;

}  // namespace

TEST_CASE("a good vault in a good place has no findings and no notes") {
  Vault vault = empty();
  vault.add(with_key("alice", strong), at(1'700'000'000));
  CHECK(check(vault, fine()).empty());
}

TEST_CASE("rights of others are found, and those that are narrower are not") {
  Facts facts = fine();
  facts.files = {{Place::vault, 0400, true}, {Place::folder, 0500, true}};
  CHECK(topics(empty(), facts).empty());
  facts.files = {{Place::vault, 0700, true}, {Place::folder, 02700, true}};
  CHECK(topics(empty(), facts).empty());
  for (const unsigned mode : {0640u, 0604u, 0620u, 0601u}) {
    facts.files = {{Place::vault, mode, true}};
    CHECK(topics(empty(), facts) == Topics{Topic::permissions});
  }
  for (const unsigned mode : {0755u, 0750u, 01777u}) {
    facts.files = {{Place::folder, mode, true}};
    CHECK(topics(empty(), facts).empty());
  }
  facts.files = {{Place::folder, 0775, true}, {Place::previous, 0644, true}};
  const auto found = check(empty(), facts);
  REQUIRE(found.size() == 2);
  CHECK(found[0].place == Place::folder);
  CHECK(found[1].place == Place::previous);
}

TEST_CASE("a file of another user is found") {
  Facts facts = fine();
  facts.files.front().own = false;
  CHECK(topics(empty(), facts) == Topics{Topic::owner});
}

TEST_CASE("a clock behind the newest entry is found, one that nobody keeps right is a note") {
  Vault vault = empty();
  vault.add(with_key("alice", strong), at(1'700'000'000));
  Facts facts = fine();
  facts.now = at(1'700'000'000);
  CHECK(topics(vault, facts).empty());
  facts.now = at(1'699'999'999);
  CHECK(topics(vault, facts) == Topics{Topic::clock_behind});
  facts = fine();
  facts.clock_synchronized = false;
  CHECK(topics(vault, facts) == Topics{Topic::clock_unsynchronized});
  facts.clock_synchronized = std::nullopt;
  CHECK(topics(vault, facts).empty());
}

TEST_CASE("a previous generation that does not open is found") {
  Facts facts = fine();
  facts.previous = PreviousState::opens;
  CHECK(topics(empty(), facts).empty());
  for (const PreviousState state : {PreviousState::other_key, PreviousState::damaged}) {
    facts.previous = state;
    CHECK(topics(empty(), facts) == Topics{Topic::previous});
  }
}

TEST_CASE("a vault that is not the newest one seen is found") {
  Facts facts = fine();
  for (const Freshness freshness : {Freshness::older, Freshness::forked}) {
    facts.freshness = freshness;
    CHECK(topics(empty(), facts) == Topics{Topic::rollback});
  }
}

TEST_CASE("a secret under 128 bits is weak, where its type does not say how long it is") {
  Vault vault = empty();
  const auto& weak = vault.add(with_key("a", strong.substr(1)), at(1));
  vault.add(with_key("b", strong), at(1));
  vault.add(with_key("c", "0123456789abcde", otp::Motp{}), at(1));
  const auto found = check(vault, fine());
  REQUIRE(found.size() == 1);
  CHECK(found[0].topic == Topic::weak_secret);
  CHECK(found[0].accounts == std::vector<const Account*>{&weak});
  CHECK(secret_bits(weak) == 120);
}

TEST_CASE("accounts of one secret are one finding") {
  Vault vault = empty();
  const auto& first = vault.add(with_key("a", strong), at(1));
  vault.add(with_key("b", "another sixteen bytes"), at(1));
  const auto& third = vault.add(with_key("c", strong), at(1));
  const auto& fourth = vault.add(with_key("d", strong), at(1));
  const auto found = check(vault, fine());
  REQUIRE(found.size() == 1);
  CHECK(found[0].topic == Topic::repeated_secret);
  CHECK(found[0].accounts == std::vector<const Account*>{&first, &third, &fourth});
}

TEST_CASE("names that differ in case alone are a note, and so are equal ones") {
  Vault vault = empty();
  vault.add(with_key("Alice", strong), at(1));
  vault.add(with_key("alice", "another sixteen bytes"), at(1));
  CHECK(topics(vault, fine()) == Topics{Topic::similar_names});
}

TEST_CASE("accounts without any name are not alike") {
  Vault vault = empty();
  vault.add(with_key("", strong), at(1));
  vault.add(with_key("", "another sixteen bytes"), at(1));
  CHECK(topics(vault, fine()).empty());
}

TEST_CASE("removed entries are a note, and nothing else is said of them") {
  Vault vault = empty();
  const Id id = vault.add(with_key("a", "weak"), at(1)).id;
  vault.add(with_key("A", strong), at(1));
  vault.remove(id, at(2));
  const auto found = check(vault, fine());
  REQUIRE(found.size() == 1);
  CHECK(found[0].topic == Topic::removed);
  CHECK(found[0].count == 1);
}

TEST_CASE("slots of unknown kinds are a note, entries that cannot be read a finding") {
  const auto slots = check(opened("unknown-slots"), fine());
  CHECK(std::ranges::count(slots, Topic::unknown_slot, &Finding::topic) == 1);
  const auto lines = check(opened("unreadable-lines"), fine());
  const auto unreadable = std::ranges::find(lines, Topic::unreadable, &Finding::topic);
  REQUIRE(unreadable != lines.end());
  CHECK(unreadable->count == opened("unreadable-lines").unreadable());
}

TEST_CASE("a cost below the usual one is a note, unless there is no usual one") {
  Facts facts = fine();
  facts.usual_cost = KdfCost{2, min_memory};
  CHECK(topics(empty(), facts) == Topics{Topic::low_cost});
  facts.usual_cost = std::nullopt;
  CHECK(topics(empty(), facts).empty());
}

TEST_CASE("one slot is a note, unless it is a recovery key or one of two") {
  Vault vault = with_one_slot();
  CHECK(topics(vault, fine()) == Topics{Topic::one_way_in});
  CHECK(is_note(Topic::one_way_in));
  vault = empty();
  vault.rewrap({vault.data_key().clone(), {}, {vault.slots().front().line}, {}});
  REQUIRE(vault.slots().size() == 1);
  CHECK(topics(vault, fine()).empty());
}

TEST_CASE("findings stand before notes") {
  Facts facts = fine();
  facts.link = true;
  facts.leftovers = 2;
  facts.files.front().mode = 0644;
  CHECK(topics(empty(), facts) == Topics{Topic::permissions, Topic::link, Topic::leftovers});
  CHECK_FALSE(is_note(Topic::repeated_secret));
  CHECK(is_note(Topic::removed));
}

TEST_CASE("a clock behind the vault's file is found, if it is not a matter of seconds") {
  Facts facts = fine();
  facts.written = facts.now + std::chrono::seconds(60);
  CHECK(topics(empty(), facts).empty());
  facts.written = facts.now + std::chrono::seconds(61);
  CHECK(topics(empty(), facts) == Topics{Topic::clock_behind});
}

TEST_CASE("another name of the vault's file is found") {
  Facts facts = fine();
  facts.names = 3;
  const auto found = check(empty(), facts);
  REQUIRE(found.size() == 1);
  CHECK(found[0].topic == Topic::hard_link);
  CHECK(found[0].count == 2);
  CHECK_FALSE(is_note(found[0].topic));
}

TEST_CASE("each copy in conflict beside the vault is found") {
  Facts facts = fine();
  facts.conflicts = {"vault.sync-conflict-1.fob", "vault.sync-conflict-2.fob"};
  const auto found = check(empty(), facts);
  REQUIRE(found.size() == 2);
  CHECK(found[1].topic == Topic::sync_conflict);
  CHECK(found[1].file == "vault.sync-conflict-2.fob");
  CHECK_FALSE(is_note(found[1].topic));
}

TEST_CASE("what programs that sync call such a copy is known") {
  for (const char* const name :
       {"vault.sync-conflict-20261128-150405-ABCDEFG.fob",
        "vault (alice's conflicted copy 2026-11-28).fob",
        "vault (conflicted copy 2026-11-28 150405).fob",
        "vault (conflicted copy alice 2026-11-28 150405).fob", "vault.fob.sync-conflict-1",
        "vault.fob (alice's conflicted copy 2026-11-28)"}) {
    CAPTURE(name);
    CHECK(is_sync_conflict(name, "vault.fob"));
  }
  for (const char* const name : {"vault.fob", "vault.fob~", "vault.fob.lock", "vault copy.fob",
                                 "notes.sync-conflict-20261128-150405-ABCDEFG.txt",
                                 "vault-work.sync-conflict-20261128-150405-ABCDEFG.fob",
                                 "vault.work.sync-conflict-20261128-150405-ABCDEFG.fob",
                                 "vault work (conflicted copy 2026-11-28 150405).fob",
                                 "vault (work) (conflicted copy 2026-11-28 150405).fob"}) {
    CAPTURE(name);
    CHECK_FALSE(is_sync_conflict(name, "vault.fob"));
  }
}
