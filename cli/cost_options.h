#pragma once

#include <optional>
#include <string>

#include "cli/json.h"
#include "cli/parser.h"
#include "cli/session.h"
#include "core/vault/cost.h"

namespace fob::cli {

/// --kdf-memory and --kdf-passes.
struct CostOptions {
  std::optional<std::string> memory, passes;

  void declare(Parser& parser);
  /// What they choose for a new vault: where one is given alone, the other half comes from the
  /// ladder of core/vault/cost.h. Nothing without either. Throws usage.
  std::optional<vault::KdfCost> chosen() const;
  /// `present` with what is given in its place. Throws usage.
  vault::KdfCost over(const vault::KdfCost& present) const;
  /// Throws usage for a value out of range.
  void check() const { over({}); }
};

/// The vault of the session, and what opening it costs.
Json vault_json(Session& session, const vault::KdfCost& cost);

}  // namespace fob::cli
