#include "core/account/merge.h"

#include <list>
#include <string>

#include <doctest/doctest.h>

using namespace fob;

namespace {

Account account(std::string name, std::string_view secret, otp::Method method = otp::Totp{}) {
  Account result;
  result.issuer = "Oak";
  result.account = std::move(name);
  result.key = Key::copy_of(secret);
  result.method = method;
  return result;
}

otp::Hotp at(std::uint64_t counter) {
  return {.counter = counter};
}

/// What happens to each of `incoming`, as words: the outcome, `of` and the number of the
/// account that it met (p0: of those present; i0: incoming), `+` where the counter moves.
std::string plan(const std::vector<Account>& present, const std::vector<Account>& incoming,
                 OnDuplicate on_duplicate = OnDuplicate::report) {
  static constexpr std::string_view outcomes[] = {"added", "already", "conflict", "skipped",
                                                  "replaced"};
  std::vector<const Account*> old_ones, new_ones;
  for (const Account& a : present)
    old_ones.push_back(&a);
  for (const Account& a : incoming)
    new_ones.push_back(&a);
  std::string words;
  for (const Merged& merged : plan_merge(old_ones, new_ones, on_duplicate)) {
    if (!words.empty()) words += ", ";
    words += outcomes[static_cast<std::size_t>(merged.outcome)];
    for (std::size_t i = 0; i < old_ones.size(); ++i) {
      if (merged.met == old_ones[i]) words += " of p" + std::to_string(i);
    }
    for (std::size_t i = 0; i < new_ones.size(); ++i) {
      if (merged.met == new_ones[i]) words += " of i" + std::to_string(i);
    }
    if (merged.counter_moves) words += " +";
  }
  return words;
}

template <typename... Each>
std::vector<Account> list(Each... each) {
  std::vector<Account> accounts;
  (accounts.push_back(std::move(each)), ...);
  return accounts;
}

}  // namespace

TEST_CASE("a name that nobody has is added") {
  CHECK(plan({}, list(account("mia", "1"), account("ben", "1"))) == "added, added");
  CHECK(plan(list(account("mia", "1")), list(account("Mia", "1"))) == "added");
}

TEST_CASE("issuer and account compare each for itself") {
  Account halves_moved = account("x", "2");
  halves_moved.issuer = "Oak:y";
  CHECK(plan(list(account("y:x", "1")), list(std::move(halves_moved))) == "added");
}

TEST_CASE("the same name with the same codes is already there, whatever is asked") {
  for (const OnDuplicate choice :
       {OnDuplicate::report, OnDuplicate::skip, OnDuplicate::replace, OnDuplicate::keep}) {
    CHECK(plan(list(account("mia", "1")), list(account("mia", "1")), choice) ==
          "already of p0");
    CHECK(plan({}, list(account("mia", "1"), account("mia", "1")), choice) ==
          "added, already of i0");
  }
}

TEST_CASE("other codes under the same name are what was asked for") {
  const auto decided = [](OnDuplicate choice) {
    return plan(list(account("mia", "1")), list(account("mia", "2")), choice);
  };
  CHECK(decided(OnDuplicate::report) == "conflict of p0");
  CHECK(decided(OnDuplicate::skip) == "skipped of p0");
  CHECK(decided(OnDuplicate::replace) == "replaced of p0");
  CHECK(decided(OnDuplicate::keep) == "added of p0");
  CHECK(plan(list(account("mia", "1")), list(account("mia", "1", at(0)))) == "conflict of p0");
}

TEST_CASE("what came in before counts as there") {
  const auto decided = [](OnDuplicate choice) {
    return plan({}, list(account("mia", "1"), account("mia", "2"), account("mia", "2")),
                choice);
  };
  CHECK(decided(OnDuplicate::report) == "added, conflict of i0, conflict of i0");
  CHECK(decided(OnDuplicate::skip) == "added, skipped of i0, skipped of i0");
  CHECK(decided(OnDuplicate::keep) == "added, added of i0, already of i1");
}

TEST_CASE("of a name that several have, any may be the one that is already there") {
  const auto two = [] { return list(account("mia", "1"), account("mia", "2")); };
  CHECK(plan(two(), list(account("mia", "2"))) == "already of p1");
  CHECK(plan(two(), list(account("mia", "3"))) == "conflict of p0");
  CHECK(plan(two(), list(account("mia", "3")), OnDuplicate::keep) == "added of p0");
}

TEST_CASE("a conflict tells what is in the way") {
  const auto why = [](const std::vector<Account>& present, const Account& incoming,
                      OnDuplicate on_duplicate) {
    std::vector<const Account*> old_ones;
    for (const Account& a : present)
      old_ones.push_back(&a);
    const Account* const new_ones[] = {&incoming};
    const std::vector<Merged> merged = plan_merge(old_ones, new_ones, on_duplicate);
    REQUIRE(merged.at(0).outcome == Outcome::conflict);
    return merged[0].conflict;
  };
  const auto one = list(account("mia", "1"));
  const auto two = list(account("mia", "1"), account("mia", "2"));
  CHECK(why(one, account("mia", "2"), OnDuplicate::report) == Conflict::secret);
  CHECK(why(one, account("mia", "1", otp::Totp{.digits = 8}), OnDuplicate::report) ==
        Conflict::settings);
  CHECK(why(two, account("mia", "3"), OnDuplicate::report) == Conflict::secret);
  CHECK(why(two, account("mia", "3"), OnDuplicate::replace) == Conflict::several);
}

TEST_CASE("which of several to replace is not guessed") {
  CHECK(plan(list(account("mia", "1"), account("mia", "2")), list(account("mia", "3")),
             OnDuplicate::replace) == "conflict of p0");
}

TEST_CASE("nothing that came in, or was found again, is replaced by what follows it") {
  const auto replacing = [](auto... incoming) {
    return plan(list(account("mia", "1")), list(std::move(incoming)...), OnDuplicate::replace);
  };
  CHECK(replacing(account("mia", "2"), account("mia", "3")) ==
        "replaced of p0, conflict of i0");
  CHECK(replacing(account("mia", "2"), account("mia", "2")) == "replaced of p0, already of i0");
  CHECK(replacing(account("mia", "2"), account("mia", "1")) ==
        "replaced of p0, conflict of i0");
  CHECK(replacing(account("mia", "1"), account("mia", "2")) == "already of p0, conflict of p0");
  CHECK(plan({}, list(account("mia", "1"), account("mia", "2")), OnDuplicate::replace) ==
        "added, conflict of i0");
}

TEST_CASE("the larger HOTP counter wins, also among several that come in") {
  const auto merging = [](auto... counters) {
    return plan(list(account("mia", "1", at(5))), list(account("mia", "1", at(counters))...));
  };
  CHECK(merging(4u) == "already of p0");
  CHECK(merging(5u) == "already of p0");
  CHECK(merging(6u) == "already of p0 +");
  CHECK(merging(7u, 6u, 8u) == "already of p0 +, already of p0, already of p0 +");
  CHECK(plan({}, list(account("mia", "1", at(1)), account("mia", "1", at(2)))) ==
        "added, already of i0 +");
}
