#include "core/base/text.h"

#include <clocale>
#include <limits>
#include <string>

#include <doctest/doctest.h>

using namespace fob;

TEST_CASE("only ASCII letters change their case") {
  CHECK(lowered("AZ az [@`{ 09 ÄÉ İ") == "az az [@`{ 09 ÄÉ İ");
  CHECK(uppered("az AZ [@`{ 09 äé ı") == "AZ AZ [@`{ 09 äé ı");
  CHECK(lowered("") == "");
}

TEST_CASE("the locale has no say in case and white space") {
  // In Latin-1, \xc4 would be a letter and \xa0 white space.
  for (const char* locale : {"tr_TR.UTF-8", "de_DE.ISO-8859-1", ""}) {
    std::setlocale(LC_ALL, locale);
    CHECK(lowered("TITLE \xc4") == "title \xc4");
    CHECK(uppered("title \xe4") == "TITLE \xe4");
    CHECK(trimmed("\xa0") == "\xa0");
  }
  std::setlocale(LC_ALL, "C");
}

TEST_CASE("words are the same whatever their case") {
  CHECK(same_word("otpAuth", "OTPaUTH"));
  CHECK(same_word("", ""));
  CHECK_FALSE(same_word("totp", "hotp"));
  CHECK_FALSE(same_word("totp", "totpx"));
  CHECK_FALSE(same_word("[", "{"));  // as far apart as A and a
}

TEST_CASE("trimming takes ASCII white space from both ends and nothing else") {
  CHECK(trimmed(" \t\n\v\f\ra b \t\n\v\f\r") == "a b");
  CHECK(trimmed("ab") == "ab");
  CHECK(trimmed(" \n ") == "");
  CHECK(trimmed("") == "");
  CHECK(trimmed("\u00a0a\u00a0") == "\u00a0a\u00a0");
}

TEST_CASE("splitting gives one piece more than there are separators") {
  using Pieces = std::vector<std::string_view>;
  CHECK(split("a&b&c", '&') == Pieces{"a", "b", "c"});
  CHECK(split("abc", '&') == Pieces{"abc"});
  CHECK(split("", '&') == Pieces{""});
  CHECK(split("&&", '&') == Pieces{"", "", ""});
}

TEST_CASE("a decimal is digits alone, without leading zeros") {
  constexpr auto max = std::numeric_limits<std::uint64_t>::max();
  CHECK(decimal("0", 9) == 0);
  CHECK(decimal("30", 86400) == 30);
  CHECK(decimal("18446744073709551615", max) == max);
  for (const std::string text :
       {"", "00", "030", "+3", "-3", " 3", "3 ", "3.0", "3e1", "0x3", "six", "٣",
        "18446744073709551616", "99999999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(decimal(text, max));
  }
}

TEST_CASE("a decimal is at most its limit") {
  CHECK(decimal("10", 10) == 10);
  CHECK_FALSE(decimal("11", 10));
}

TEST_CASE("UTF-8 is well-formed by RFC 3629") {
  for (const std::string text :
       {"", "abc", "\x7f", "\u0080", "\u07ff", "\u0800", "\xed\x9f\xbf", "\ue000", "\uffff",
        "\U00010000", "\U0010ffff", "ä漢🔑"}) {
    CAPTURE(text);
    CHECK(valid_utf8(text));
  }
  for (const std::string text : {
           "\x80", "a\xbf",                                             // a tail without a head
           "\xc3", "\xe6\xbc", "\xf0\x9f\x94", "\xc3z",                 // cut off
           "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf",  // overlong
           "\xed\xa0\x80", "\xed\xbf\xbf",                              // surrogates
           "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff",  // beyond the last character
       }) {
    CAPTURE(escaped(text));
    CHECK_FALSE(valid_utf8(text));
  }
}

TEST_CASE("what could harm a terminal is escaped") {
  CHECK(escaped("a\nb\rc\td") == R"(a\nb\rc\td)");
  CHECK(escaped("\x1b[2J") == R"(\x1b[2J)");
  CHECK(escaped("\x7f") == R"(\x7f)");
  CHECK(escaped(std::string_view("\0", 1)) == R"(\x00)");
  CHECK(escaped("\u0080\u009b\u009f") == R"(\u0080\u009b\u009f)");  // C1: CSI in one character
  CHECK(escaped("\u2028\u2029") == R"(\u2028\u2029)");
  CHECK(escaped("\u061c\u200e\u200f\u202a\u202e\u2066\u2069") ==
        R"(\u061c\u200e\u200f\u202a\u202e\u2066\u2069)");
  CHECK(escaped("a\xff\xc3z") == R"(a\xff\xc3z)");
  CHECK(escaped("\xed\xa0\x80") == R"(\xed\xa0\x80)");
}

TEST_CASE("all other text is not changed by escaping") {
  for (const std::string text :
       {"", "GitHub:alice", R"(a\nb)", "\u00a0é漢🔑", "\u202f\u2065\u206a"}) {
    CHECK(escaped(text) == text);
  }
}

TEST_CASE("counts come with their word in the right number") {
  CHECK(counted(1, "account") == "1 account");
  CHECK(counted(0, "account") == "0 accounts");
  CHECK(counted(2, "account") == "2 accounts");
  CHECK(counted(1, "entry", "entries") == "1 entry");
  CHECK(counted(12, "entry", "entries") == "12 entries");
}

TEST_CASE("text is UTF-8 without NUL") {
  CHECK(fob::is_text("Z\xC3\xBCrich\n"));
  CHECK_FALSE(fob::is_text("caf\xE9"));
  CHECK_FALSE(fob::is_text(std::string_view("a\0b", 3)));
}
