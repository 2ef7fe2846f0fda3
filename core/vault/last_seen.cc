#include "core/vault/last_seen.h"

#include <algorithm>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>

#include <fmt/format.h>

#include "core/base/descriptor.h"
#include "core/base/text.h"
#include "core/codec/base64.h"
#include "core/vault/body.h"
#include "core/vault/folder.h"
#include "core/vault/io.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

// The record is one line: `fob-seen 1 generation=N digest=<22>`. It is written over the one
// before; what stands behind its end means nothing.
constexpr std::size_t max_record = 128;

Descriptor open_record(const std::filesystem::path& folder, const Id& vault, int flags) {
  return Descriptor(::open(seen_path(folder, vault).c_str(),
                           flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600));
}

/// Nothing for anything that is not a record.
std::optional<LastSeen> read_record(int record) {
  struct stat status {};
  if (::fstat(record, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const Bytes bytes = read_all(record, max_record);
  const std::string_view text = as_text(bytes);
  const auto words = split(text.substr(0, text.find('\n')), ' ');
  if (words.size() != 4 || words[0] != "fob-seen" || words[1] != "1") return std::nullopt;

  const auto generation = number_field(words[2], "generation", 1, max_generation);
  const auto digest = bytes_field(words[3], "digest", Digest{}.size());
  if (!generation || !digest) return std::nullopt;
  LastSeen seen{*generation, {}};
  std::ranges::copy(*digest, seen.digest.begin());
  return seen;
}

void write_record(int record, const LastSeen& seen) {
  const std::string text = fmt::format("fob-seen 1 generation={}{}\n", seen.generation,
                                       format_field("digest", seen.digest));
  [[maybe_unused]] const ssize_t count = ::pwrite(record, text.data(), text.size(), 0);
}

}  // namespace

std::filesystem::path seen_path(const std::filesystem::path& folder, const Id& vault) {
  return folder / codec::encode_base64(vault, codec::Base64::url);
}

std::optional<LastSeen> last_seen(const std::filesystem::path& folder, const Id& vault) noexcept
    try {
  const Descriptor record = open_record(folder, vault, O_RDONLY);
  return record ? read_record(record.get()) : std::nullopt;
} catch (...) {
  return std::nullopt;
}

Freshness freshness(const std::optional<LastSeen>& seen, std::uint64_t generation,
                    const Digest& digest) noexcept {
  if (!seen || generation > seen->generation) return Freshness::fresh;
  if (generation < seen->generation) return Freshness::older;
  return digest == seen->digest ? Freshness::fresh : Freshness::forked;
}

void record_seen(const std::filesystem::path& folder, const Id& vault, const LastSeen& now,
                 bool accept) noexcept try {
  make_folders(folder, Sync::no);
  const Descriptor record = open_record(folder, vault, O_RDWR | O_CREAT);
  // Somebody who holds it is recording a generation of now, too.
  if (!record || ::flock(record.get(), LOCK_EX | LOCK_NB) != 0) return;
  const auto seen = read_record(record.get());
  if (!seen || now.generation > seen->generation ||
      (accept && (now.generation != seen->generation || now.digest != seen->digest))) {
    write_record(record.get(), now);
  }
} catch (...) {  // the next command records it
}

}  // namespace fob::vault
