#include "cli/on_duplicate.h"

#include <array>

#include <fmt/format.h>

#include "cli/options.h"
#include "core/base/text.h"

namespace fob::cli {

void OnDuplicateOption::declare(Parser& parser) {
  parser.value("--on-duplicate", word, "skip|replace|keep", "for a name with another secret");
}

OnDuplicate OnDuplicateOption::value() const {
  if (!word) return OnDuplicate::report;
  static constexpr std::array values{OnDuplicate::skip, OnDuplicate::replace,
                                     OnDuplicate::keep};
  return values[one_of("--on-duplicate", *word, {"skip", "replace", "keep"})];
}

Error name_taken(const Account& account, bool several) {
  const std::string name = escaped(display_name(account));
  if (several) {
    return {Kind::failed, fmt::format("several accounts are called {}", name),
            "replace cannot choose: --on-duplicate keep or skip"};
  }
  return {Kind::failed, fmt::format("{} exists with another secret or other settings", name),
          "add --on-duplicate skip, replace or keep"};
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
