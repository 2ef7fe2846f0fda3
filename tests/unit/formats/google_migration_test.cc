#include "core/formats/google_migration.h"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/account/uri.h"
#include "core/base/error.h"
#include "tests/unit/formats/wire.h"

using namespace fob;
using namespace std::string_literals;
using namespace fob::test;
using formats::Migration;
using formats::read_migration;

namespace {

std::string error_of(std::string_view uri) {
  try {
    read_migration(uri);
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::malformed);
    return error.what();
  }
  return "no error";
}

std::string word_of(const formats::Entry& entry) {
  return entry.account ? format_uri(*entry.account, Fields::standard) : entry.reason;
}

/// The only entry of a transfer of one account with these fields: its URI, or its reason.
std::string read_one(std::string_view fields) {
  const Migration migration = read_migration(transfer(bytes(1, fields)));
  REQUIRE(migration.entries.size() == 1);
  CHECK(migration.entries[0].place == "entry 1");
  CHECK(migration.entries[0].account.has_value() == migration.entries[0].reason.empty());
  return word_of(migration.entries[0]);
}

/// The same for a good secret and the name `mia`.
std::string read_with(std::string_view fields) {
  return read_one(bytes(1, secret_text) + bytes(2, "mia") + std::string(fields));
}

constexpr std::string_view secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

std::string totp(std::string_view label, std::string_view rest) {
  return fmt::format("otpauth://totp/{}?secret={}{}&period=30", label, secret, rest);
}

}  // namespace

TEST_CASE("a transfer is read: names, methods and batch") {
  // Two accounts, version 1, one picture, id 1.
  constexpr std::string_view uri =
      "otpauth-migration://"
      "offline?data=CkAKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEhlFeGFtcGxlOmFsaWNlQGV4"
      "YW1wbGUuY29tGgdFeGFtcGxlIAEoATACCi4KFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEghCYW5rOmJvYhoEQmFuayAC"
      "KAIwATgqEAEYASAAKAE%3D";
  const Migration migration = read_migration(uri);
  REQUIRE(migration.entries.size() == 2);
  CHECK(word_of(migration.entries[0]) ==
        totp("Example:alice%40example.com", "&issuer=Example&algorithm=SHA1&digits=6"));
  CHECK(word_of(migration.entries[1]) ==
        fmt::format("otpauth://hotp/Bank:bob?secret={}&issuer=Bank&algorithm=SHA256&digits=8"
                    "&counter=42",
                    secret));
  CHECK(migration.entries[1].place == "entry 2");
  CHECK(migration.entries[0].notes.empty());
  CHECK(migration.picture.count == 1);
  CHECK(migration.picture.index == 0);
  CHECK(migration.picture.transfer == 1);
}

TEST_CASE("a transfer is told by its scheme, in any case") {
  CHECK(formats::is_migration("otpauth-migration://offline?data=x"));
  CHECK(formats::is_migration("OTPAUTH-Migration:"));
  CHECK_FALSE(formats::is_migration("otpauth-migration"));
  CHECK_FALSE(formats::is_migration("otpauth://totp/a?secret=AA"));
  CHECK_FALSE(formats::is_migration(""));
}

TEST_CASE("base64 is read as scanners and forms leave it") {
  // Its message has every character of the alphabet that is written in two ways.
  const std::string key = "xy\xfb\xff\xbf\xfb\xff\xbf\xfb\xff\xbf\xfb\xff\xbf\xfb\xff\xbfz";
  const std::string message = bytes(1, bytes(1, key));
  const std::string text = codec::encode_base64(as_bytes(message), codec::Base64::standard);
  const std::string wanted = word_of(read_migration(transfer(message)).entries.at(0));
  REQUIRE(text.find('+') != text.npos);
  REQUIRE(text.find('/') != text.npos);
  REQUIRE(text.size() % 4 != 0);
  const auto reads_the_same = [&](std::string data) {
    const std::string uri = "otpauth-migration://offline?data=" + data;
    return error_of(uri) == "no error" && word_of(read_migration(uri).entries.at(0)) == wanted;
  };
  const auto replaced = [&text](char from, const std::string& to) {
    std::string result;
    for (const char c : text)
      result += c == from ? to : std::string(1, c);
    return result;
  };
  CHECK(reads_the_same(text));
  CHECK(reads_the_same(text + "=="));
  CHECK(reads_the_same(text + "%3D%3D"));
  CHECK(reads_the_same(replaced('+', " ")));
  CHECK(reads_the_same(replaced('+', "%20")));
  CHECK(reads_the_same(replaced('+', "-")));
  CHECK(reads_the_same(replaced('/', "_")));
  CHECK(reads_the_same(replaced('/', "%2f")));
}

