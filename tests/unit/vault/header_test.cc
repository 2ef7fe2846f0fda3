#include "core/vault/header.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr std::string_view first = "fob-vault 1 id=oKGio6SlpqeoqaqrrK2urw\n";
constexpr std::string_view slot =
    "slot passphrase id=sLGys7S1tre4ubq7vL2-vw kdf=argon2id passes=1 memory=8192 "
    "salt=wMHCw8TFxsfIycrLzM3Ozw check=t5gK7V0O-4lW-qETuJSFTczYs2Wfj87S_ffni746CXA "
    "nonce=0NHS09TV1tfY2drb3N3e3-Dh4uPk5ebn "
    "key=KSqQ6Jk1P4wUeyvkA8XfhURKK6F-G1dJMwRawSkZuGnGkcxuXHDKhR7JMoTblJkz\n";
constexpr std::string_view body =
    "body cipher=xchacha20poly1305 commit=QVAF8MtwYFBA5B4je_0jJLWiwRYJ-8qVjAo_PDL2pP0 "
    "nonce=MDEyMzQ1Njc4OTo7PD0-P0BBQkNERUZH\n";

std::string text(std::string_view middle) {
  return std::string(first) + std::string(middle) + std::string(body);
}

std::string verdict(std::string_view file) {
  return failure_of([&] { parse_header(file); });
}

std::string changed(std::string_view from, std::string_view to) {
  return verdict(replaced(text(slot), from, to));
}

const std::string bad_first = damage("its first line is not as the format has it");
const std::string bad_line = damage("a line of its header is not as the format has it");
const std::string bad_body = damage("the line of its body is not as the format has it");
const std::string no_body = damage("its header ends before the line of its body");
const std::string unknown_line =
    "malformed: the vault has a line that version 1 of the format does not know";
const std::string unknown_cipher =
    "malformed: the vault has a cipher that version 1 of the format does not know";

std::string repeated(std::string_view line, std::size_t count) {
  std::string lines;
  for (; count > 0; --count)
    lines += line;
  return lines;
}

}  // namespace

TEST_CASE("a header says its id, its slots, its commitment and its nonce") {
  const std::string file = text(slot);
  const Header header = parse_header(file + "\n what follows");
  CHECK(header.id == id_ramp(0xa0));
  REQUIRE(header.slots.size() == 1);
  CHECK(header.slots[0].line == slot);
  CHECK(header.commit.size() == 32);
  CHECK(header.nonce == ramp(0x30, 24));
  CHECK(header.first_line_size == first.size());
  CHECK(header.body_line_at == first.size() + slot.size());
  CHECK(header.size == file.size());
}

TEST_CASE("the first and the last line of a header are written as they are read") {
  CHECK(format_first_line(id_ramp(0xa0)) == first);
  const Header header = parse_header(text(slot));
  CHECK(format_body_line(header.commit, header.nonce) == body);
}

TEST_CASE("a higher version is named, whatever follows it") {
  const auto version = [](std::string_view file) {
    return failure_of([&] { check_version(file); });
  };
  CHECK(version("fob-vault 1 id=") == "none");
  CHECK(version("something else") == "none");
  CHECK(version("") == "none");
  CHECK(version("fob-vault 2 \xff\r\n") ==
        "malformed: the vault is of version 2 of the format, this fob knows version 1");
  CHECK(version("fob-vault 10") ==
        "malformed: the vault is of version 10 of the format, this fob knows version 1");
}

TEST_CASE("the first line is the name, the version and the id") {
  for (const auto& [from, to] : {std::pair("fob-vault 1", "fob-vault 01"),
                                 {"fob-vault 1", "fob-vault 0"},
                                 {"fob-vault 1", "Fob-vault 1"},
                                 {"id=", "ID="},
                                 {"2urw", "2urx"},
                                 {"2urw", "2ur"},
                                 {"2urw", "2urwA"},
                                 {"2urw", "2urw=="},
                                 {"2urw", "2urw note=1"},
                                 {" id=oKGio6SlpqeoqaqrrK2urw", ""},
                                 {"2urw\n", "2urw id=oKGio6SlpqeoqaqrrK2urw\n"}}) {
    const std::string written = to;
    CAPTURE(written);
    CHECK(changed(from, to) == bad_first);
  }
}

