#pragma once

#include <optional>
#include <string>

#include "cli/parser.h"
#include "core/vault/cost.h"

namespace fob::cli {

/// --kdf-memory and --kdf-passes.
struct CostOptions {
  std::optional<std::string> memory, passes;

  void declare(Parser& parser);
  /// What they choose: where one is given alone, the other half comes from the ladder of
  /// core/vault/cost.h. Nothing without either. Throws usage.
  std::optional<vault::KdfCost> chosen() const;
};

}  // namespace fob::cli
