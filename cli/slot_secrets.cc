#include "cli/slot_secrets.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>

#include <fmt/format.h>

#include "cli/input.h"
#include "cli/operands.h"
#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/vault/recovery_key.h"

namespace fob::cli {
namespace {

using vault::SlotKind, vault::SlotSecret;

constexpr std::size_t max_key_file = std::size_t{64} * 1024 * 1024;

[[noreturn]] void refuse(Kind kind, const std::filesystem::path& path, const std::string& why) {
  throw Error(kind, fmt::format("key file{}: {}", name_of_secret_file(path), why));
}

[[noreturn]] void refuse(const std::filesystem::path& path, int error) {
  refuse(Kind::io, path, std::generic_category().message(error));
}

/// All of a regular file, where nothing of it stays behind.
Secret content_of(const std::filesystem::path& path) {
  const Descriptor opened(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!opened) refuse(path, errno);
  struct stat state {};
  if (fstat(opened.get(), &state) != 0) refuse(path, errno);
  if (!S_ISREG(state.st_mode)) refuse(Kind::io, path, "it is no regular file");
  const auto size = static_cast<std::size_t>(state.st_size);
  if (size > max_key_file) refuse(Kind::malformed, path, "it is larger than 64 MiB");
  Secret content(size);
  std::size_t read = 0;
  while (read < size) {
    const ssize_t got = read_some(opened.get(), &content.fill()[read], size - read);
    if (got < 0) refuse(path, errno);
    if (got == 0) refuse(Kind::io, path, "it became shorter while it was read");
    read += static_cast<std::size_t>(got);
  }
  return content;
}

}  // namespace

std::vector<SlotSecret> readings_of(const Secret& given) {
  std::vector<SlotSecret> readings;
  if (auto key = vault::parse_recovery_key(given.reveal_text())) {
    readings.push_back({SlotKind::recovery, *std::move(key)});
  }
  readings.push_back({SlotKind::passphrase, given.clone()});
  return readings;
}

SlotSecret read_new_key_file(const std::filesystem::path& path) {
  const Secret content = content_of(path);
  try {
    return {SlotKind::keyfile, vault::key_file_secret(content.reveal())};
  } catch (const Error& error) {
    refuse(error.kind(), path, error.what());
  }
}

SlotSecret read_key_file(const std::filesystem::path& path) try {
  return read_new_key_file(path);
} catch (const Error& error) {
  throw Error(Kind::passphrase, error.what(), error.hint());
}

SlotSecret read_recovery_key(const SecretSource& source) {
  const auto given = read_passphrase(source);
  auto key = vault::parse_recovery_key(given.value().reveal_text());
  if (!key) {
    throw Error(Kind::passphrase, "what the recovery key's source has is no recovery key",
                "it has seven groups of four; one character or more is another than was shown");
  }
  return {SlotKind::recovery, *std::move(key)};
}

bool is_given(const SecretSource& recovery_key) noexcept {
  return recovery_key.fd || recovery_key.file;
}

std::vector<GivenSecret> further_secrets(const Globals& globals, SlotKind opened_by) {
  std::vector<GivenSecret> given;
  // The order in which open_vault() looks: what comes before was read, or was not given.
  if (opened_by == SlotKind::passphrase) return given;
  if (opened_by == SlotKind::keyfile && is_given(globals.recovery_key)) {
    GivenSecret& key = given.emplace_back();
    key.readings.push_back(read_recovery_key(globals.recovery_key));
  }
  // A recovery key may have come from the passphrase's own source.
  if (!globals.keyfile && !is_given(globals.recovery_key)) return given;
  if (const auto passphrase = read_passphrase(globals.passphrase)) {
    given.push_back({readings_of(*passphrase), globals.passphrase_by_option});
  }
  return given;
}

}  // namespace fob::cli
