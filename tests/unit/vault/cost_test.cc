#include "core/vault/cost.h"

#include <doctest/doctest.h>

#include "tests/unit/vault/helpers.h"

using namespace fob;
using namespace fob::vault;

TEST_CASE("the cost of a new vault is the largest rung in a quarter of the memory") {
  const auto cost_with = [](std::uint64_t ceiling) { return cost_for({ceiling, ceiling}); };
  CHECK(cost_with(64 * 1024 * mib) == KdfCost{3, 256 * mib});
  CHECK(cost_with(1024 * mib) == KdfCost{3, 256 * mib});
  CHECK(cost_with(1024 * mib - 1) == KdfCost{6, 128 * mib});
  CHECK(cost_with(512 * mib) == KdfCost{6, 128 * mib});
  CHECK(cost_with(511 * mib) == KdfCost{12, 64 * mib});
  CHECK(cost_with(128 * mib) == KdfCost{24, 32 * mib});
  CHECK(cost_with(64 * mib) == KdfCost{48, 16 * mib});
  CHECK(cost_with(32 * mib) == KdfCost{64, 8 * mib});
  CHECK_FALSE(cost_with(32 * mib - 1));
  CHECK_FALSE(cost_with(0));
}

TEST_CASE("memory that a person chose gets the passes of the largest rung not above it") {
  CHECK(passes_for(8 * mib) == 64);
  CHECK(passes_for(16 * mib - 1) == 64);
  CHECK(passes_for(16 * mib) == 48);
  CHECK(passes_for(100 * mib) == 12);
  CHECK(passes_for(4096 * mib) == 3);
}

TEST_CASE("a cost is compared with the machine before it is spent") {
  const auto spent = [](std::uint64_t memory, std::uint64_t passes, MemoryLimits limits) {
    return failure_of(
        [&] { check_affordable(memory, memory * passes, default_work_limit, limits); });
  };
  const MemoryLimits roomy{8192 * mib, 8192 * mib, false};
  CHECK(spent(256 * mib, 3, roomy) == "none");
  CHECK(spent(256 * mib, 32, roomy) == "none");
  CHECK(spent(256 * mib, 3, {200 * mib, 200 * mib, true}) ==
        "failed: this vault needs 256 MiB, this container allows 200");
  CHECK(spent(256 * mib, 3, {200 * mib, 200 * mib, false}) ==
        "failed: this vault needs 256 MiB, this machine has 200");
  CHECK(spent(8 * mib + 1, 3, {512 * mib, 8 * mib, true}) ==
        "failed: this vault needs 9 MiB, only 8 are free");
  CHECK(spent(256 * mib, 33, roomy) ==
        "failed: this vault's passphrase costs 8448 MiB of memory passes, the limit is 8192");
}

TEST_CASE("the hint for too much work is the option that allows it") {
  try {
    check_affordable(4096 * mib, 4096 * mib * 64, default_work_limit, {});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.hint() == "to spend that, add --kdf-limit 262144");
  }
  const MemoryLimits roomy{8192 * mib, 8192 * mib, false};
  check_affordable(4096 * mib, 4096 * mib * 64, 262144 * mib, roomy);
}