TEST_CASE("lines are of printable characters with single spaces, and end with one LF") {
  for (const auto& [from, to] : {std::pair("fob-vault 1", "fob-vault  1"),
                                 {"slot passphrase", " slot passphrase"},
                                 {"slot passphrase", "slot\tpassphrase"},
                                 {"2urw\n", "2urw\r\n"},
                                 {"2urw\n", "2urw \n"},
                                 {"lJkz\n", "lJkz\r\n"},
                                 {"RUZH\n", "RUZH\r\n"},
                                 {"RUZH\n", "RUZH \n"},
                                 {"slot ", "fob-vault 1 id=oKGio6SlpqeoqaqrrK2urw\nslot "},
                                 {"slot ", "SLOT "},
                                 {"slot ", "-slot "},
                                 {"slot ", "\xef\xbb\xbfslot "},
                                 {"body ", "Body "}}) {
    const std::string written = to;
    CAPTURE(written);
    CHECK(changed(from, to) == bad_line);
  }
}

TEST_CASE("lines of a later version are named as such, and lines with x- are passed over") {
  CHECK(changed("slot ", "policy two\nslot ") == unknown_line);
  CHECK(changed("slot passphrase", "slots passphrase") == unknown_line);
  CHECK(verdict(text("x-\nx-1 = any thing\n" + std::string(slot) + "x-last\n")) == "none");
  CHECK(verdict(text(std::string(slot) + "x-a  b\n")) == bad_line);
}

TEST_CASE("a header ends with the line of its body, and has a slot") {
  CHECK(verdict(first) == no_body);
  CHECK(verdict(std::string(first) + std::string(slot)) == no_body);
  CHECK(verdict(std::string(first) + std::string(slot) + "\n") == no_body);
  CHECK(verdict("") == no_body);
  CHECK(verdict(text("")) == damage("it has no slot"));
  CHECK(verdict(text("x-\n")) == damage("it has no slot"));
}

TEST_CASE("the line of the body is cipher, commitment and nonce") {
  for (const auto& [from, to] : {std::pair("L2pP0 nonce", "L2pP1 nonce"),
                                 {"L2pP0 nonce", "L2pP nonce"},
                                 {"RUZH", "RUZ"},
                                 {"RUZH", "RUZH more=1"},
                                 {"cipher=", "CIPHER="},
                                 {"cipher=", ""},
                                 {"body cipher=xchacha20poly1305 ", "body "},
                                 {"xchacha20poly1305", "XChaCha20Poly1305"},
                                 {"commit=", "x="}}) {
    const std::string written = to;
    CAPTURE(written);
    CHECK(changed(from, to) == bad_body);
  }
  CHECK(changed("xchacha20poly1305", "aegis256") == unknown_cipher);
  CHECK(verdict(std::string(first) + std::string(slot) + "body cipher=aegis256 tag=x\n") ==
        unknown_cipher);
}

TEST_CASE("a header has at most 32 slots, of them 8 with a passphrase") {
  constexpr std::string_view other = "slot fido2 id=a\n";
  CHECK(verdict(text(repeated(slot, 8))) == "none");
  CHECK(verdict(text(repeated(slot, 9))) ==
        damage("it has more than 8 slots with a passphrase"));
  CHECK(verdict(text(repeated(slot, 8) + "slot passphrase hint=a\n")) ==
        damage("it has more than 8 slots with a passphrase"));
  CHECK(verdict(text(repeated(slot, 8) + repeated(other, 24))) == "none");
  CHECK(verdict(text(repeated(other, 33))) == damage("it has more than 32 slots"));
}

TEST_CASE("a line is at most 16 KiB, and a header 64 KiB, with their LF") {
  const auto line = [](std::size_t size) { return "x-" + std::string(size - 3, 'a') + "\n"; };
  const std::string long_line = damage("a line of its header is over 16 KiB");
  CHECK(verdict(text(line(16 * 1024) + std::string(slot))) == "none");
  CHECK(verdict(text(line(16 * 1024 + 1) + std::string(slot))) == long_line);
  CHECK(verdict(std::string(100'000, 'a')) == long_line);

  const std::string three = line(16 * 1024) + line(16 * 1024) + line(16 * 1024);
  const std::size_t rest = 16 * 1024 - text(slot).size();
  CHECK(verdict(text(three + line(rest) + std::string(slot))) == "none");
  CHECK(verdict(text(three + line(rest + 1) + std::string(slot))) ==
        damage("its header is over 64 KiB"));
}
