#include "core/account/find.h"

#include <algorithm>
#include <list>
#include <random>

#include <doctest/doctest.h>

#include "core/base/text.h"

using namespace fob;

namespace {

/// Accounts with pointers to them.
class Accounts {
 public:
  Account& add(std::string issuer, std::string account, std::string id = {}) {
    Account& added = all_.emplace_back();
    added.issuer = std::move(issuer);
    added.account = std::move(account);
    id.resize(32, '0');
    added.id = id_of_text(id).value();
    pointers_.push_back(&added);
    return added;
  }
  std::span<const Account* const> view() const { return pointers_; }

  /// Their display names, behind the rule that found them.
  std::string found(std::string_view query, Rule loosest = Rule::substring) const {
    static constexpr std::string_view rules[] = {"exact", "any case", "prefix", "substring"};
    const Matches matches = find(view(), query, loosest);
    if (matches.accounts.empty()) return "nothing";
    std::string text(rules[static_cast<std::size_t>(matches.rule)]);
    for (const Account* account : matches.accounts)
      text += ", " + display_name(*account);
    return text;
  }

 private:
  std::list<Account> all_;
  std::vector<const Account*> pointers_;
};

Accounts some() {
  Accounts accounts;
  accounts.add("Oak", "mia", "aaaaaa1");
  accounts.add("oak", "ben", "aaaaaa2");
  accounts.add("Elm", "mia", "bbbbbb");
  accounts.add("", "Élan", "cccccc");
  accounts.add("Fir Tree", "", "dddddd");
  return accounts;
}

}  // namespace

TEST_CASE("a name is found by its whole, its issuer and its account, exactly first") {
  const Accounts accounts = some();
  CHECK(accounts.found("Oak:mia") == "exact, Oak:mia");
  CHECK(accounts.found("Oak") == "exact, Oak:mia");
  CHECK(accounts.found("oak") == "exact, oak:ben");
  CHECK(accounts.found("mia") == "exact, Oak:mia, Elm:mia");
  CHECK(accounts.found("Fir Tree") == "exact, Fir Tree");
}

TEST_CASE("what is not found exactly is found in another case, by Unicode's folding and NFC") {
  const Accounts accounts = some();
  CHECK(accounts.found("OAK") == "any case, Oak:mia, oak:ben");
  CHECK(accounts.found("OAK:MIA") == "any case, Oak:mia");
  CHECK(accounts.found("élan") == "any case, Élan");
  CHECK(accounts.found("e\u0301LAN") == "any case, Élan");
}

TEST_CASE("then by a prefix of a name, and last by any part of the whole") {
  const Accounts accounts = some();
  CHECK(accounts.found("fir") == "prefix, Fir Tree");
  CHECK(accounts.found("BE") == "prefix, oak:ben");
  CHECK(accounts.found("oak:M") == "prefix, Oak:mia");
  CHECK(accounts.found("lm:m") == "substring, Elm:mia");
  CHECK(accounts.found("tree") == "substring, Fir Tree");
  CHECK(accounts.found("a") == "substring, Oak:mia, oak:ben, Elm:mia, Élan");
  CHECK(accounts.found("yew") == "nothing");
}

TEST_CASE("a colon that no name has is not put there") {
  const Accounts accounts = some();
  CHECK(accounts.found("Fir Tree:") == "nothing");
  CHECK(accounts.found(":Élan") == "nothing");
}

TEST_CASE("nothing looser than asked for is found") {
  const Accounts accounts = some();
  CHECK(accounts.found("OAK:MIA", Rule::exact) == "nothing");
  CHECK(accounts.found("fir", Rule::any_case) == "nothing");
  CHECK(accounts.found("tree", Rule::prefix) == "nothing");
  CHECK(accounts.found("AAAAAA1", Rule::exact) == "nothing");
  CHECK(accounts.found("x #AAAAAA1", Rule::exact) == "nothing");
}

TEST_CASE("six or more of an id's digits find it as if they were its name") {
  Accounts accounts = some();
  CHECK(accounts.found("aaaaaa1") == "exact, Oak:mia");
  CHECK(accounts.found("aaaaaa") == "exact, Oak:mia, oak:ben");
  CHECK(accounts.found("bbbbb") == "nothing");
  CHECK(accounts.found("BBBBBB0") == "any case, Elm:mia");
  CHECK(accounts.found("bbbbbb00000000000000000000000000") == "exact, Elm:mia");
  accounts.add("bbbbbb", "zoe");
  CHECK(accounts.found("bbbbbb") == "exact, Elm:mia, bbbbbb:zoe");
}

