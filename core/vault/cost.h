#pragma once

#include <cstdint>
#include <optional>

namespace fob::vault {

/// What Argon2id (RFC 9106, one lane) is asked to spend.
struct KdfCost {
  std::uint64_t passes = 0;
  std::uint64_t memory = 0;  // KiB
  /// Passes times KiB.
  constexpr std::uint64_t work() const noexcept { return passes * memory; }
  friend bool operator==(const KdfCost&, const KdfCost&) = default;
};

inline constexpr std::uint64_t mib = 1024;  // in KiB
inline constexpr std::uint64_t min_passes = 1, max_passes = 64;
inline constexpr std::uint64_t min_memory = 8 * mib, max_memory = 4096 * mib;
/// The most that all tried slots may cost together, passes times KiB, unless told otherwise.
inline constexpr std::uint64_t default_work_limit = 8192 * mib;

/// What this machine lets a process use, in KiB.
struct MemoryLimits {
  std::uint64_t ceiling = 0;    // the smaller of physical memory and every cgroup's limit
  std::uint64_t available = 0;  // MemAvailable + SwapFree, and what the cgroups have left
  bool in_container = false;    // a cgroup sets the ceiling
};

/// The largest rung of the ladder (256 MiB with 3 passes, 128 with 6, ... 8 with 64) that is
/// at most a quarter of `ceiling`; nothing when none fits.
std::optional<KdfCost> cost_for(const MemoryLimits& limits) noexcept;

/// The passes that go with `memory` (KiB, at least min_memory): those of the largest rung that
/// is not above it.
std::uint64_t passes_for(std::uint64_t memory) noexcept;

/// Throws failed, before anything is spent, when a slot's `memory` KiB is more than the
/// machine has, or `work` (passes times KiB, summed over the slots that are tried) is over
/// `work_limit`.
void check_affordable(std::uint64_t memory, std::uint64_t work, std::uint64_t work_limit,
                      const MemoryLimits& limits);

}  // namespace fob::vault
