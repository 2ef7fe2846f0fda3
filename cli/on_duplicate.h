#pragma once

#include <optional>
#include <string>

#include "cli/parser.h"
#include "core/account/merge.h"

namespace fob::cli {

/// --on-duplicate skip|replace|keep.
struct OnDuplicateOption {
  std::optional<std::string> word;

  void declare(Parser& parser);
  /// Throws usage for another word.
  OnDuplicate value() const;
};

}  // namespace fob::cli
