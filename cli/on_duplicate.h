#pragma once

#include <optional>
#include <string>

#include "core/account/merge.h"

namespace CLI {
class App;
}

namespace fob::cli {

/// --on-duplicate skip|replace|keep.
struct OnDuplicateOption {
  std::optional<std::string> word;

  void declare(CLI::App& app);
  /// Throws usage for another word.
  OnDuplicate value() const;
};

}  // namespace fob::cli
