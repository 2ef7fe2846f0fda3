// Odd URIs, a row of a table each: what comes in, and what must come of it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <doctest/doctest.h>

#include "core/account/uri.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/otp/code.h"

using namespace fob;

namespace {

constexpr otp::Time at{otp::seconds(1234567890)};

std::string utf8(unsigned c) {
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
  return {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
          static_cast<char>(0x80 | (c & 63))};
}

/// `text` with its \r \n \t and \uNNNN as the characters they stand for.
std::string unescaped(std::string_view text) {
  const std::map<char, std::string> simple = {{'r', "\r"}, {'n', "\n"}, {'t', "\t"}};
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result += text[i];
    } else if (text[++i] == 'u') {
      result += utf8(
          static_cast<unsigned>(std::stoul(std::string(text.substr(i + 1, 4)), nullptr, 16)));
      i += 4;
    } else {
      result += simple.at(text[i]);
    }
  }
  return result;
}

std::string field(const Account& account, std::string_view name) {
  if (name == "issuer") return account.issuer;
  if (name == "account") return account.account;
  if (name == "type") return std::string(otp::type_name(account.method));
  if (name == "algorithm") return std::string(otp::algorithm_name(account.method));
  if (name == "digits") return std::to_string(otp::digits(account.method));
  if (name == "period") return std::to_string(otp::period(account.method).value().count());
  REQUIRE_MESSAGE(name == "code", name, " is no field");
  return otp::generate(account.key, account.method, account.pin ? &*account.pin : nullptr, at)
      .text;
}

void check_ok(const std::string& uri, std::string_view expected) {
  const Account account = parse_uri(uri, Origin::outside).account;
  for (const std::string_view pair : split(expected, '|')) {
    const std::size_t equals = pair.find('=');
    REQUIRE(equals != pair.npos);
    CHECK(field(account, pair.substr(0, equals)) == pair.substr(equals + 1));
  }
}

void check_error(const std::string& uri, std::string_view word) {
  try {
    parse_uri(uri, Origin::outside);
    FAIL_CHECK("it was taken");
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::malformed);
    CHECK_MESSAGE(lowered(error.what()).find(lowered(word)) != std::string::npos, error.what());
  }
}

void check_row(const std::vector<std::string_view>& cells) {
  REQUIRE(cells.size() == 4);
  CAPTURE(cells[0]);
  CAPTURE(cells[1]);
  const std::string uri = unescaped(cells[2]);
  const std::string_view expected = cells[3];
  if (expected.starts_with("ok ")) return check_ok(uri, expected.substr(3));
  REQUIRE(expected.starts_with("error "));
  check_error(uri, expected.substr(6));
}

/// How many rows there were.
int check_table(const std::filesystem::path& path) {
  std::ifstream file(path);
  REQUIRE_MESSAGE(file, path.string(), " cannot be read");
  int rows = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    check_row(split(line, '\t'));
    ++rows;
  }
  return rows;
}

}  // namespace

TEST_CASE("odd URIs become the accounts that were meant, or errors that name what is wrong") {
  const auto folder = std::filesystem::path(__FILE__).parent_path();
  CHECK(check_table(folder / "../../vectors/uri/odd.tsv") >= 70);
}

TEST_CASE("so do those of another collection, where FOB_SHARED says the folder of one") {
  const char* const folder = std::getenv("FOB_SHARED");
  if (folder == nullptr ||
      !std::filesystem::exists(std::filesystem::path(folder) / "odd-uris.tsv")) {
    MESSAGE("skipped: FOB_SHARED names no folder with odd-uris.tsv");
    return;
  }
  CHECK(check_table(std::filesystem::path(folder) / "odd-uris.tsv") > 0);
}
