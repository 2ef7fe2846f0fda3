#pragma once

#include <filesystem>
#include <optional>

#include "core/vault/cost.h"

namespace fob::cli {

/// What this process may use: /proc/meminfo, and every memory cgroup above it (v2: memory.max
/// and memory.current of its own and each parent's; v1: memory.limit_in_bytes and usage). The
/// pages of files that a cgroup holds count as free: the kernel drops them first.
/// Where nothing can be read, the limits are not limits. `root` has /proc and what is mounted
/// below it.
vault::MemoryLimits memory_limits(const std::filesystem::path& root = "/");

/// Is this machine's clock kept right by another one (adjtimex)? Nothing where the system does
/// not say.
std::optional<bool> clock_synchronized() noexcept;

}  // namespace fob::cli
