#pragma once

#include <optional>
#include <string>

#include "cli/parser.h"
#include "cli/source_options.h"
#include "core/vault/cost.h"

namespace fob::cli {

/// What a passphrase and its slot are made from: --kdf-memory, --kdf-passes,
/// --new-passphrase-fd and --new-passphrase-file.
struct SlotOptions {
  std::optional<std::string> memory, passes;
  SourceOptions passphrase;

  void declare(Parser& parser);
  /// Where the new passphrase comes from. Throws usage where two places are named.
  SecretSource source() const { return passphrase.source("new-passphrase"); }
  /// The cost that they choose for a new vault: where one half is given alone, the other comes
  /// from the ladder of core/vault/cost.h. Nothing without either. Throws usage.
  std::optional<vault::KdfCost> chosen_cost() const;
  /// `present` with what is given in its place. Throws usage.
  vault::KdfCost cost_over(const vault::KdfCost& present) const;
  /// Throws usage for a value out of range.
  void check_cost() const { cost_over({}); }
};

}  // namespace fob::cli