TEST_CASE("an id behind a name is all that counts") {
  Accounts accounts = some();
  CHECK(accounts.found("Oak:mia #bbbbbb") == "exact, Elm:mia");
  CHECK(accounts.found("#bbbbbb") == "exact, Elm:mia");
  CHECK(accounts.found("whatever #BBBBBB") == "any case, Elm:mia");
  accounts.add("Elm #ffffff", "zoe");
  CHECK(accounts.found("Elm #ffffff") == "nothing");
}

TEST_CASE("removed entries are found among themselves as accounts are") {
  Accounts removed;
  removed.add("Oak", "mia", "aaaaaa").removed = otp::Time{};
  CHECK(removed.found("Oak:mia") == "exact, Oak:mia");
  CHECK(removed.found("oa") == "prefix, Oak:mia");
  CHECK(removed.found("#aaaaaa") == "exact, Oak:mia");
}

TEST_CASE("an account is listed by its name, with its id where the name alone would not do") {
  Accounts accounts;
  accounts.add("Elm", "mia", "1111111111");
  accounts.add("Oak", "mia", "2222222222");
  accounts.add("Oak", "mia", "3333333333");  // equal to the one before
  accounts.add("Ash", "", "4444444444");     // the issuer of the next
  accounts.add("Ash", "ben", "5555555555");
  accounts.add("", "", "6666666666");
  accounts.add("Fir", "a\x1b[2J", "7777777777");
  accounts.add("", "-", "8888888888");
  accounts.add("Yew", "x #9999999", "9999999999");
  accounts.add("", "ababab", "abcdef0000");
  accounts.add("", "abcdef", "ababab1111");  // the head of another's id, and it of this
  accounts.add("", "cccccc", "cccccc1111");  // the head of its own
  accounts.add("", "-v", "eeeeeeeeee");
  accounts.add("Oak", "ben", "eeeeeeeeef");
  accounts.add("", "Oak", "eeeeeeeef0");  // the issuer of others
  const std::vector<std::string> names = selecting_names(accounts.view());
  CHECK(names == std::vector<std::string>{
                     "Elm:mia", "Oak:mia #22222222", "Oak:mia #33333333", "Ash #44444444",
                     "Ash:ben", "#66666666", "Fir:a\\x1b[2J #77777777", "- #88888888",
                     "Yew:x #9999999 #99999999", "ababab #abcdef00", "abcdef #ababab11",
                     "cccccc", "-v", "Oak:ben", "Oak #eeeeeeeef"});
}

TEST_CASE("every listed name, used as the loosest query, selects its account and no other") {
  const std::vector<std::string> halves{
      "",       "Oak",     "oak",     "Oak:mia", "mia",     "mia #1234567", "#abcdef1",
      "abcdef", "ABCDEF1", "-",       "-x",      "a\nb",    "a\\nb",        ":",
      "Oak:",   ":mia",    "\u202eb", "É",       "E\u0301", " Oak",         "1234567",
      "#",      " #12345", "Oak mia", "straße",  "STRASSE", "ﬁr",           "123456"};
  std::mt19937 random(20240607);
  const auto below = [&random](std::size_t n) { return random() % n; };
  for (int round = 0; round < 300; ++round) {
    Accounts accounts;
    std::vector<std::string> ids;
    for (std::size_t i = 0, count = 1 + below(40); i < count; ++i) {
      // Ids that share long heads with each other and with the names above.
      static constexpr std::string_view heads[] = {"abcdef1", "1234567", "12345678", "", "f"};
      std::string id(heads[below(std::size(heads))]);
      const std::size_t middle = below(20);
      while (id.size() < middle)
        id += '0';
      while (id.size() < 32)
        id += "0123456789abcdef"[below(16)];
      if (std::ranges::find(ids, id) != ids.end()) continue;
      ids.push_back(id);
      accounts.add(halves[below(halves.size())], halves[below(halves.size())], id);
    }
    const std::vector<std::string> names = selecting_names(accounts.view());
    REQUIRE(names.size() == accounts.view().size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      CAPTURE(names[i]);
      REQUIRE(escaped(names[i]) == names[i]);
      const Matches found = find(accounts.view(), names[i], Rule::substring);
      REQUIRE(found.rule == Rule::exact);
      REQUIRE(found.accounts.size() == 1);
      REQUIRE(found.accounts.front() == accounts.view()[i]);
      REQUIRE(selecting_name(accounts.view(), *accounts.view()[i]) == names[i]);
    }
  }
}
