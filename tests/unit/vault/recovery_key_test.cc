#include "core/vault/recovery_key.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
// Of the example in fob-vault(5).
const Secret key = Secret::copy_of(ramp(0x11, 16));
constexpr std::string_view written = "2491-650N-2RBH-G68T-3CE1-T7GZ-404P";

bool is_the_key(std::string_view typed) {
  const auto parsed = parse_recovery_key(typed);
  return parsed && *parsed == key;
}

std::size_t count_of_single_errors_taken(const std::string& right) {
  std::size_t taken = 0;
  for (std::size_t at = 0; at < right.size(); ++at) {
    if (right[at] == '-') continue;
    for (const char c : alphabet) {
      std::string wrong = right;
      wrong[at] = c;
      if (wrong != right && parse_recovery_key(wrong)) ++taken;
    }
  }
  return taken;
}

}  // namespace

TEST_CASE("a recovery key is written as fob-vault(5) has it, and read again") {
  CHECK(format_recovery_key(key).reveal_text() == written);
  CHECK(is_the_key(written));
  CHECK(format_recovery_key(Secret(16)).reveal_text() == "0000-0000-0000-0000-0000-0000-00JK");
  const Secret ones = Secret::copy_of(Bytes(16, 0xff));
  CHECK(
      format_recovery_key(ones).reveal_text().starts_with("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZW"));
}

TEST_CASE("every recovery key comes back") {
  for (int i = 0; i < 500; ++i) {
    const Secret random = new_recovery_key();
    REQUIRE(random.size() == 16);
    const auto parsed = parse_recovery_key(format_recovery_key(random).reveal_text());
    REQUIRE(parsed);
    CHECK(*parsed == random);
  }
}

TEST_CASE("a recovery key may be typed in any case, with any spaces, and look-alikes") {
  CHECK(is_the_key("2491650n2rbhg68t3ce1t7gz404p"));
  CHECK(is_the_key("  2491 650n 2rbh g68t 3ce1 t7gz 404p "));
  CHECK(is_the_key("2491-65oN-2RBH-G68T-3CEi-T7GZ-4O4P"));
  CHECK(is_the_key("249L-650N-2RBH-G68T-3CEl-T7GZ-404P"));
  CHECK(is_the_key("24-91650N2RBH\tG68T-3CE1T7GZ-404P-"));
}

TEST_CASE("what is no recovery key is none") {
  CHECK_FALSE(parse_recovery_key(""));
  CHECK_FALSE(parse_recovery_key("open sesame"));
  CHECK_FALSE(parse_recovery_key("2491-650N-2RBH-G68T-3CE1-T7GZ-404"));
  CHECK_FALSE(parse_recovery_key("2491-650N-2RBH-G68T-3CE1-T7GZ-404PP"));
  CHECK_FALSE(parse_recovery_key("2491_650N_2RBH_G68T_3CE1_T7GZ_404P"));
  CHECK_FALSE(parse_recovery_key("U491-650N-2RBH-G68T-3CE1-T7GZ-404P"));
  CHECK_FALSE(parse_recovery_key("2491-650N-2RBH-G68T-3CE1-T7GZ-404P\n"));
}

TEST_CASE("pad bits that are not zero make it none, though the checksum be right") {
  // The 26th character holds three bits of the key and two of nothing.
  CHECK(written.substr(31, 1) == "0");
  for (const char* last : {"1", "2", "3"})
    CHECK_FALSE(
        parse_recovery_key(replaced(written, "-404P", "-4" + std::string(last) + "4P")));
}

TEST_CASE("a wrong character is noticed, and two that changed places") {
  // Ten bits let one of 1,024 pass: of the some 800 wrong characters of a key not even one.
  // How many there are of these keys was counted apart from this code.
  std::size_t taken = 0, keys = 0;
  for (; keys < 20; ++keys) {
    const Secret one = Secret::copy_of(ramp(static_cast<unsigned char>(keys * 12), 16));
    taken += count_of_single_errors_taken(std::string(format_recovery_key(one).reveal_text()));
  }
  CHECK(taken == 17);
  CHECK(count_of_single_errors_taken(std::string(written)) == 5);

  std::size_t swaps = 0, swaps_taken = 0;
  for (std::size_t at = 0; at + 1 < written.size(); ++at) {
    std::string wrong(written);
    std::swap(wrong[at], wrong[at + 1]);
    if (wrong[at] == wrong[at + 1] || wrong[at] == '-' || wrong[at + 1] == '-') continue;
    ++swaps;
    if (parse_recovery_key(wrong)) ++swaps_taken;
  }
  CHECK(swaps > 15);
  CHECK(swaps_taken == 0);
}

TEST_CASE("a group that is typed again is compared as forgivingly") {
  CHECK(is_recovery_group(key, 0, "2491"));
  CHECK(is_recovery_group(key, 0, " 2-49l "));
  CHECK(is_recovery_group(key, 6, "4o4p"));
  CHECK_FALSE(is_recovery_group(key, 0, "650N"));
  CHECK_FALSE(is_recovery_group(key, 0, "249"));
  CHECK_FALSE(is_recovery_group(key, 0, "24910"));
  CHECK_FALSE(is_recovery_group(key, 0, ""));
}
