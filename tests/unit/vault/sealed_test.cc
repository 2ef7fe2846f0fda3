#include "core/vault/sealed.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"
#include "tests/unit/vault/vectors.h"

using namespace fob;
using namespace fob::vault;

namespace {

std::string verdict(Bytes file) {
  return failure_of([&] { Sealed sealed(std::move(file)); });
}

std::string verdict(std::string_view text) {
  return verdict(Bytes(text.begin(), text.end()));
}

/// The example without its trailer.
std::string example() {
  const Bytes vault = vector_named("example").vault;
  return std::string(as_text(vault).substr(0, vault.size() - 32));
}

const std::string wrong_trailer = damage("its bytes and the checksum at its end do not agree");
const std::string bad_end = damage("its header does not end in an empty line and a zero byte");

}  // namespace

TEST_CASE("a sealed vault shows what needs no key") {
  const Bytes file = vector_named("second-slot").vault;
  const Sealed sealed(file);
  CHECK(sealed.id() == id_ramp(0xa0));
  CHECK(sealed.slots().size() == 2);
  CHECK(sealed.memory() == 8192);
  CHECK(sealed.work() == 2 * 8192);
  CHECK(sealed.digest() == digest_of(file));
  CHECK(sealed.first_line() == "fob-vault 1 id=oKGio6SlpqeoqaqrrK2urw\n");
  CHECK(sealed.slot_lines() == sealed.slots()[0].line + sealed.slots()[1].line);
  CHECK(sealed.header().starts_with(sealed.first_line()));
  CHECK(sealed.header().ends_with("\n"));
  CHECK(sealed.ciphertext().size() == 4096 + 16);
  const ByteView cipher = sealed.ciphertext();
  CHECK(assemble(sealed.header(), cipher.size(), [&](std::span<unsigned char> out) {
          std::ranges::copy(cipher, out.begin());
        }) == file);
}

TEST_CASE("a sealed vault may be moved") {
  Sealed first(vector_named("example").vault);
  const Sealed second = std::move(first);
  CHECK(second.first_line() == "fob-vault 1 id=oKGio6SlpqeoqaqrrK2urw\n");
}

TEST_CASE("the digest of a file is its BLAKE2b-128") {
  CHECK(digest_of({}) == Digest{0xca, 0xe6, 0x69, 0x41, 0xd9, 0xef, 0xbd, 0x40, 0x4e, 0x4d,
                                0x88, 0x75, 0x8e, 0xa6, 0x76, 0x70});
}

TEST_CASE("every flipped bit shows without a key: as a higher version or as damage") {
  const Bytes whole = vector_named("example").vault;
  REQUIRE(verdict(whole) == "none");
  std::size_t higher_versions = 0;
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    Bytes changed = whole;
    changed[bit / 8] ^= static_cast<unsigned char>(1u << bit % 8);
    const std::string said = verdict(std::move(changed));
    CAPTURE(bit);
    if (bit / 8 < std::string_view("fob-vault ").size()) {
      REQUIRE(said == damage("the file does not begin as a vault does"));
    } else if (said.starts_with("malformed: the vault is of version ")) {
      ++higher_versions;
    } else {
      REQUIRE(said == wrong_trailer);
    }
  }
  CHECK(higher_versions == 3);  // 1 becomes 3, 5 or 9
}

TEST_CASE("every truncation shows without a key") {
  const Bytes whole = vector_named("example").vault;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    const std::string said =
        verdict(Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(size)));
    REQUIRE(said == (size == 0   ? damage("the file is empty")
                     : size < 10 ? damage("the file does not begin as a vault does")
                     : size < 32 ? damage("it is cut short")
                                 : wrong_trailer));
  }
}

TEST_CASE("a byte more shows without a key") {
  Bytes longer = vector_named("example").vault;
  longer.push_back('\n');
  CHECK(verdict(longer) == wrong_trailer);
}

TEST_CASE("what a right trailer covers is still held to the grammar") {
  const std::string text = example();
  const std::size_t end = text.find("\n\n") + 1;
  const auto with = [&](std::string_view behind_header) {
    return verdict(with_trailer(text.substr(0, end) + std::string(behind_header)));
  };
  const std::string cipher = text.substr(end + 2);
  CHECK(with(text.substr(end)) == "none");
  CHECK(with("") == bad_end);
  CHECK(with("\n") == bad_end);
  CHECK(with("\n" + cipher) == bad_end);
  CHECK(with("\n\n" + cipher) == bad_end);
  CHECK(with("\r\n" + cipher) == bad_end);
  CHECK(with(std::string(1, '\0') + cipher) == bad_end);
  CHECK(with("x-late\n" + text.substr(end)) == bad_end);
  CHECK(with(text.substr(end, 2)) == damage("its body is cut short"));
  CHECK(with(text.substr(end, 2 + 15)) == damage("its body is cut short"));
  CHECK(with(text.substr(end, 2 + 16)) == "none");
  CHECK(verdict(with_trailer("")) == damage("the file does not begin as a vault does"));
  CHECK(verdict(with_trailer("fob-vault 1")) ==
        damage("its header ends before the line of its body"));
}

TEST_CASE("an extreme cost is refused when it is read") {
  CHECK(verdict(with_trailer(replaced(example(), "passes=1 ", "passes=1000000000 "))) ==
        damage("a slot asks for more, or less, than the format lets it"));
  CHECK(verdict(with_trailer(replaced(example(), "memory=8192", "memory=4194305"))) ==
        damage("a slot asks for more, or less, than the format lets it"));

  const Sealed sealed(with_trailer(replaced(replaced(example(), "passes=1 ", "passes=64 "),
                                            "memory=8192", "memory=4194304")));
  CHECK(sealed.memory() == max_memory);
  CHECK(sealed.work() == 64 * max_memory);
}

TEST_CASE("a body is at most 64 MiB, and a vault little more") {
  std::string text = example();
  text.resize(text.find("\n\n") + 3 + max_body + 16 + 1, 'x');
  CHECK(verdict(with_trailer(text)) == damage("its body is over 64 MiB"));
  text.pop_back();
  CHECK(verdict(with_trailer(text)) == "none");
  text.resize(max_file + 1, 'x');
  CHECK(verdict(std::string_view(text)) == damage("it is larger than a vault can be"));
}

TEST_CASE("a vault is known by its first word") {
  CHECK(looks_like_vault("fob-vault 1 id="));
  CHECK(looks_like_vault("fob-vault 99"));
  CHECK_FALSE(looks_like_vault("fob-vault"));
  CHECK_FALSE(looks_like_vault("fob-accounts 1"));
  CHECK_FALSE(looks_like_vault(""));
}