TEST_CASE("the URI may be written in any case, with a slash and with other parameters") {
  const std::string data = transfer(account("mia")).substr(33);
  for (const std::string& front :
       {"OTPAUTH-MIGRATION://OFFLINE?data="s, "otpauth-migration://offline/?data="s,
        "otpauth-migration://offline?x=1&data="s, "\n otpauth-migration://offline?Data="s}) {
    CHECK(error_of(front + data + "&y=2\r\n") == "no error");
  }
  CHECK(error_of("otpauth-migration://offline?data=" + data + "&data=" + data) == "no error");
}

TEST_CASE("a broken URI says what is wrong with it") {
  CHECK(error_of("otpauth://totp/a") == "this does not begin with otpauth-migration:");
  for (const char* uri : {"otpauth-migration:", "otpauth-migration://online?data=AA",
                          "otpauth-migration:offline?data=AA"}) {
    CHECK(error_of(uri) == "a transfer must begin with otpauth-migration://offline?data=");
  }
  const auto data_error = [](std::string_view query) {
    return error_of("otpauth-migration://offline" + std::string(query));
  };
  CHECK(data_error("") == "data is missing");
  CHECK(data_error("?dat=AA") == "data is missing");
  CHECK(data_error("?data=AA&data=AB") == "data is given twice, with two values");
  CHECK(data_error("?data=%4") == "data has a % without two hexadecimal digits after it");
  CHECK(data_error("?data=%00") == "data holds a NUL character");
  CHECK(data_error("?data=CkA*") == "data is not base64");
  CHECK(data_error("?data=CkA=CkA") == "data is not base64");
  CHECK(data_error("?data=C") == "data is not base64");
  CHECK(data_error("?data=") == "the transfer holds no accounts");
  CHECK(data_error("?data=" + std::string(1u << 20, 'A')) ==
        "the transfer is longer than 1 MiB");
}

TEST_CASE("a payload that is cut at any byte gives whole accounts or an error") {
  const std::string payload =
      account("Oak:mia", bytes(3, "Oak") + number(4, 2) + number(7, 9)) + account("ben") +
      number(2, 1) + number(3, 3) + number(4, 2) + number(5, ~std::uint64_t{0} - 5);
  const Migration whole = read_migration(transfer(payload));
  int read = 0;
  for (std::size_t size = 0; size < payload.size(); ++size) {
    CAPTURE(size);
    try {
      const Migration part = read_migration(transfer(payload.substr(0, size)));
      ++read;
      for (std::size_t i = 0; i < part.entries.size(); ++i)
        CHECK(word_of(part.entries[i]) == word_of(whole.entries.at(i)));
    } catch (const Error& error) {
      const std::string what = error.what();
      CHECK((what == "the data is cut short" || what == "the transfer holds no accounts"));
    }
  }
  CHECK(read ==
        5);  // behind the first account, the second, and each field that follows but one
}

TEST_CASE("an account that is cut within is rejected, and the next one is read") {
  const std::string fields = bytes(1, secret_text) + bytes(2, "mia");
  const Migration migration =
      read_migration(transfer(bytes(1, fields.substr(0, fields.size() - 1)) + account("ben")));
  REQUIRE(migration.entries.size() == 2);
  CHECK(migration.entries[0].reason == "the data is cut short");
  CHECK(migration.entries[1].account->account == "ben");
}

TEST_CASE("algorithm, digits and type are taken as they stand; absent, as the default") {
  CHECK(read_with("") == totp("mia", "&algorithm=SHA1&digits=6"));
  CHECK(read_with(number(4, 0) + number(5, 0) + number(6, 0)) ==
        totp("mia", "&algorithm=SHA1&digits=6"));
  CHECK(read_with(number(4, 1) + number(5, 1) + number(6, 2)) ==
        totp("mia", "&algorithm=SHA1&digits=6"));
  CHECK(read_with(number(4, 2) + number(5, 2)) == totp("mia", "&algorithm=SHA256&digits=8"));
  CHECK(read_with(number(4, 3)) == totp("mia", "&algorithm=SHA512&digits=6"));
  CHECK(read_with(number(6, 1)) ==
        fmt::format("otpauth://hotp/mia?secret={}&algorithm=SHA1&digits=6&counter=0", secret));
  CHECK(read_with(number(6, 1) + number(7, 7)) ==
        fmt::format("otpauth://hotp/mia?secret={}&algorithm=SHA1&digits=6&counter=7", secret));
}

