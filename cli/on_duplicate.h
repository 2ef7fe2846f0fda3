#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
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

/// What was decided about an account whose name is taken, and the accounts that have it.
struct DuplicateDecision {
  OnDuplicate on_duplicate = OnDuplicate::report;
  std::vector<Account> namesakes;
};

/// What one has that has the name: `another secret`, `other settings`.
std::string_view difference(Conflict conflict) noexcept;
/// The same where it is not known which.
constexpr std::string_view any_difference = "another secret or other settings";

/// About an account that is typed at a terminal, of which the secret is still to come: where
/// its name is taken, asks whether it shall replace the one that has it, or, where several have
/// it, be one more. With --yes it does not ask. Throws failed when it is answered with no.
DuplicateDecision ask_about_name(const Context& cli, const Account& account);

/// The same after it was typed as a whole: does not ask where it has the codes of one there.
DuplicateDecision ask_about_conflict(const Context& cli, const Account& account);

/// For an account whose name is taken, by `several` or by one, and nothing decides about it.
Error name_taken(const Account& account, bool several);

/// What came of it, for a document; `added` is the word for what was added.
std::string_view status_word(Outcome outcome, std::string_view added = "added") noexcept;

}  // namespace fob::cli
