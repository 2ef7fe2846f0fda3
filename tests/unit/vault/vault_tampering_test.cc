// What somebody does to a vault who can write its file and make its trailer again, but has no
// key. With the data key at hand, so that each try costs no key derivation.

#include <doctest/doctest.h>

#include "core/base/text.h"
#include "core/vault/vault.h"
#include "tests/unit/vault/helpers.h"
#include "tests/unit/vault/vectors.h"

using namespace fob;
using namespace fob::vault;

namespace {

const std::string no_slot_fits = "wrong passphrase";
const std::string other_key = "another data key";
const std::string changed = damage("its key fits, but its header or its body was changed");

/// A sealed vault without its trailer, and what opens it.
struct Target {
  std::string text;
  Secret data_key;

  /// `tampered` with the trailer that belongs to it, opened with the data key: "opens", or why
  /// it does not.
  std::string verdict(std::string_view tampered) const {
    std::string result = "opens";
    const std::string failure = failure_of([&] {
      if (!Vault::reopen(Sealed(with_trailer(tampered)), data_key)) result = other_key;
    });
    return failure == "none" ? result : failure;
  }

  std::size_t header_size() const { return text.find("\n\n") + 1; }
  /// The lines of the header, each with its LF.
  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const std::string_view line :
         split(std::string_view(text).substr(0, header_size()), '\n'))
      if (!line.empty()) lines.push_back(std::string(line) + '\n');
    return lines;
  }
  std::string with_lines(const std::vector<std::string>& lines) const {
    std::string result;
    for (const std::string& line : lines)
      result += line;
    return result + text.substr(header_size());
  }
};

std::string without_trailer(const Bytes& file) {
  return std::string(as_text(file).substr(0, file.size() - 32));
}

Target target(const std::string& vector = "second-slot") {
  return {without_trailer(vector_named(vector).vault), Secret::copy_of(ramp(0x00, 32))};
}

/// A vault of one account under `open sesame`, with values that follow from `first`.
Vault vault_of(unsigned char first, std::string_view account, unsigned char data_key) {
  Vault vault = Vault::create(Secret::copy_of("open sesame"), cheap,
                              {id_ramp(first), Secret::copy_of(ramp(data_key, 32)),
                               slot_seed(first + 1, first + 2, first + 3)});
  vault.add(account_named(account), at(1));
  return vault;
}

std::string unlock_verdict(std::string_view tampered) {
  std::string result = "opens";
  const std::string failure = failure_of([&] {
    const Sealed sealed(with_trailer(tampered));
    if (!Vault::unlock(sealed, Secret::copy_of("open sesame"))) result = no_slot_fits;
  });
  return failure == "none" ? result : failure;
}

}  // namespace

TEST_CASE("no flipped bit goes unnoticed, though the trailer was made again") {
  const Target vault = target();
  REQUIRE(vault.verdict(vault.text) == "opens");
  std::size_t bits = 0;
  for (std::size_t at = 0; at < vault.text.size(); ++at) {
    std::string tampered = vault.text;
    for (int bit = 0; bit < 8; ++bit, ++bits) {
      tampered[at] = static_cast<char>(vault.text[at] ^ (1 << bit));
      CAPTURE(at);
      CAPTURE(bit);
      const std::string said = vault.verdict(tampered);
      REQUIRE(said != "opens");
      if (at >= vault.header_size() + 2) REQUIRE(said == changed);
    }
  }
  CHECK(bits == 8 * vault.text.size());
}

TEST_CASE("nor does a cut, though the trailer was made again") {
  const Target vault = target();
  for (std::size_t size = 0; size < vault.text.size(); ++size) {
    CAPTURE(size);
    const std::string said = vault.verdict(vault.text.substr(0, size));
    REQUIRE(said != "opens");
    if (size >= vault.header_size() + 2 + 16) REQUIRE(said == changed);
  }
}

TEST_CASE("nor does any line of the header that was swapped, doubled or dropped") {
  const Target vault = target();
  const std::vector<std::string> lines = vault.lines();
  REQUIRE(lines.size() == 4);
  REQUIRE(vault.verdict(vault.with_lines(lines)) == "opens");
  for (std::size_t one = 0; one < lines.size(); ++one) {
    CAPTURE(one);
    for (std::size_t other = one + 1; other < lines.size(); ++other) {
      CAPTURE(other);
      std::vector<std::string> swapped = lines;
      std::swap(swapped[one], swapped[other]);
      CHECK(vault.verdict(vault.with_lines(swapped)) != "opens");
    }
    for (std::size_t place = 0; place <= lines.size(); ++place) {
      CAPTURE(place);
      std::vector<std::string> doubled = lines;
      doubled.insert(doubled.begin() + std::ptrdiff_t(place), lines[one]);
      CHECK(vault.verdict(vault.with_lines(doubled)) != "opens");
    }
    std::vector<std::string> fewer = lines;
    fewer.erase(fewer.begin() + std::ptrdiff_t(one));
    CHECK(vault.verdict(vault.with_lines(fewer)) != "opens");
  }
}

