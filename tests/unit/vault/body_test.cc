#include "core/vault/body.h"

#include <limits>

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr std::string_view digest = "AAECAwQFBgcICQoLDA0ODw";

std::string first_line(std::string_view rest) {
  return "fob-accounts " + std::string(rest) + "\n";
}

}  // namespace

TEST_CASE("a body's first line says its generation and what it replaced") {
  const Body first = parse_body(first_line("1 generation=1"));
  CHECK(first.generation == 1);
  CHECK_FALSE(first.previous);
  CHECK(first.lines.empty());

  const Body later = parse_body(first_line("1 generation=12 previous=" + std::string(digest)));
  CHECK(later.generation == 12);
  CHECK(later.previous == id_ramp(0));
}

TEST_CASE("what follows is lines, of which the empty ones mean nothing") {
  const Body body = parse_body("fob-accounts 1 generation=1\n\na\n\n\n b \r\nc\n\n\n");
  CHECK(body.lines == std::vector<std::string_view>{"a", " b \r", "c"});
  CHECK(parse_body("fob-accounts 1 generation=1\na").lines ==
        std::vector<std::string_view>{"a"});
  CHECK(parse_body("fob-accounts 1 generation=1").lines.empty());
}

TEST_CASE("a body's first line is of the grammar to the letter") {
  const std::string previous = " previous=" + std::string(digest);
  const std::vector<std::string> malformed{"1",
                                           "1 generation=0",
                                           "1 generation=01",
                                           "1 generation=",
                                           "1 generation=2",
                                           "1 generation=1" + previous,
                                           "1  generation=1",
                                           "1 generation=1 ",
                                           "01 generation=1",
                                           "0 generation=1",
                                           "1 Generation=1",
                                           "1 generation=1\r",
                                           "1 generation=9223372036854775808" + previous,
                                           "1 generation=2" + previous + "A",
                                           "1 generation=2" + previous + " x=1",
                                           "1 generation=1 x=1"};
  for (const std::string& bad : malformed) {
    CAPTURE(bad);
    CHECK(failure_of([&] { parse_body(first_line(bad)); }) ==
          damage("the first line of its accounts is not as the format has it"));
  }
  CHECK(failure_of([] { parse_body("\n\n"); }) ==
        damage("the first line of its accounts is not as the format has it"));
  CHECK(failure_of([] { parse_body(""); }) == damage("its body is empty"));
  CHECK(failure_of([] { parse_body(first_line("2 anything")); }) ==
        "malformed: the vault's accounts are of version 2 of the format, this fob knows "
        "version 1");
}

TEST_CASE("a body is padded with LF to sizes that tell little") {
  constexpr std::size_t kib = 1024, mib_bytes = 1024 * kib;
  CHECK(padded_size(1) == 4 * kib);
  CHECK(padded_size(4 * kib) == 4 * kib);
  CHECK(padded_size(4 * kib + 1) == 8 * kib);
  CHECK(padded_size(64 * kib) == 64 * kib);
  CHECK(padded_size(64 * kib + 1) == 72 * kib);
  CHECK(padded_size(72 * kib + 1) == 80 * kib);
  CHECK(padded_size(128 * kib) == 128 * kib);
  CHECK(padded_size(128 * kib + 1) == 144 * kib);
  CHECK(padded_size(33 * mib_bytes) == 36 * mib_bytes);
  CHECK(padded_size(64 * mib_bytes) == 64 * mib_bytes);
  CHECK(padded_size(64 * mib_bytes + 1) == 72 * mib_bytes);
}

TEST_CASE("a body is written as it is read") {
  const Secret text = format_body({2, id_ramp(0), {"a", "b  c"}});
  const std::string expected =
      first_line("1 generation=2 previous=" + std::string(digest)) + "a\nb  c\n";
  CHECK(text.size() == 4096);
  CHECK(text.reveal_text().substr(0, expected.size()) == expected);
  CHECK(text.reveal_text().find_first_not_of('\n', expected.size()) == std::string::npos);
}

TEST_CASE("a body that fills its last block to the byte has no padding") {
  const std::string line(4096 - first_line("1 generation=1").size() - 1, 'x');
  CHECK(format_body({1, {}, {line}}).size() == 4096);
  CHECK(format_body({1, {}, {line + "x"}}).size() == 8192);
}

TEST_CASE("a body is at most 64 MiB") {
  const std::string line(max_body - first_line("1 generation=1").size() - 1, 'x');
  CHECK(format_body({1, {}, {line}}).size() == max_body);
  CHECK(failure_of([&] {
          format_body({1, {}, {line + "x"}});
        }) == "failed: the vault's accounts would take more than 64 MiB");
}

TEST_CASE("a body of a generation beyond the last is not written") {
  Body body;
  body.previous.emplace();
  body.generation = std::numeric_limits<std::int64_t>::max();
  CHECK(parse_body(format_body(body).reveal_text()).generation == body.generation);
  ++body.generation;
  CHECK(failure_of([&] { format_body(body); }) ==
        "failed: the vault has come to the last generation that can be counted");
}
