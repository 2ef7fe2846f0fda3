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

/// About an account that is typed at a terminal: where its name is taken, asks whether it shall
/// replace the one that has it, or, where several have it, be one more. `met` says what is
/// known of that one: "already", "with another secret". With --yes it does not ask. Throws
/// failed when it is answered with no.
DuplicateDecision ask_about_duplicate(const Context& cli, const Account& account,
                                      std::string_view met);

/// The same after it was typed as a whole: does not ask where it has the codes of one there.
DuplicateDecision ask_about_conflict(const Context& cli, const Account& account);

/// For an account whose name is taken, by `several` or by one, and nothing decides about it.
Error name_taken(const Account& account, bool several);

/// What came of it, for a document; `added` is the word for what was added.
std::string_view status_word(Outcome outcome, std::string_view added = "added") noexcept;

}  // namespace fob::cli
