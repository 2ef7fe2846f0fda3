#include "cli/on_duplicate.h"

#include <array>

#include <fmt/format.h>

#include "cli/options.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// `totp and not hotp` where they are of two types, which another secret alone would not tell.
std::string other_type(const Account& present, const Account& account) {
  if (present.method.index() == account.method.index()) return {};
  return fmt::format(", as {} and not {}", otp::type_name(present.method),
                     otp::type_name(account.method));
}

/// `met` says what is known of the one that has the name.
DuplicateDecision ask(const Context& cli, const Account& account, std::string_view met,
                      std::string_view question) {
  DuplicateDecision decision;
  for (const Account* present : cli.session.open().accounts()) {
    if (same_name(*present, account)) decision.namesakes.push_back(present->clone());
  }
  const std::size_t count = decision.namesakes.size();
  if (count == 0) return decision;
  const std::string name = display_name(account);
  if (!cli.globals.yes) {
    cli.terminal.confirm(
        count == 1 ? fmt::format("{} is there {}{}; {}", name, met,
                                 other_type(decision.namesakes.front(), account), question)
                   : fmt::format("{} accounts are called {}; add one more?", count, name));
  }
  decision.on_duplicate = count == 1 ? OnDuplicate::replace : OnDuplicate::keep;
  return decision;
}

}  // namespace

void OnDuplicateOption::declare(Parser& parser) {
  parser.value("--on-duplicate", word, "skip|replace|keep", "for a name with another secret");
}

OnDuplicate OnDuplicateOption::value() const {
  if (!word) return OnDuplicate::report;
  static constexpr std::array values{OnDuplicate::skip, OnDuplicate::replace,
                                     OnDuplicate::keep};
  return values[one_of("--on-duplicate", *word, {"skip", "replace", "keep"})];
}

std::string_view difference(Conflict conflict) noexcept {
  return conflict == Conflict::secret ? "another secret" : "other settings";
}

DuplicateDecision ask_about_name(const Context& cli, const Account& account) {
  return ask(cli, account, "already", "replace it where it differs?");
}

DuplicateDecision ask_about_conflict(const Context& cli, const Account& account) {
  const Account* const incoming = &account;
  const auto plan =
      plan_merge(cli.session.open().accounts(), {&incoming, 1}, OnDuplicate::report);
  if (plan.front().outcome != Outcome::conflict) return {};
  return ask(cli, account, fmt::format("with {}", difference(plan.front().conflict)),
             "replace it?");
}

Error name_taken(const Account& account, bool several) {
  const std::string name = escaped(display_name(account));
  if (several) {
    return {Kind::failed, fmt::format("several accounts are called {}", name),
            "replace cannot choose: --on-duplicate keep or skip"};
  }
  return {Kind::failed, fmt::format("{} exists with {}", name, any_difference),
          "say which is to be: --on-duplicate skip, replace or keep"};
}

std::string_view status_word(Outcome outcome, std::string_view added) noexcept {
  switch (outcome) {
    case Outcome::added:
      return added;
    case Outcome::already:
      return "already";
    case Outcome::replaced:
      return "replaced";
    case Outcome::conflict:
    case Outcome::skipped:
      break;
  }
  return "skipped";
}

}  // namespace fob::cli
