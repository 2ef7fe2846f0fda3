#include "core/vault/slot.h"

#include <tuple>

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr std::string_view first_line = "fob-vault 1 id=oKGio6SlpqeoqaqrrK2urw\n";
// The slot of the worked example in fob-vault(5).
constexpr std::string_view example =
    "slot passphrase id=sLGys7S1tre4ubq7vL2-vw kdf=argon2id passes=1 memory=8192 "
    "salt=wMHCw8TFxsfIycrLzM3Ozw check=t5gK7V0O-4lW-qETuJSFTczYs2Wfj87S_ffni746CXA "
    "nonce=0NHS09TV1tfY2drb3N3e3-Dh4uPk5ebn "
    "key=KSqQ6Jk1P4wUeyvkA8XfhURKK6F-G1dJMwRawSkZuGnGkcxuXHDKhR7JMoTblJkz";

constexpr std::string_view recovery_example =
    "slot recovery id=QEFCQ0RFRkdISUpLTE1OTw "
    "check=TVziAWpvpUyysZM4TB8Q5QQRv_STln06LQd42_acpQY "
    "nonce=UFFSU1RVVldYWVpbXF1eX2BhYmNkZWZn "
    "key=QwlxdVyk0FbxPr2vtEC2mf91DVOpxm7hV1Ejn635ltuvE5vsrnaSftyiHDc0ZNpF";
constexpr std::string_view keyfile_example =
    "slot keyfile id=YGFiY2RlZmdoaWprbG1ubw "
    "check=ERg-ckiwiP2poe3qDphW-u_XeAtBVRMyv-IjrrZb7vU "
    "nonce=cHFyc3R1dnd4eXp7fH1-f4CBgoOEhYaH "
    "key=7drUlZhafvx1YJJiGYDAylQ3rRyXgPvLRFo6poF0bhHC3iZ0nNqMGRYG-4o2PRwI";

const std::string bad_form = damage("a slot is not as the format has it");
const std::string bad_cost = damage("a slot asks for more, or less, than the format lets it");

/// What parse_slot() says of the example with `from` replaced.
std::string verdict(std::string_view from, std::string_view to) {
  std::string result = "unknown";
  const std::string failure = failure_of([&] {
    if (parse_slot(replaced(example, from, to))) result = "known";
  });
  return failure == "none" ? result : failure;
}

}  // namespace

TEST_CASE("a slot is made as fob-vault(5) has it, and read again") {
  const Secret data_key = Secret::copy_of(ramp(0x00, 32));
  const std::string line = make_slot(first_line, Secret::copy_of("open sesame"), cheap,
                                     data_key, slot_seed(0xb0, 0xc0, 0xd0));
  CHECK(line == std::string(example) + "\n");

  const auto slot = parse_slot(example);
  REQUIRE(slot);
  CHECK(slot->line == line);
  CHECK(slot->id == id_ramp(0xb0));
  CHECK(slot->cost == cheap);
  CHECK(slot->salt == ramp(0xc0, 16));
  CHECK(slot->nonce == ramp(0xd0, 24));
}

TEST_CASE("a slot opens with its passphrase under its first line, and no other") {
  const auto slot = parse_slot(example);
  REQUIRE(slot);
  const auto open = [&](std::string_view passphrase, std::string_view line) {
    return open_slot(*slot, line, Secret::copy_of(passphrase));
  };
  const auto key = open("open sesame", first_line);
  REQUIRE(key);
  CHECK(*key == Secret::copy_of(ramp(0x00, 32)));
  CHECK_FALSE(open("open sesame ", first_line));
  CHECK_FALSE(open("", first_line));
  CHECK_FALSE(open("open sesame", replaced(first_line, "id=o", "id=p")));
}

TEST_CASE("a slot whose check fits and whose key does not open is damaged") {
  for (const auto& [from, to] : {std::pair("key=K", "key=L"), {"nonce=0", "nonce=1"}}) {
    const auto slot = parse_slot(replaced(example, from, to));
    REQUIRE(slot);
    CHECK(failure_of([&] { open_slot(*slot, first_line, Secret::copy_of("open sesame")); }) ==
          damage("the passphrase fits a slot, but the key in it does not open"));
  }
}

TEST_CASE("what stands left of a slot's check is bound to it") {
  for (const auto& [from, to] :
       {std::pair("passes=1", "passes=2"), {"8192", "8193"}, {"salt=w", "salt=x"}}) {
    const auto slot = parse_slot(replaced(example, from, to));
    REQUIRE(slot);
    CHECK_FALSE(open_slot(*slot, first_line, Secret::copy_of("open sesame")));
  }
}

TEST_CASE("kinds of slot and fields that this version does not know are passed over") {
  CHECK(verdict("slot passphrase", "slot fido2") == "unknown");
  CHECK(verdict(" check=", " hint=a check=") == "unknown");
  CHECK(verdict(" kdf=argon2id", " kdf=scrypt log-n=17") == "unknown");
  CHECK(verdict("key=", "wrapped=") == "unknown");
}

