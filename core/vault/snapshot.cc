#include "core/vault/snapshot.h"

#include <fcntl.h>
#include <string_view>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/vault/failure.h"

namespace fob::vault {
namespace {

std::string_view kind_of(mode_t mode) noexcept {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a pipe";
  return "a device";
}

bool same_time(const timespec& a, const timespec& b) noexcept {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

}  // namespace

Snapshot::Snapshot(int folder, const std::string& name, const std::string& shown)
    : file_(::openat(folder, name.c_str(),
                     O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)) {
  if (!file_ && errno == ENOENT) {
    throw Error(Kind::no_vault, fmt::format("there is no vault at {}", shown));
  }
  if (!file_ || ::fstat(file_.get(), &status_) != 0) throw_errno();
  if (!S_ISREG(status_.st_mode)) {
    throw Error(Kind::io,
                fmt::format("{} is {}, not a vault", shown, kind_of(status_.st_mode)));
  }
}

bool Snapshot::is_current(int folder, const std::string& name) const {
  struct stat now {};
  if (::fstatat(folder, name.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return false;
    throw_errno();
  }
  return now.st_dev == status_.st_dev && now.st_ino == status_.st_ino &&
         now.st_size == status_.st_size && same_time(now.st_mtim, status_.st_mtim) &&
         same_time(now.st_ctim, status_.st_ctim);
}

}  // namespace fob::vault
