#include "core/vault/vault.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

#include <doctest/doctest.h>

#include "core/codec/base64.h"
#include "core/vault/body.h"
#include "core/vault/line.h"
#include "core/vault/recovery_key.h"
#include "tests/unit/vault/helpers.h"
#include "tests/unit/vault/vectors.h"

using namespace fob;
using namespace fob::vault;

namespace {

Secret text(std::string_view text) {
  return Secret::copy_of(text);
}

Vault opened(const Bytes& file, std::string_view passphrase = "open sesame") {
  auto vault = Vault::unlock(Sealed(file), text(passphrase));
  REQUIRE(vault);
  return *std::move(vault);
}

std::vector<std::string> names_of(const Vault& vault) {
  std::vector<std::string> names;
  for (const Account* account : vault.accounts())
    names.push_back(display_name(*account));
  return names;
}

std::string unlock_verdict(const std::string& changed) {
  std::string result = "wrong passphrase";
  const std::string failure = failure_of([&] {
    if (Vault::unlock(Sealed(with_trailer(changed)), text("open sesame"))) result = "opens";
  });
  return failure == "none" ? result : failure;
}

const std::string changed_body = damage("its key fits, but its header or its body was changed");

}  // namespace

TEST_CASE("every vector of fob-vault(5) does what it says") {
  for (const Vector& vector : all_vectors()) {
    CAPTURE(vector.name);
    std::optional<Vault> vault;
    const std::string failure = failure_of(
        [&] { vault = Vault::unlock(Sealed(vector.vault), text(vector.passphrase)); });
    if (vector.expect == "opens") {
      REQUIRE(vault);
      CHECK(names_of(*vault) == vector.accounts);
      CHECK(vault->generation() == vector.generation);
      CHECK(vault->unreadable() == vector.unreadable);
    } else {
      CHECK_FALSE(vault);
      CHECK(failure == (vector.says.empty() ? "none" : vector.expect + ": " + vector.says));
    }
  }
}

TEST_CASE("a vault of the same values is the same to the byte") {
  const Bytes example = vector_named("example").vault;
  const Vault made = opened(example).copy(
      text("open sesame"), cheap, std::nullopt,
      {id_ramp(0xa0), Secret::copy_of(ramp(0x00, 32)), slot_seed(0xb0, 0xc0, 0xd0)});
  CHECK(made.seal(std::nullopt, ramp(0x30, 24)) == example);
}

TEST_CASE("an example that others made opens, and is the same when it is made again") {
  const char* const shared = std::getenv("FOB_SHARED");
  const std::filesystem::path path =
      std::filesystem::path(shared == nullptr ? "" : shared) / "vault-example.fob";
  if (shared == nullptr || !std::filesystem::exists(path)) {
    MESSAGE("skipped: FOB_SHARED names no folder with vault-example.fob");
    return;
  }
  std::ifstream in(path, std::ios::binary);
  const Bytes file{std::istreambuf_iterator<char>(in), {}};
  const Vault vault = opened(file, "correct horse battery staple");
  CHECK(vault.generation() == 1);
  REQUIRE(names_of(vault) == std::vector<std::string>{"Example:alice"});

  const Vault made =
      vault.copy(text("correct horse battery staple"), cheap, std::nullopt,
                 {id_ramp(0x00), Secret::copy_of(ramp(0x60, 32)), slot_seed(0x10, 0x20, 0x40)});
  CHECK(made.seal(std::nullopt, ramp(0x80, 24)) == file);
}

TEST_CASE("a new vault is of generation 1, and each seal of an opened one counts on") {
  Vault vault = fresh();
  CHECK(vault.generation() == 0);
  CHECK(vault.accounts().empty());
  Bytes file = vault.seal(std::nullopt);
  CHECK(opened(file).generation() == 1);
  CHECK(body_of(file, vault.data_key()).starts_with("fob-accounts 1 generation=1\n"));

  for (std::uint64_t generation = 2; generation <= 4; ++generation) {
    const Vault next = opened(file);
    const Digest replaced = digest_of(file);
    file = next.seal(replaced);
    CHECK(opened(file).generation() == generation);
    CHECK(body_of(file, next.data_key())
              .starts_with("fob-accounts 1 generation=" + std::to_string(generation) +
                           " previous=" + format_field("", replaced).substr(2) + "\n"));
  }
}

TEST_CASE("every seal has a nonce of its own") {
  const Vault vault = fresh();
  const Sealed one(vault.seal(std::nullopt)), other(vault.seal(std::nullopt));
  CHECK_FALSE(std::ranges::equal(one.nonce(), other.nonce()));
  CHECK_FALSE(std::ranges::equal(one.ciphertext(), other.ciphertext()));
  CHECK(one.slot_lines() == other.slot_lines());
}

TEST_CASE("two new vaults have nothing in common") {
  const Vault one = fresh(), other = fresh();
  CHECK(one.id() != other.id());
  CHECK_FALSE(one.data_key() == other.data_key());
}

