#include "core/vault/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/vault/failure.h"

namespace fob::vault {
namespace {

constexpr std::chrono::milliseconds pause{5};

/// When root writes to the vault of another, its owner must be able to lock it afterwards.
/// Best effort: where it fails, the owner is told that the lock cannot be opened.
void give_to_owner(int lock, int folder, const std::string& name) noexcept {
  struct stat vault {};
  struct stat own {};
  if (::fstatat(folder, name.c_str(), &vault, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (::fstat(lock, &own) != 0 || own.st_uid == vault.st_uid) return;
  // In a folder of somebody else's this may be a link to what is not ours to give.
  if (own.st_nlink != 1 || own.st_size != 0) return;
  if (::geteuid() == 0 && own.st_uid == 0) {
    [[maybe_unused]] const int ignored = ::fchown(lock, vault.st_uid, vault.st_gid);
  }
}

}  // namespace

Lock::Lock(int folder, const std::string& name, std::chrono::seconds wait,
           const BlockedSignals& blocked)
    : file_(::openat(folder, (name + ".lock").c_str(),
                     O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600)) {
  if (!file_) throw_errno();
  give_to_owner(file_.get(), folder, name);

  const auto deadline = std::chrono::steady_clock::now() + wait;
  while (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP) {
      state_ = State::missing;
      return;
    }
    if (errno != EWOULDBLOCK && errno != EINTR) throw_errno();
    if (std::chrono::steady_clock::now() >= deadline) return;
    blocked.sleep(pause);
  }
  state_ = State::held;
}

}  // namespace fob::vault
