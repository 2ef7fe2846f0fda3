#include "cli/on_duplicate.h"

#include <array>

#include "cli/options.h"

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

}  // namespace fob::cli
