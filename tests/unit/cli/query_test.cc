#include "cli/query.h"

#include <array>
#include <functional>

#include <doctest/doctest.h>

#include "core/base/error.h"

namespace fob::cli {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// Accounts, and the surroundings of a command that may ask nothing.
class Bench {
 public:
  explicit Bench(Pairs names) {
    for (auto& [issuer, name] : names) {
      Account& account = accounts_.emplace_back();
      account.issuer = std::move(issuer);
      account.account = std::move(name);
      account.key = Key::copy_of("12345678901234567890");
      account.id[0] = static_cast<unsigned char>(accounts_.size());
    }
  }

  Account& account(std::size_t at) { return accounts_[at]; }
  Accounts all() const {
    Accounts all;
    for (const Account& account : accounts_)
      all.push_back(&account);
    return all;
  }

  /// `issuer:account` of the one that is picked, with ~ behind it if inexact; or the failure.
  std::string picked(const std::string& query, Match match = Match::any) {
    return told([&] {
      const Picked one = pick(context(), all(), query, match);
      return one.account->issuer + ":" + one.account->account + (one.inexact ? "~" : "");
    });
  }

  Context context() { return {globals_, arguments_, report_, terminal_, session_, {}}; }
  void name_vault(const std::filesystem::path& path) {
    globals_.vault = path;
    globals_.vault_option = true;
  }

  /// Exit status, message and hint of a failure, or the result.
  static std::string told(const std::function<std::string()>& act) try {
    return act();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.kind())) + ": " + error.what() + " / " +
           error.hint();
  }

 private:
  std::vector<Account> accounts_;
  Globals globals_;
  std::array<char*, 1> argv_{nullptr};
  Arguments arguments_{0, argv_.data()};
  Report report_{Report::Style::text, true, false};
  Terminal terminal_{false};
  Session session_{globals_, report_, terminal_, [] { return otp::Time(); }};
};

}  // namespace

TEST_CASE("the strictest rule that finds an account chooses it") {
  Bench bench({{"GitHub", "alice"}, {"GitLab", "bob"}});
  CHECK(bench.picked("GitHub:alice") == "GitHub:alice");
  CHECK(bench.picked("gitlab") == "GitLab:bob");
  CHECK(bench.picked("gitl") == "GitLab:bob~");
  CHECK(bench.picked("ali") == "GitHub:alice~");
}

TEST_CASE("nothing found names the command that lists what there is") {
  Bench bench(Pairs{{"GitHub", "alice"}});
  CHECK(bench.picked("nobody") == "3: no account matches 'nobody' / type: fob list");
  CHECK(bench.picked("a\nb") == "3: no account matches 'a\\nb' / type: fob list");
}

TEST_CASE("several found are named by words that choose one each") {
  Bench bench({{"GitHub", "alice"}, {"GitLab", "bob"}, {"GitHub", "alice"}});
  CHECK(bench.picked("git") ==
        "4: 3 accounts match 'git' / type one of these:\n"
        "'GitHub:alice #01000000'\nGitLab:bob\n'GitHub:alice #03000000'");
}

TEST_CASE("candidates are words of a shell, and no options") {
  Bench bench({{"", "-me"}, {"My Bank", "me"}});
  CHECK(bench.picked("e") ==
        "4: 2 accounts match 'e' / type one of these:\n"
        "-- -me\n'My Bank:me'");
}

TEST_CASE("what is typed next is about the vault that --vault named") {
  Bench bench(Pairs{{"GitHub", "alice"}});
  bench.name_vault("-my vault.fob");
  CHECK(bench.picked("nobody") ==
        "3: no account matches 'nobody' / "
        "type: fob --vault './-my vault.fob' list");
}

TEST_CASE("where the whole name is needed, a part of it is an offer") {
  Bench bench({{"GitHub", "alice"}, {"GitLab", "bob"}});
  CHECK(bench.picked("gitl", Match::exact) ==
        "3: no account is called 'gitl' / type one of these:\nGitLab:bob");
  CHECK(bench.picked("git", Match::exact) ==
        "3: no account is called 'git' / type one of these:\nGitHub:alice\nGitLab:bob");
  CHECK(bench.picked("gitlab:BOB", Match::exact) == "GitLab:bob");
}

TEST_CASE("of many candidates twenty are named") {
  Pairs names;
  for (int i = 0; i < 25; ++i)
    names.emplace_back("Site", std::to_string(100 + i));
  const std::string told = Bench(names).picked("site");
  CHECK(told.starts_with("4: 25 accounts match 'site' / type one of these:\nSite:100\n"));
  CHECK(told.ends_with("\nSite:119\nand 5 more: fob list QUERY"));
}

TEST_CASE("what can name no account is wrong usage") {
  const auto checked = [](const std::string& query) {
    return Bench::told([&] {
      check_query(query);
      return std::string("good");
    });
  };
  CHECK(checked("") == "2: the QUERY is empty / type: fob list");
  CHECK(checked("a\xff") == "2: the QUERY is not UTF-8 / type: fob list");
  CHECK(checked("Z\xC3\xBCrich") == "good");
}

TEST_CASE("a tag chooses, and one that nobody has finds nothing") {
  Bench bench({{"GitHub", "alice"}, {"GitLab", "bob"}});
  bench.account(1).tags = {"work", "git"};
  CHECK(with_tag(bench.context(), bench.all(), {}).size() == 2);
  CHECK(with_tag(bench.context(), bench.all(), {"git"}) == Accounts{bench.all()[1]});
  CHECK(Bench::told([&] {
          with_tag(bench.context(), bench.all(), {"play"});
          return std::string();
        }) == "3: no account has the tag 'play' / type: fob list --long");
}

TEST_CASE("where a tag was asked for, nothing found tells of it") {
  Bench bench({{"GitHub", "alice"}, {"GitLab", "bob"}});
  CHECK(Bench::told([&] {
          find_some(bench.context(), bench.all(), "sync", {"work"});
          return std::string();
        }) == "3: no account with the tag 'work' matches 'sync' / type: fob list --long");
}

}  // namespace fob::cli
