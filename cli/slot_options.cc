#include "cli/slot_options.h"

#include "cli/machine.h"
#include "cli/options.h"

namespace fob::cli {

void SlotOptions::declare(Parser& parser) {
  parser.value("--kdf-memory", memory, "MiB", "what opening it takes: 8 to 4096");
  parser.value("--kdf-passes", passes, "N", "and how often: 1 to 64");
  passphrase.declare(parser, "new-passphrase", "new passphrase");
}

std::optional<vault::KdfCost> SlotOptions::chosen_cost() const {
  using namespace vault;
  if (!memory && !passes) return std::nullopt;
  KdfCost cost = cost_over({});
  if (!memory) {
    const auto usual = cost_for(memory_limits());
    cost.memory = usual ? usual->memory : min_memory;
  }
  if (!passes) cost.passes = passes_for(cost.memory);
  return cost;
}

vault::KdfCost SlotOptions::cost_over(const vault::KdfCost& present) const {
  using namespace vault;
  KdfCost cost = present;
  if (memory) {
    cost.memory = number("--kdf-memory", *memory, min_memory / mib, max_memory / mib) * mib;
  }
  if (passes) cost.passes = number("--kdf-passes", *passes, min_passes, max_passes);
  return cost;
}

}  // namespace fob::cli