TEST_CASE("a slot of a known kind has its fields once, in order, in one spelling") {
  CHECK(verdict("kdf=argon2id", "kdf=scrypt") == bad_form);
  CHECK(verdict("kdf=argon2id", "kdf=argon2id kdf=argon2id") == bad_form);
  CHECK(verdict(" kdf=argon2id", "") == bad_form);
  CHECK(verdict("passes=1 memory=8192", "memory=8192 passes=1") == bad_form);
  CHECK(verdict("passes=1", "passes=01") == bad_form);
  CHECK(verdict("passes=1", "passes=+1") == bad_form);
  CHECK(verdict("passes=1", "PASSES=1") == bad_form);
  CHECK(verdict("passphrase", "Passphrase") == bad_form);
  CHECK(verdict("memory=8192", "memory=99999999999999999999") == bad_form);
  CHECK(verdict("memory=8192", "memory=") == bad_form);
  CHECK(verdict("memory=8192", "memory") == bad_form);
  CHECK(verdict("Ozw check", "Ozx check") == bad_form);  // left-over bits
  CHECK(verdict("Ozw check", "Ozw== check") == bad_form);
  CHECK(verdict("CXA nonce", "CX nonce") == bad_form);
  CHECK(verdict("5ebn key", "5eb key") == bad_form);
  CHECK(verdict("lJkz", "lJk") == bad_form);
  CHECK(verdict("-4lW", "+4lW") == bad_form);
  CHECK(failure_of([] { parse_slot("slot"); }) == bad_form);
  CHECK(failure_of([] { parse_slot("slot passphrase"); }) == bad_form);
}

TEST_CASE("a slot's cost is within the format's limits") {
  CHECK(verdict("passes=1", "passes=64") == "known");
  CHECK(verdict("memory=8192", "memory=4194304") == "known");
  CHECK(verdict("passes=1", "passes=0") == bad_cost);
  CHECK(verdict("passes=1", "passes=65") == bad_cost);
  CHECK(verdict("passes=1", "passes=1000000000") == bad_cost);
  CHECK(verdict("memory=8192", "memory=8191") == bad_cost);
  CHECK(verdict("memory=8192", "memory=4194305") == bad_cost);
}

TEST_CASE("a new slot's seed is new") {
  const SlotSeed one = SlotSeed::random(), other = SlotSeed::random();
  CHECK(one.id != other.id);
  CHECK(one.salt != other.salt);
  CHECK(one.nonce != other.nonce);
}

TEST_CASE("slots of a recovery key and of a key file are made as fob-vault(5) has them") {
  const Secret data_key = Secret::copy_of(ramp(0x00, 32));
  const SlotSecret recovery{SlotKind::recovery, Secret::copy_of(ramp(0x11, 16))};
  const SlotSecret keyfile{SlotKind::keyfile, key_file_secret(ramp(0x80, 32))};
  for (const auto& one : {std::tuple(recovery_example, &recovery, 0x40, 0x50),
                          std::tuple(keyfile_example, &keyfile, 0x60, 0x70)}) {
    const std::string_view line_of_it = std::get<0>(one);
    const SlotSecret* secret = std::get<1>(one);
    const int id = std::get<2>(one), nonce = std::get<3>(one);
    const SlotSeed seed{id_ramp(static_cast<unsigned char>(id)),
                        {},
                        ramp(static_cast<unsigned char>(nonce), 24)};
    const std::string line = make_slot(first_line, *secret, data_key, seed);
    CHECK(line == std::string(line_of_it) + "\n");

    const auto slot = parse_slot(line_of_it);
    REQUIRE(slot);
    CHECK(slot->kind == secret->kind);
    CHECK(slot->line == line);
    CHECK(slot->id == seed.id);
    const auto key = open_slot(*slot, first_line, secret->secret);
    REQUIRE(key);
    CHECK(*key == data_key);
    // Another vault, another slot, another secret.
    CHECK_FALSE(open_slot(*slot, replaced(first_line, "id=o", "id=p"), secret->secret));
    CHECK_FALSE(open_slot(*slot, first_line, Secret::copy_of(ramp(0x12, 16))));
    KnownSlot renamed = *slot;
    renamed.id = id_ramp(0x99);
    CHECK_FALSE(open_slot(renamed, first_line, secret->secret));
  }
}

TEST_CASE("a recovery key whose check fits and whose key does not open is damaged") {
  const auto slot = parse_slot(replaced(recovery_example, "key=Q", "key=R"));
  CHECK(failure_of([&] { open_slot(*slot, first_line, Secret::copy_of(ramp(0x11, 16))); }) ==
        damage("the recovery key fits a slot, but the key in it does not open"));
  const auto other = parse_slot(replaced(keyfile_example, "key=7", "key=8"));
  CHECK(failure_of([&] { open_slot(*other, first_line, key_file_secret(ramp(0x80, 32))); }) ==
        damage("the key file fits a slot, but the key in it does not open"));
}

TEST_CASE("the other kinds have their own fields and no others") {
  const auto says = [](std::string_view line) {
    std::string result = "unknown";
    const std::string failure = failure_of([&] {
      if (parse_slot(line)) result = "known";
    });
    return failure == "none" ? result : failure;
  };
  for (const std::string_view line_of_it : {recovery_example, keyfile_example}) {
    CHECK(says(line_of_it) == "known");
    CHECK(says(replaced(line_of_it, " check=", " salt=wMHCw8TFxsfIycrLzM3Ozw check=")) ==
          "unknown");
    CHECK(says(replaced(line_of_it, " check=", " x=y check=")) == "unknown");
    CHECK(says(replaced(line_of_it, " nonce=", " key=")) == bad_form);
    CHECK(says(line_of_it.substr(0, line_of_it.find(" key="))) == bad_form);
    CHECK(says(replaced(line_of_it, "slot ", "slot x")) == "unknown");
    CHECK(says(line_of_it.substr(0, line_of_it.size() - 1)) == bad_form);
  }
}

TEST_CASE("a key file has 32 bytes or more") {
  CHECK(key_file_secret(ramp(0x80, 32)) ==
        Secret::copy_of(crypto::blake2b(ramp(0x80, 32), 32)));
  CHECK(failure_of([] { key_file_secret(ramp(0, 31)); }) ==
        "malformed: a key file has 32 bytes or more, and this one has less");
  CHECK(failure_of([] { key_file_secret({}); }) ==
        "malformed: a key file has 32 bytes or more, and this one has less");
}
