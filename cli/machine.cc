#include "cli/machine.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <ranges>
#include <string>
#include <string_view>
#include <sys/timex.h>
#include <vector>

#include "core/base/text.h"

namespace fob::cli {
namespace {

using std::filesystem::path;

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

/// What the files of one version of cgroups are called. The two words of memory.stat are the
/// pages of files, which the group's usage counts.
struct CgroupFiles {
  const char* limit;
  const char* usage;
  std::string_view inactive, active;
};
constexpr CgroupFiles version_1{"memory.limit_in_bytes", "memory.usage_in_bytes",
                                "total_inactive_file", "total_active_file"};
constexpr CgroupFiles version_2{"memory.max", "memory.current", "inactive_file", "active_file"};

/// Empty where the file cannot be read.
std::string contents(const path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text;
  std::getline(in, text, '\0');  // unlike an iterator, it does not throw what reading meets
  return text;
}

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> found = split(line, ' ');
  std::erase(found, "");
  return found;
}

/// The number after `name` in lines such as `MemTotal:  16301200 kB`; else `otherwise`.
std::uint64_t field(std::string_view text, std::string_view name, std::uint64_t otherwise) {
  for (const std::string_view line : split(text, '\n')) {
    if (!line.starts_with(name)) continue;
    const auto parts = words(line);
    if (parts.size() > 1 && parts[0] == name) {
      return decimal(parts[1], unlimited).value_or(otherwise);
    }
  }
  return otherwise;
}

/// One of mountinfo's file systems, as proc(5) describes its lines.
struct Mount {
  std::string root, point;
  std::string_view type, options;
};

/// `text` with mountinfo's \040 and the like turned back.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view code = text.substr(at).substr(0, 4);
    const auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
    if (code.size() == 4 && code[0] == '\\' && std::ranges::all_of(code.substr(1), is_octal)) {
      plain += static_cast<char>((code[1] - '0') * 64 + (code[2] - '0') * 8 + code[3] - '0');
      at += 3;
    } else {
      plain += text[at];
    }
  }
  return plain;
}

std::vector<Mount> mounts(std::string_view mountinfo) {
  std::vector<Mount> found;
  for (const std::string_view line : split(mountinfo, '\n')) {
    const auto parts = words(line);
    const auto dash = std::ranges::find(parts, "-");
    if (parts.size() < 6 || std::distance(dash, parts.end()) < 4) continue;
    found.push_back({unescaped(parts[3]), unescaped(parts[4]), dash[1], dash[3]});
  }
  return found;
}

bool names(std::string_view list, std::string_view word) {
  const auto each = split(list, ',');
  return std::ranges::find(each, word) != each.end();
}

/// The group that this process is in, from the lines `ID:CONTROLLERS:PATH` of cgroups(7);
/// version 2 has no controllers there.
path own_group(std::string_view groups, std::string_view controller) {
  for (const std::string_view line : split(groups, '\n')) {
    const auto parts = split(line, ':');
    if (parts.size() < 3 || !names(parts[1], controller)) continue;
    return line.substr(parts[0].size() + parts[1].size() + 2);
  }
  return {};
}

class Limits {
 public:
  explicit Limits(const path& root) : root_(root) {
    const std::string memory = contents(root / "proc/meminfo");
    const std::uint64_t free = field(memory, "MemAvailable:", unlimited);
    physical_ = ceiling_ = field(memory, "MemTotal:", unlimited);
    available_ = free == unlimited ? free : free + field(memory, "SwapFree:", 0);
  }

  /// `group` and those above it, as far up as `mount` shows them.
  void add_groups(const Mount& mount, const path& group, const CgroupFiles& files) {
    const path top = root_ / path(mount.point).relative_path();
    // In a container the mount may begin at a group that is not above ours by its name: then
    // it is the container's own.
    const path below = group.lexically_relative(mount.root);
    path folder = top;
    if (!below.empty() && below != "." && *below.begin() != "..") folder /= below;
    for (; folder != top; folder = folder.parent_path())
      add_group(folder, files);
    add_group(top, files);
  }

  vault::MemoryLimits result() const { return {ceiling_, available_, ceiling_ < physical_}; }

 private:
  void add_group(const path& folder, const CgroupFiles& files) {
    const auto number = [&](const char* name) {
      return decimal(trimmed(contents(folder / name)), unlimited);
    };
    const auto limit = number(files.limit);  // nothing for `max`
    if (!limit) return;
    ceiling_ = std::min(ceiling_, *limit / 1024);

    const std::string stat = contents(folder / "memory.stat");
    const std::uint64_t usage = number(files.usage).value_or(0);
    const std::uint64_t file_pages =
        field(stat, files.inactive, 0) + field(stat, files.active, 0);
    const std::uint64_t held = usage - std::min(usage, file_pages);
    available_ = std::min(available_, (*limit - std::min(*limit, held)) / 1024);
  }

  path root_;
  std::uint64_t physical_, ceiling_, available_;  // KiB
};

}  // namespace

vault::MemoryLimits memory_limits(const path& root) {
  Limits limits(root);
  const std::string groups = contents(root / "proc/self/cgroup");
  const std::string mountinfo = contents(root / "proc/self/mountinfo");
  for (const Mount& mount : mounts(mountinfo)) {
    if (mount.type == "cgroup2") {
      limits.add_groups(mount, own_group(groups, ""), version_2);
    } else if (mount.type == "cgroup" && names(mount.options, "memory")) {
      limits.add_groups(mount, own_group(groups, "memory"), version_1);
    }
  }
  return limits.result();
}

std::optional<bool> clock_synchronized() noexcept {
  timex clock{};  // no mode: nothing is set
  const int state = ::adjtimex(&clock);
  if (state < 0) return std::nullopt;
  return state != TIME_ERROR && (clock.status & STA_UNSYNC) == 0;
}

}  // namespace fob::cli
