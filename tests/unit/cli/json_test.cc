#include "cli/json.h"

#include <doctest/doctest.h>

#include "tests/unit/cli/captured.h"

namespace fob::cli {
namespace {

Account sample() {
  Account account;
  account.issuer = "GitHub";
  account.account = "alice";
  account.key = Key::copy_of("12345678901234567890");
  return account;
}

/// What print_json() prints to standard output and standard error, with two notes before it.
std::pair<std::string, std::string> printed(Json document, bool with_notes) {
  test::Captured out(1), err(2);
  Report report(Report::Style::json, false, false);
  if (with_notes) {
    report.note("one");
    report.warning("two");
  }
  print_json(std::move(document), report);
  return {out.text(), err.text()};
}

}  // namespace

TEST_CASE("an account is told without its secret, by keys in a fixed order") {
  Account account = sample();
  account.tags = {"work"};
  CHECK(account_json(account, "GitHub:alice").dump() ==
        R"({"name":"GitHub:alice","issuer":"GitHub","account":"alice","type":"totp",)"
        R"("period":30,"digits":6,"algorithm":"SHA1","tags":["work"]})");
}

TEST_CASE("an id is told where there is one") {
  Account account = sample();
  account.id[0] = 0xab;
  CHECK(account_json(account, "x")["id"] == "ab000000000000000000000000000000");
}

TEST_CASE("a counter is text, for it may be larger than a number in other languages") {
  Account account = sample();
  account.method = otp::Hotp{otp::Hash::sha1, 6, 18446744073709551615u};
  const Json json = account_json(account, "x");
  CHECK(json["counter"] == "18446744073709551615");
  CHECK_FALSE(json.contains("period"));
}

TEST_CASE("a document is one line") {
  CHECK(printed({{"a", "b\n"}}, false) ==
        std::pair<std::string, std::string>("{\"a\":\"b\\n\"}\n", ""));
}

TEST_CASE("warnings go into an object, and beside an array") {
  CHECK(printed({{"a", 1}}, true) ==
        std::pair<std::string, std::string>(R"({"a":1,"warnings":["one","two"]})"
                                            "\n",
                                            ""));
  CHECK(printed(Json::array(), true) ==
        std::pair<std::string, std::string>("[]\n", R"({"warnings":["one","two"]})"
                                                    "\n"));
}

TEST_CASE("text that is not UTF-8 still makes a document") {
  CHECK(printed({{"file", "\xff"}}, false).first == "{\"file\":\"\xEF\xBF\xBD\"}\n");
}

}  // namespace fob::cli
