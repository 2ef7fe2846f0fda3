#include "core/vault/cost.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/error.h"

namespace fob::vault {
namespace {

// Each rung halves the memory and doubles the passes, until the format's 64.
constexpr std::array ladder{KdfCost{3, 256 * mib}, KdfCost{6, 128 * mib}, KdfCost{12, 64 * mib},
                            KdfCost{24, 32 * mib}, KdfCost{48, 16 * mib}, KdfCost{64, 8 * mib}};

constexpr std::uint64_t in_mib_rounded_up(std::uint64_t kib) noexcept {
  return kib / mib + (kib % mib != 0 ? 1 : 0);
}

}  // namespace

std::optional<KdfCost> cost_for(const MemoryLimits& limits) noexcept {
  const auto rung = std::ranges::find_if(
      ladder, [&](const KdfCost& cost) { return cost.memory <= limits.ceiling / 4; });
  return rung == ladder.end() ? std::nullopt : std::optional(*rung);
}

std::uint64_t passes_for(std::uint64_t memory) noexcept {
  const auto rung =
      std::ranges::find_if(ladder, [&](const KdfCost& cost) { return cost.memory <= memory; });
  return rung == ladder.end() ? max_passes : rung->passes;
}

void check_affordable(std::uint64_t memory, std::uint64_t work, std::uint64_t work_limit,
                      const MemoryLimits& limits) {
  if (work > work_limit) {
    const std::uint64_t needed = in_mib_rounded_up(work);
    throw Error(Kind::failed,
                fmt::format("this vault's passphrase costs {} MiB of memory passes, "
                            "the limit is {}",
                            needed, work_limit / mib),
                fmt::format("to spend that, add --kdf-limit {}", needed));
  }
  const std::uint64_t needed = in_mib_rounded_up(memory);
  if (memory > limits.ceiling) {
    throw Error(Kind::failed,
                fmt::format("this vault needs {} MiB, this {} {}", needed,
                            limits.in_container ? "container allows" : "machine has",
                            limits.ceiling / mib));
  }
  if (memory > limits.available) {
    throw Error(Kind::failed,
                fmt::format("this vault needs {} MiB, only {} are free", needed,
                            limits.available / mib),
                "end other programs, and type the command again");
  }
}

}  // namespace fob::vault