TEST_CASE("what is not known is rejected by its name") {
  CHECK(read_with(number(4, 4)) == "algorithm must be SHA1, SHA256 or SHA512, not MD5");
  CHECK(read_with(number(4, 5)) == "algorithm must be SHA1, SHA256 or SHA512");
  CHECK(read_with(number(4, ~std::uint64_t{0})) == "algorithm must be SHA1, SHA256 or SHA512");
  CHECK(read_with(number(5, 3)) == "digits must be 6 or 8");
  CHECK(read_with(number(6, 3)) == "the type must be totp or hotp");
  CHECK(read_with(number(6, 1) + number(7, ~std::uint64_t{0})) == "the counter is negative");
  CHECK(read_with(bytes(4, "x")) == "algorithm has the wrong kind of value");
  CHECK(read_with(number(3, 1)) == "the issuer has the wrong kind of value");
  CHECK(read_with("\x0b") == "the data has a field of an unknown kind");
  CHECK(read_with(number(4, 1) + number(4, 2)) == "algorithm is given twice, with two values");
  CHECK(read_with(bytes(2, "ben")) == "the name is given twice, with two values");
  CHECK(read_with(bytes(2, "mia")) == read_with(""));
}

TEST_CASE("fields that other versions have mean nothing") {
  CHECK(read_with(bytes(8, "0a1b2c") + number(99, 1) + "\x4d"s + "1234" + "\x51"s +
                  "12345678") == read_with(""));
  CHECK(error_of(transfer(account("mia") + number(2, 7) + bytes(6, "new"))) == "no error");
}

TEST_CASE("a secret is there, and a short one is worth a note") {
  CHECK(read_one(bytes(2, "mia")) == "the secret is empty");
  CHECK(read_one(bytes(1, "") + bytes(2, "mia")) == "the secret is empty");
  const Migration migration = read_migration(transfer(bytes(1, bytes(1, "1234567890"))));
  CHECK(migration.entries.at(0).notes ==
        std::vector<std::string>{"the secret is 80 bits long; 128 or more are recommended"});
}

TEST_CASE("names are text") {
  const auto named = [](std::string_view name, std::string_view issuer) {
    return read_one(bytes(1, secret_text) + bytes(2, name) + bytes(3, issuer));
  };
  CHECK(named("a\xff", "") == "the name is not UTF-8 text");
  CHECK(named("a", "\xc3") == "the issuer is not UTF-8 text");
  CHECK(named("a\0b"s, "") == "the name holds a NUL character");
  CHECK(named("a", "\0"s) == "the issuer holds a NUL character");
}

TEST_CASE("the issuer is its own field, or what stands before a colon") {
  const auto named = [](std::string_view name, std::string_view issuer) {
    const Migration migration = read_migration(
        transfer(bytes(1, bytes(1, secret_text) + bytes(2, name) + bytes(3, issuer))));
    const Account& account = migration.entries.at(0).account.value();
    return account.issuer + "|" + account.account;
  };
  CHECK(named("mia", "Oak") == "Oak|mia");
  CHECK(named("Oak:mia", "Oak") == "Oak|mia");
  CHECK(named("Oak: mia", "Oak") == "Oak|mia");
  CHECK(named("Elm:mia", "Oak") == "Oak|Elm:mia");
  CHECK(named("Oak: mia:x", "") == "Oak|mia:x");
  CHECK(named("mia", "") == "|mia");
  CHECK(named("", "") == "|");
  CHECK(named("ünï: ✓", "ünï") == "ünï|✓");
}

TEST_CASE("a batch has from 1 to 100 pictures of 100 accounts at most") {
  const auto batch = [](std::string_view fields) {
    return error_of(transfer(account("mia") + std::string(fields)));
  };
  CHECK(batch(number(3, 100) + number(4, 99)) == "no error");
  CHECK(batch(number(3, 0)) == "batch_size must be from 1 to 100");
  CHECK(batch(number(3, 101)) == "batch_size must be from 1 to 100");
  CHECK(batch(number(3, ~std::uint64_t{0})) == "batch_size must be from 1 to 100");
  CHECK(batch(number(3, 2) + number(4, 2)) == "batch_index must be less than batch_size");
  CHECK(batch(number(4, 1)) == "batch_index must be less than batch_size");
  CHECK(batch(number(3, 1) + number(3, 2)) == "batch_size is given twice, with two values");
  CHECK(batch(bytes(5, "x")) == "batch_id has the wrong kind of value");
  CHECK(error_of(transfer(number(1, 1))) == "an account has the wrong kind of value");
  std::string accounts;
  for (int i = 0; i < 100; ++i)
    accounts += account("mia");
  CHECK(error_of(transfer(accounts)) == "no error");
  CHECK(error_of(transfer(accounts + account("ben"))) ==
        "the transfer holds more than 100 accounts");
}

TEST_CASE("a batch's id may be negative") {
  const std::string id = "\x28\xae\xfa\xa7\xb3\xfb\xff\xff\xff\xff\x01";
  CHECK(read_migration(transfer(account("mia") + id)).picture.transfer == -1234567890);
}