TEST_CASE("a vault opens again with its data key, and with no other") {
  const Bytes file = vector_named("example").vault;
  const Vault vault = opened(file);
  const auto again = Vault::reopen(Sealed(file), vault.data_key());
  REQUIRE(again);
  CHECK(names_of(*again) == names_of(vault));
  CHECK_FALSE(Vault::reopen(Sealed(file), Secret::random(32)));
  CHECK_FALSE(Vault::reopen(Sealed(fresh().seal(std::nullopt)), vault.data_key()));
}

TEST_CASE("with its data key, damage to a vault is damage and not another key") {
  const Vector spoiled = vector_named("spoiled-body");
  CHECK(failure_of([&] {
          Vault::reopen(Sealed(spoiled.vault), Secret::copy_of(ramp(0x00, 32)));
        }) == changed_body);
}

TEST_CASE("with a trailer made again, a change to the header still shows") {
  const Bytes file = vector_named("second-slot").vault;
  const std::string whole(as_text(file).substr(0, file.size() - 32));
  const Sealed sealed(file);
  const std::string first(sealed.slots()[0].line);
  const std::string second(sealed.slots()[1].line);
  const std::string both = first + second;
  REQUIRE(unlock_verdict(whole) == "opens");

  CHECK(unlock_verdict(replaced(whole, both, second + first)) == changed_body);
  CHECK(unlock_verdict(replaced(whole, both, second)) == changed_body);
  CHECK(unlock_verdict(replaced(whole, both, both + second)) == changed_body);
  CHECK(unlock_verdict(replaced(whole, both, "x-\n" + both)) == changed_body);
  CHECK(unlock_verdict(replaced(whole, both, first)) == "wrong passphrase");
  CHECK(unlock_verdict(replaced(whole, "id=c", "id=d")) == changed_body);  // the other slot's
  CHECK(unlock_verdict(replaced(whole, "id=o", "id=p")) == "wrong passphrase");
  CHECK(unlock_verdict(replaced(whole, "commit=Q", "commit=R")) ==
        damage("the passphrase fits a slot, but the key in it is another vault's"));
  CHECK(unlock_verdict(replaced(whole, "nonce=M", "nonce=N")) == changed_body);
}

TEST_CASE("with a trailer made again, a change to the body still shows") {
  const Bytes file = vector_named("example").vault;
  const std::string whole(as_text(file).substr(0, file.size() - 32));
  const std::size_t body = whole.find("\n\n") + 3;
  const Secret key = Secret::copy_of(ramp(0x00, 32));
  const auto verdict = [&](const std::string& changed) {
    return failure_of([&] { Vault::reopen(Sealed(with_trailer(changed)), key); });
  };
  for (std::size_t at = body; at < whole.size(); at += 37) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CAPTURE(at);
    REQUIRE(verdict(changed) == changed_body);
  }
  CHECK(verdict(whole + "x") == changed_body);
  CHECK(verdict(whole.substr(0, whole.size() - 1)) == changed_body);
  CHECK(verdict(whole.substr(0, body + 16)) == changed_body);
}

