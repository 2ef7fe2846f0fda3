#include "core/account/uri_label.h"

#include <doctest/doctest.h>

#include "tests/unit/account/uri_helpers.h"

using namespace fob;
using namespace fob::test;

namespace {

/// The names that `label` and `parameter` (`&issuer=...` or nothing) make, with a bar between.
std::string names(std::string_view label, std::string_view parameter = {},
                  Origin origin = Origin::outside) {
  const Account account = parsed(uri_of("totp/" + std::string(label), parameter), origin);
  return account.issuer + '|' + account.account;
}

std::string label_of(std::string issuer, std::string account) {
  Account named;
  named.issuer = std::move(issuer);
  named.account = std::move(account);
  std::string label;
  uri::append_label(label, named);
  return label;
}

}  // namespace

TEST_CASE("without an issuer parameter the label is cut at its first colon") {
  CHECK(names("") == "|");
  CHECK(names("mia") == "|mia");
  CHECK(names("Oak:mia") == "Oak|mia");
  CHECK(names("Oak%3Amia") == "Oak|mia");
  CHECK(names("Oak:mia:work") == "Oak|mia:work");
  CHECK(names(":mia") == "|mia");
  CHECK(names("Oak:") == "Oak|");
  CHECK(names("mia", "&issuer=") == "|mia");
  CHECK(names("Oak:mia", "&issuer") == "Oak|mia");
}

TEST_CASE("the issuer parameter wins, and is taken off the front of the label") {
  CHECK(names("Oak:mia", "&issuer=Oak") == "Oak|mia");
  CHECK(names("Oak:%20%20mia", "&issuer=Oak") == "Oak|mia");
  CHECK(names("A:B:mia", "&issuer=A:B") == "A:B|mia");
  CHECK(names("Elm:mia", "&issuer=Oak") == "Oak|Elm:mia");
  CHECK(names("oak:mia", "&issuer=Oak") == "Oak|oak:mia");
  CHECK(names("Oakley:mia", "&issuer=Oak") == "Oak|Oakley:mia");
  CHECK(names("Oak", "&issuer=Oak") == "Oak|Oak");
  CHECK(names("Oak:Oak:mia", "&issuer=Oak") == "Oak|Oak:mia");
}

TEST_CASE("a plus is a plus in the label and a space in the issuer parameter") {
  CHECK(names("Big+Oak:a+b", "&issuer=Big+Oak") == "Big Oak|Big+Oak:a+b");
  CHECK(names("Big%20Oak:a+b", "&issuer=Big+Oak") == "Big Oak|a+b");
  CHECK(names("a", "&issuer=Big%2BOak") == "Big+Oak|a");
}

TEST_CASE("each part is decoded once") {
  CHECK(names("a%2541", "&issuer=%2542") == "%42|a%41");
  CHECK(names("a%3Fb%26c#d/e", "&issuer=B%26B%3D") == "B&B=|a?b&c#d/e");
}

TEST_CASE("white space around names counts in the vault and nowhere else") {
  CHECK(names("%20Oak%20:%20mia%20") == "Oak|mia");
  CHECK(names("%20mia%20") == "|mia");
  CHECK(names("%20mia", "&issuer=+Oak%09") == "Oak|mia");
  CHECK(names("%20Oak%20:%20mia%20", "", Origin::vault) == " Oak | mia ");
  CHECK(names("%20mia", "&issuer=+Oak%09", Origin::vault) == " Oak\t| mia");
}

TEST_CASE("a label that cannot be decoded is an error") {
  CHECK(error_of(uri_of("totp/100%")) ==
        "the label has a % without two hexadecimal digits after it\n"
        "a percent sign itself is written %25");
  CHECK(error_of(uri_of("totp/a%00b")) == "the label holds a NUL character");
  CHECK(error_of(uri_of("totp/a%C3")) == "the label is not UTF-8 text");
  CHECK(error_of(uri_of("totp/a\xff")) == "the label is not UTF-8 text");
}

TEST_CASE("a label is written so that it reads as the same names") {
  CHECK(label_of("Oak", "mia@oak.example") == "Oak:mia%40oak.example");
  CHECK(label_of("Oak", "") == "Oak:");
  CHECK(label_of("", "mia") == "mia");
  CHECK(label_of("", "") == "");
  CHECK(label_of("", "a:b") == ":a%3Ab");
  CHECK(label_of("Oak", "a:b") == "Oak:a%3Ab");
}

TEST_CASE(
    "an issuer with a colon stands in its parameter alone, unless the label would repeat it") {
  CHECK(label_of("A:B", "mia") == "mia");
  CHECK(label_of("A:B", "") == "");
  CHECK(label_of("A:B", "A:mia") == "A%3Amia");
  CHECK(label_of("A:B", "A:B:mia") == "A%3AB:A%3AB%3Amia");
}