TEST_CASE("nor does a line that was added, even of a kind that is passed over") {
  const Target vault = target();
  for (const char* line :
       {"x-\n", "x-note hello\n", "slot later id=AAAAAAAAAAAAAAAAAAAAAA\n"}) {
    for (std::size_t place = 1; place < 4; ++place) {
      CAPTURE(line);
      CAPTURE(place);
      std::vector<std::string> lines = vault.lines();
      lines.insert(lines.begin() + std::ptrdiff_t(place), line);
      CHECK(vault.verdict(vault.with_lines(lines)) == changed);
    }
  }
}

TEST_CASE(
    "what belongs to another vault of the same passphrase, or the same data key, is no part") {
  const Vault oak = vault_of(0x10, "oak", 0x40), elm = vault_of(0x20, "elm", 0x50);
  const Vault twin = vault_of(0x30, "twin", 0x40);  // with oak's data key
  const auto text_of = [](const Vault& vault) {
    return without_trailer(vault.seal(std::nullopt));
  };
  const Target mine{text_of(oak), oak.data_key().clone()};
  REQUIRE(unlock_verdict(mine.text) == "opens");
  for (const Vault* other : {&elm, &twin}) {
    const Target theirs{text_of(*other), other->data_key().clone()};
    const std::vector<std::string> my = mine.lines(), their = theirs.lines();
    const std::string body = theirs.text.substr(theirs.header_size());
    const bool same_key = other == &twin;
    CAPTURE(same_key);
    CHECK(unlock_verdict(mine.text.substr(0, mine.header_size()) + body) == changed);
    CHECK(unlock_verdict(mine.with_lines({my[0], their[1], my[2]})) == no_slot_fits);
    CHECK(unlock_verdict(mine.with_lines({their[0], my[1], my[2]})) == no_slot_fits);
    CHECK(unlock_verdict(mine.with_lines({my[0], my[1] + their[1], my[2]})) == changed);
    const std::string another_body =
        damage("the passphrase fits a slot, but the key in it is another vault's");
    CHECK(unlock_verdict(my[0] + my[1] + their[2] + body) == another_body);
    CHECK(unlock_verdict(mine.with_lines({my[0], my[1], their[2]})) == another_body);
  }
}

TEST_CASE("what belongs to another generation of the vault is no part") {
  const Vault oak = vault_of(0x10, "oak", 0x40);
  const Target first{without_trailer(oak.seal(std::nullopt)), oak.data_key().clone()};
  const Sealed sealed(with_trailer(first.text));
  auto next = oak.reopen(sealed);
  REQUIRE(next);
  next->add(account_named("new"), at(2));
  const Target second{without_trailer(next->seal(sealed.digest())), oak.data_key().clone()};
  REQUIRE(first.verdict(second.text) == "opens");

  const std::string old_body = first.text.substr(first.header_size());
  CHECK(first.verdict(second.text.substr(0, second.header_size()) + old_body) == changed);
  const std::vector<std::string> old = first.lines(), now = second.lines();
  CHECK(first.verdict(second.with_lines({now[0], now[1], old[2]})) == changed);
}

TEST_CASE("each field of a slot has its verdict: of the passphrase, or of the vault") {
  const Target vault = target("example");
  const auto flipped = [&](std::string_view field) {
    std::string tampered = vault.text;
    // The second character: the last one of a base64 text must have no bits left over.
    char& at = tampered[tampered.find(field) + field.size() + 1];
    at = at == 'A' ? 'B' : 'A';
    return unlock_verdict(tampered);
  };
  REQUIRE(unlock_verdict(vault.text) == "opens");
  CHECK(flipped("fob-vault 1 id=") == no_slot_fits);
  CHECK(flipped("passphrase id=") == no_slot_fits);
  CHECK(flipped(" salt=") == no_slot_fits);
  CHECK(flipped(" check=") == no_slot_fits);
  const std::string broken_slot =
      damage("the passphrase fits a slot, but the key in it does not open");
  CHECK(unlock_verdict(replaced(vault.text, "passes=1", "passes=2")) == no_slot_fits);
  CHECK(unlock_verdict(replaced(vault.text, "memory=8192", "memory=8193")) == no_slot_fits);
  CHECK(flipped(" nonce=") == broken_slot);
  CHECK(flipped(" key=") == broken_slot);
  CHECK(flipped(" commit=") ==
        damage("the passphrase fits a slot, but the key in it is another vault's"));
  std::string tampered = vault.text;
  char& nonce = tampered[tampered.rfind(" nonce=") + 8];
  nonce = nonce == 'A' ? 'B' : 'A';
  CHECK(unlock_verdict(tampered) == changed);
}