TEST_CASE("what a vault does not understand is written back to the byte") {
  for (const char* name :
       {"unknown-slots", "extension-lines", "unreadable-lines", "odd-spelling"}) {
    CAPTURE(name);
    const Bytes file = vector_named(name).vault;
    Vault vault = opened(file);
    vault.add(account_named("new"), at(1'700'000'000));
    const Bytes next = vault.seal(digest_of(file));

    CHECK(Sealed(next).slot_lines() == Sealed(file).slot_lines());
    const auto lines = [&](const Bytes& of) {
      const std::string body = body_of(of, vault.data_key());
      const Body parsed = parse_body(body);
      return std::vector<std::string>(parsed.lines.begin(), parsed.lines.end());
    };
    std::vector<std::string> before = lines(file), after = lines(next);
    REQUIRE(after.size() == before.size() + 1);
    after.pop_back();
    CHECK(after == before);
    CHECK(opened(next).unreadable() == vault.unreadable());
  }
}

TEST_CASE("a copy has everything in it, under another id, key and passphrase") {
  const Vault vault = opened(vector_named("unreadable-lines").vault);
  const Vault copy = vault.copy(text("another"), cheap, std::nullopt);
  CHECK(copy.id() != vault.id());
  CHECK_FALSE(copy.data_key() == vault.data_key());
  CHECK(copy.changed());

  const Bytes file = copy.seal(std::nullopt);
  CHECK_FALSE(Vault::unlock(Sealed(file), text("open sesame")));
  const Vault again = opened(file, "another");
  CHECK(again.generation() == 1);
  CHECK(names_of(again) == names_of(vault));
  CHECK(again.unreadable() == vault.unreadable());
}

TEST_CASE("a copy has the removed entries, and not the slots of others") {
  const Vault vault = opened(vector_named("later-generation").vault);
  CHECK(vault.copy(text("x"), cheap, std::nullopt).removed().size() == 1);
  const Vault known = opened(vector_named("unknown-slots").vault);
  const Sealed sealed(known.copy(text("x"), cheap, std::nullopt).seal(std::nullopt));
  CHECK(sealed.slot_lines() == sealed.slots()[0].line);
}

TEST_CASE("a copy of some accounts has these alone") {
  const Vault vault = opened(vector_named("unreadable-lines").vault);
  const Vault copy = vault.copy(text("x"), cheap, std::vector<Id>{vault.accounts()[1]->id});
  CHECK(names_of(copy) == std::vector<std::string>{"bob"});
  CHECK(copy.unreadable() == 0);
  CHECK(copy.get(vault.accounts()[1]->id) != nullptr);
  CHECK(copy.get(vault.accounts()[0]->id) == nullptr);
}

TEST_CASE("a vault of more than 64 MiB is refused and not written") {
  Vault vault = fresh();
  Account account = account_named("large");
  account.note = std::string(max_body, 'x');
  vault.add(std::move(account), at(1'700'000'000));
  CHECK(failure_of([&] { vault.seal(std::nullopt); }) ==
        "failed: the vault's accounts would take more than 64 MiB");
}

TEST_CASE("a vault of 100,000 accounts is written and read in a moment") {
  Vault vault = fresh();
  for (int i = 0; i < 100'000; ++i) {
    vault.add(account_named("account " + std::to_string(i)), at(1'700'000'000));
  }
  const Sealed sealed(vault.seal(std::nullopt));
  const auto begin = std::chrono::steady_clock::now();
  const auto again = Vault::reopen(sealed, vault.data_key());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  REQUIRE(again);
  CHECK(again->accounts().size() == 100'000);
  MESSAGE("read in " << taken.count() << " s");
}

TEST_CASE("each kind of secret opens its slot, and leads to the same data key") {
  const Vector vector = vector_named("three-kinds");
  const Secret key_file = Secret::copy_of(codec::decode_hex(vector.key_file).value());
  const Secret data_key = Secret::copy_of(ramp(0x00, 32));
  std::size_t at = 0;
  for (const SlotKind kind : {SlotKind::passphrase, SlotKind::recovery, SlotKind::keyfile}) {
    std::vector<SlotSecret> secrets;
    // What opens nothing comes first: it is passed over.
    secrets.push_back({SlotKind::keyfile, Secret::copy_of(ramp(1, 32))});
    secrets.push_back({SlotKind::recovery, Secret::copy_of(ramp(1, 16))});
    secrets.push_back({kind, kind == SlotKind::passphrase ? text(vector.passphrase)
                             : kind == SlotKind::recovery
                                 ? parse_recovery_key(vector.recovery_key).value()
                                 : key_file_secret(key_file.reveal())});
    const auto vault = Vault::unlock(Sealed(vector.vault), secrets);
    REQUIRE(vault);
    CHECK(vault->data_key() == data_key);
    CHECK(names_of(*vault) == vector.accounts);
    CHECK(vault->unlocked_slot() == vault->slots()[at].line);
    CHECK(vault->slots()[at].kind == word(kind));
    ++at;
  }
  CHECK_FALSE(Vault::unlock(Sealed(vector.vault), std::vector<SlotSecret>()));
  CHECK_FALSE(Vault::unlock(Sealed(vector.vault), text(vector.recovery_key)));
}

TEST_CASE("a slot of one kind does not open with the secret of another") {
  const Sealed sealed(vector_named("three-kinds").vault);
  std::vector<SlotSecret> secrets;
  for (const SlotKind kind : {SlotKind::recovery, SlotKind::keyfile}) {
    for (const Bytes& bytes : {ramp(0x11, 16), crypto::blake2b(ramp(0x80, 32), 32)}) {
      if ((kind == SlotKind::recovery) == (bytes.size() == 16)) continue;
      secrets.push_back({kind, Secret::copy_of(bytes)});
    }
  }
  CHECK_FALSE(Vault::unlock(sealed, secrets));
}

TEST_CASE("the next generation can be made to come behind one that was seen") {
  Vault vault = fresh();
  vault.saved();
  CHECK_FALSE(vault.changed());
  vault.go_above(7);
  CHECK(vault.changed());
  CHECK(opened(vault.seal(Digest{})).generation() == 8);
  vault.go_above(3);
  CHECK(opened(vault.seal(Digest{})).generation() == 8);
}

TEST_CASE("behind the last generation comes none, whatever was seen") {
  constexpr std::uint64_t last = max_generation;
  Vault vault = fresh();
  vault.go_above(last - 1);
  CHECK(opened(vault.seal(Digest{})).generation() == last);
  for (const std::uint64_t seen : {last, last + 1, std::numeric_limits<std::uint64_t>::max()}) {
    vault.go_above(seen);
    CHECK(failure_of([&] { vault.seal(Digest{}); }) ==
          "failed: the vault has come to the last generation that can be counted");
  }
}

TEST_CASE("a vault says the same as its copy, and not as any other") {
  Vault vault = fresh();
  const Bytes file = vault.seal({});
  const Vault one = opened(file);
  CHECK(one.says_the_same(opened(file)));
  CHECK_FALSE(one.says_the_same(fresh()));
  Vault later = opened(file);
  later.saved();
  CHECK_FALSE(one.says_the_same(later));
  Vault more = opened(file);
  more.add(account_named("alice"), at(1));
  CHECK_FALSE(one.says_the_same(more));
}
