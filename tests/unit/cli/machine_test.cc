#include "cli/machine.h"

#include <limits>

#include <doctest/doctest.h>

#include "tests/unit/cli/folder.h"

using fob::cli::memory_limits;
using fob::test::Folder;

namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

/// A machine of 16 GiB with 8 GiB available and 1 GiB of swap.
struct Machine : Folder {
  Machine() {
    file("proc/meminfo",
         "MemTotal:       16777216 kB\nMemFree:          100000 kB\n"
         "MemAvailable:    8388608 kB\nSwapTotal:       2097152 kB\nSwapFree:        1048576 "
         "kB\n");
  }
  void groups(std::string_view cgroup, std::string_view mountinfo) const {
    file("proc/self/cgroup", cgroup);
    file("proc/self/mountinfo", mountinfo);
  }
};

constexpr std::string_view mount_2 =
    "22 1 0:20 / /proc rw - proc proc rw\n"
    "29 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
constexpr std::string_view mount_1 =
    "34 30 0:31 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
    "31 30 0:28 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu\n";

}  // namespace

TEST_CASE("where nothing can be read, the limits are not limits") {
  const Folder empty;
  const auto limits = memory_limits(empty.path());
  CHECK(limits.ceiling == unlimited);
  CHECK(limits.available == unlimited);
  CHECK_FALSE(limits.in_container);
}

TEST_CASE("a machine without control groups has its memory") {
  const Machine machine;
  const auto limits = memory_limits(machine.path());
  CHECK(limits.ceiling == 16777216);
  CHECK(limits.available == 8388608 + 1048576);
  CHECK_FALSE(limits.in_container);
}

TEST_CASE("the smallest of a version 2 group and those above it is the ceiling") {
  const Machine machine;
  machine.groups("0::/a.slice/b.scope\n", mount_2);
  machine.file("sys/fs/cgroup/a.slice/memory.max", "209715200\n");  // 200 MiB
  machine.file("sys/fs/cgroup/a.slice/memory.current", "104857600\n");
  machine.file("sys/fs/cgroup/a.slice/b.scope/memory.max", "max\n");
  machine.file("sys/fs/cgroup/a.slice/b.scope/memory.current", "4096\n");
  const auto limits = memory_limits(machine.path());
  CHECK(limits.ceiling == 204800);
  CHECK(limits.available == 102400);
  CHECK(limits.in_container);
}

TEST_CASE("the pages of files that a group holds count as free") {
  const Machine machine;
  machine.groups("0::/\n", mount_2);
  machine.file("sys/fs/cgroup/memory.max", "209715200\n");
  machine.file("sys/fs/cgroup/memory.current", "209715200\n");
  machine.file(
      "sys/fs/cgroup/memory.stat",
      "anon 52428800\nfile 157286400\nactive_file 52428800\ninactive_file 104857600\n");
  CHECK(memory_limits(machine.path()).available == 153600);
}

TEST_CASE("a container that sees its own group as the root has that group's limit") {
  const Machine machine;
  machine.groups("0::/\n", mount_2);
  machine.file("sys/fs/cgroup/memory.max", "268435456\n");
  machine.file("sys/fs/cgroup/memory.current", "300000000\n");  // already above it
  const auto limits = memory_limits(machine.path());
  CHECK(limits.ceiling == 262144);
  CHECK(limits.available == 0);
}

TEST_CASE("a container whose mount begins at its group has that group's limit") {
  const Machine machine;
  machine.groups(
      "4:memory:/docker/abc/inner\n0::/\n",
      "34 30 0:31 /docker/abc /sys/fs/cgroup/mem\\040ory ro - cgroup cgroup rw,memory\n");
  machine.file("sys/fs/cgroup/mem ory/memory.limit_in_bytes", "536870912\n");
  machine.file("sys/fs/cgroup/mem ory/memory.usage_in_bytes", "0\n");
  machine.file("sys/fs/cgroup/mem ory/inner/memory.limit_in_bytes", "268435456\n");
  machine.file("sys/fs/cgroup/mem ory/inner/memory.usage_in_bytes", "134217728\n");
  machine.file("sys/fs/cgroup/mem ory/inner/memory.stat", "total_inactive_file 1048576\n");
  const auto limits = memory_limits(machine.path());
  CHECK(limits.ceiling == 262144);
  CHECK(limits.available == 131072 + 1024);
}

TEST_CASE("a group that the mount does not show leaves the mount's own") {
  const Machine machine;
  machine.groups("0::/../elsewhere\n", mount_2);
  machine.file("sys/fs/cgroup/memory.max", "268435456\n");
  machine.file("sys/fs/elsewhere/memory.max", "8192\n");
  CHECK(memory_limits(machine.path()).ceiling == 262144);
}

TEST_CASE("version 1 writes no limit as a number larger than any memory") {
  const Machine machine;
  machine.groups("8:cpu:/a\n4:memory:/a\n", mount_1);
  machine.file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n");
  machine.file("sys/fs/cgroup/cpu/a/memory.limit_in_bytes", "4096\n");
  const auto limits = memory_limits(machine.path());
  CHECK(limits.ceiling == 16777216);
  CHECK_FALSE(limits.in_container);
}

TEST_CASE("files that make no sense are passed over") {
  const Machine machine;
  machine.groups("nonsense\n:\n0::/a\n", "1 2 3\n\n - cgroup2\n");
  CHECK(memory_limits(machine.path()).ceiling == 16777216);
}

TEST_CASE("this machine has memory") {
  const auto limits = memory_limits();
  CHECK(limits.ceiling > 0);
  CHECK(limits.available > 0);
}
