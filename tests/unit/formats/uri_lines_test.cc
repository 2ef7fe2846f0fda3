#include "core/formats/uri_lines.h"

#include <string>

#include <doctest/doctest.h>

using namespace fob;
using namespace std::string_literals;

namespace {

/// Its URIs, each in brackets.
std::string uris(std::string_view line) {
  std::string words;
  formats::Uris each(line);
  while (const auto uri = each.next())
    words += "[" + std::string(*uri) + "]";
  return words;
}

/// Its lines, each with its number before it and a bar behind it.
std::string lines(std::string_view file) {
  std::string words;
  formats::Lines each(file);
  while (const auto line = each.next())
    words += std::to_string(line->number) + std::string(line->text) + "|";
  return words;
}

}  // namespace

TEST_CASE("lines end with LF or CRLF, and have no white space around them") {
  CHECK(lines("a\n b\t\r\n\r\nc") == "1a|2b|4c|");
  CHECK(lines("a\n") == "1a|");
  CHECK(lines("") == "");
  CHECK(lines("\n\n \n") == "");
}

TEST_CASE("a byte order mark is no part of the first line") {
  CHECK(lines("\xEF\xBB\xBF# a\nb") == "2b|");
  CHECK(lines("\xEF\xBB\xBF") == "");
}

TEST_CASE("comments are passed over and counted") {
  CHECK(lines("# a\n // b\nc # d\n") == "3c # d|");
}

TEST_CASE("a URI that begins a line has all of it") {
  CHECK(uris("otpauth://totp/Big Oak:mia?secret=AA BB") ==
        "[otpauth://totp/Big Oak:mia?secret=AA BB]");
  CHECK(uris("motp://a:b?secret=x's") == "[motp://a:b?secret=x's]");
  CHECK(uris("OtpAuth-Migration://offline?data=A+B/C=") ==
        "[OtpAuth-Migration://offline?data=A+B/C=]");
  CHECK(uris("steam://AA") == "[steam://AA]");
}

TEST_CASE("a URI amid other text ends at white space, a quote or an angle bracket") {
  CHECK(uris("Account 1: otpauth://totp/a?secret=AA (mine)") == "[otpauth://totp/a?secret=AA]");
  CHECK(uris("x=steam://AA'") == "[steam://AA]");
  CHECK(uris("<code>otpauth://totp/a?secret=AA</code>") == "[otpauth://totp/a?secret=AA]");
  CHECK(uris("1) otpauth://a\t2) otpauth://b") == "[otpauth://a][otpauth://b]");
}

TEST_CASE("a URI in quotes or angle brackets has what is in them") {
  CHECK(uris("\"otpauth://totp/Big Oak?secret=AA\"") == "[otpauth://totp/Big Oak?secret=AA]");
  CHECK(uris("<otpauth://a b>") == "[otpauth://a b]");
  CHECK(uris("'otpauth://a', 'otpauth://b'") == "[otpauth://a][otpauth://b]");
  CHECK(uris("\"otpauth://a,\"otpauth://b") == "[otpauth://a,][otpauth://b]");
}

TEST_CASE("several in one line are cut at a comma or white space before the next") {
  CHECK(uris("otpauth://a,otpauth://b,steam://c") == "[otpauth://a][otpauth://b][steam://c]");
  CHECK(uris("otpauth://a, otpauth://b") == "[otpauth://a][otpauth://b]");
  CHECK(uris("otpauth://a otpauth://b") == "[otpauth://a][otpauth://b]");
  CHECK(uris("otpauth://a?note=x,y&u=otpauth://b") == "[otpauth://a?note=x,y&u=otpauth://b]");
}

TEST_CASE("only whole schemes of ours begin a URI") {
  CHECK(uris("https://example.com/otpauth") == "");
  CHECK(uris("xotpauth://a x-steam://b otpauths://c otpauth:/d xotpauth-migration://e") == "");
  CHECK(uris("://") == "");
  CHECK(uris("a://otpauth://b") == "[otpauth://b]");
  CHECK(uris("") == "");
  CHECK(uris("über:otpauth://a") == "[otpauth://a]");
  CHECK(uris("ü otpauth://a") == "[otpauth://a]");
}

TEST_CASE("what begins as JSON, XML, HTML and binary files do is not lines of text") {
  using formats::may_be_lines;
  CHECK(may_be_lines(""));
  CHECK(may_be_lines("some words\n"));
  CHECK(may_be_lines("<otpauth://totp/a>"));
  CHECK_FALSE(may_be_lines(" \n{\"a\": 1}"));
  CHECK_FALSE(may_be_lines("\xEF\xBB\xBF[1]"));
  CHECK_FALSE(may_be_lines("<!DOCTYPE html>"));
  CHECK_FALSE(may_be_lines("SQLite format 3\0"s));
}
