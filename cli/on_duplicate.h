#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/parser.h"
#include "core/account/merge.h"
#include "core/base/error.h"

namespace fob::cli {

/// --on-duplicate skip|replace|keep.
struct OnDuplicateOption {
  std::optional<std::string> word;

  void declare(Parser& parser);
  /// Throws usage for another word.
  OnDuplicate value() const;
};

/// For an account whose name is taken, by `several` or by one, and nothing decides about it.
Error name_taken(const Account& account, bool several);

/// What came of it, for a document; `added` is the word for what was added.
std::string_view status_word(Outcome outcome, std::string_view added = "added") noexcept;

}  // namespace fob::cli
