#include "core/formats/uri_list.h"

#include <string>

#include <doctest/doctest.h>

#include "core/account/uri.h"
#include "core/base/error.h"
#include "tests/unit/formats/wire.h"

using namespace fob;
using namespace fob::formats;
using test::picture;

namespace {

std::string uri(std::string_view name) {
  return "otpauth://totp/" + std::string(name) + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
}

/// A line an entry: its place and name, or its place, `!` and its reason.
std::string told(const Batch& batch) {
  std::string lines;
  for (const Entry& entry : batch.entries) {
    lines += entry.place + ": ";
    lines += entry.account ? display_name(*entry.account) : "! " + entry.reason;
    lines += "\n";
    CHECK(entry.account.has_value() == entry.reason.empty());
  }
  for (const std::string& missing : formats::missing_pictures(batch.pictures))
    lines += missing + "\n";
  return lines;
}

std::string read(std::string_view file) {
  return told(read_uri_list(file));
}

template <typename Read>
std::string error_of(Read read, std::string_view file) {
  try {
    read(file);
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::malformed);
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a list has a URI a line, of every kind") {
  CHECK(read("\xEF\xBB\xBF" + uri("Oak:mia") + "\r\n# a comment\r\n\r\n" +
             "steam://GEZDGNBVGY3TQOJQ\n" + "motp://Elm:ben?secret=0badc0de\n" +
             picture("Fir:zoe", 1, 0)) ==
        "line 1: Oak:mia\nline 4: Steam\nline 5: Elm:ben\nline 6: Fir:zoe\n");
}

TEST_CASE("a URI that was written is one entry, whatever it keeps") {
  const std::string text = uri("Oak:mia") + "&icon=a,https://b,otpauth://totp/ben,";
  const Account account = parse_uri(text, Origin::outside).account;
  const Batch batch = read_uri_list(format_uri(account, Fields::standard));
  REQUIRE(told(batch) == "line 1: Oak:mia\n");
  CHECK(batch.entries[0].account->other == account.other);
}

TEST_CASE("what cannot be read is an entry with its reason, and stops nothing") {
  CHECK(read("otpauth://totp/a\n" + uri("ben") + "\nGEZDGNBVGY3TQOJQ\n" +
             "otpauth://xotp/a?secret=AA\notpauth-migration://offline?data=*\n") ==
        "line 1: ! the secret is missing\n"
        "line 2: ben\n"
        "line 3: ! not an otpauth URI\n"
        "line 4: ! the type must be totp, hotp, steam, motp or yaotp, not xotp\n"
        "line 5: ! data is not base64\n");
}

TEST_CASE("hints and notes come with their entries") {
  const Batch batch = read_uri_list(
      "otpauth://totp/a?secret=AAAAAAAA0\notpauth://totp/b?secret=GEZDGNBVGY3TQOJQ\n");
  REQUIRE(batch.entries.size() == 2);
  CHECK(batch.entries[0].hint != "");
  CHECK(batch.entries[1].notes ==
        std::vector<std::string>{"the secret is 80 bits long; 128 or more are recommended"});
}

TEST_CASE("several entries of a line are numbered") {
  CHECK(read(uri("a") + "," + uri("b") + ",otpauth://totp/c") ==
        "line 1, entry 1: a\nline 1, entry 2: b\nline 1, entry 3: ! the secret is missing\n");
  CHECK(read("\n" + test::transfer(test::account("a") + test::account("b") +
                                   test::bytes(1, test::bytes(2, "c")))) ==
        "line 2, entry 1: a\nline 2, entry 2: b\nline 2, entry 3: ! the secret is empty\n");
  CHECK(read("Account 1: " + uri("a")) == "line 1: a\n");
}

TEST_CASE("pictures that are missing are named") {
  CHECK(read(picture("a", 3, 0) + "\n" + picture("c", 3, 2)) ==
        "line 1: a\nline 2: c\nQR 2 of 3 is missing\n");
  CHECK(read(picture("a", 2, 0) + "\n" + picture("a", 2, 0) + "\n" + picture("b", 2, 1)) ==
        "line 1: a\nline 2: a\nline 3: b\n");
}

TEST_CASE("a file is a list when a line of text has a URI that is no comment") {
  CHECK(is_uri_list(uri("a")));
  CHECK(is_uri_list("words\n\nAccount: " + uri("a")));
  CHECK(is_uri_list(picture("a", 1, 0)));
  CHECK_FALSE(is_uri_list(""));
  CHECK_FALSE(is_uri_list("words\n"));
  CHECK_FALSE(is_uri_list("# " + uri("a") + "\n// " + uri("b")));
  CHECK_FALSE(is_uri_list("{\"link\": \"" + uri("a") + "\"}"));
}

TEST_CASE("a file is a Google transfer when all its URIs are") {
  CHECK(is_google_transfer("# mine\n" + picture("a", 1, 0) + "\n"));
  CHECK_FALSE(is_google_transfer(picture("a", 1, 0) + "\n" + uri("a")));
  CHECK_FALSE(is_google_transfer(picture("a", 1, 0) + "," + uri("a")));
  CHECK_FALSE(is_google_transfer(uri("a")));
  CHECK_FALSE(is_google_transfer(""));
}

TEST_CASE("a Google transfer that was asked for takes no other URIs") {
  CHECK(told(read_google_transfer(uri("a") + "\n" + picture("b", 2, 0) + "\nwords\n")) ==
        "line 1: ! not an otpauth-migration URI\n"
        "line 2: b\n"
        "line 3: ! not an otpauth-migration URI\n"
        "QR 2 of 2 is missing\n");
}

TEST_CASE("a file without any URI is none of both") {
  CHECK(error_of(read_uri_list, "") == "no otpauth URI found");
  CHECK(error_of(read_uri_list, "words\n# " + uri("a")) == "no otpauth URI found");
  CHECK(error_of(read_google_transfer, uri("a")) == "no otpauth-migration URI found");
}

TEST_CASE("what is removed in a list is left out and counted") {
  const Batch batch = read_uri_list(uri("a") + "&fob-removed=5\n" + uri("b") + "\n" + uri("c") +
                                    "&fob-removed=6&fob-former=" + std::string(32, '1') + "\n");
  CHECK(told(batch) == "line 2: b\n");
  CHECK(batch.removed == 2);
  CHECK(read_uri_list(uri("a") + "&fob-removed=5").entries.empty());
}

TEST_CASE("a URI is at most 1 MiB long") {
  CHECK(read(uri("a") + "&x=" + std::string(1u << 20, 'y') + "\n" + uri("b")) ==
        "line 1: ! the URI is longer than 1 MiB\nline 2: b\n");
}

TEST_CASE("a file has at most 64 MiB and 100,000 entries, whatever they are") {
  std::string file = uri("a") + "\n";
  for (int i = 1; i < 100'000; ++i)
    file += "x\n";
  CHECK(read_uri_list(file).entries.size() == 100'000);
  CHECK(error_of(read_uri_list, file + "x") == "the file has more than 100,000 entries");
  std::string line;
  for (int i = 0; i <= 100'000; ++i)
    line += "otpauth://,";
  CHECK(error_of(read_uri_list, line) == "the file has more than 100,000 entries");

  file.resize(max_file, '\n');
  CHECK(error_of(read_uri_list, file) == "no error");
  file += '\n';
  CHECK(error_of(read_uri_list, file) == "the file is larger than 64 MiB");
  CHECK(error_of(read_google_transfer, file) == "the file is larger than 64 MiB");
}
