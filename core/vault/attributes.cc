#include "core/vault/attributes.h"

#include <optional>
#include <string>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "core/vault/failure.h"

namespace fob::vault {
namespace {

constexpr const char* access_list = "system.posix_acl_access";
constexpr const char* label = "security.selinux";

struct stat status(int fd) {
  struct stat result {};
  if (::fstat(fd, &result) != 0) throw_errno();
  return result;
}

/// Nothing where the file has none, or its file system knows none.
std::optional<std::string> attribute(int fd, const char* name) {
  std::string value(65536, '\0');  // the kernel's limit
  const ssize_t size = ::fgetxattr(fd, name, value.data(), value.size());
  if (size >= 0) return value.substr(0, static_cast<std::size_t>(size));
  if (errno == ENODATA || errno == EOPNOTSUPP || errno == ENOSYS) return std::nullopt;
  throw_errno();
}

/// `drop`: what `from` lacks is taken from `to`, which may have it from its folder.
void copy_attribute(int from, int to, const char* name, bool drop) {
  const auto wanted = attribute(from, name);
  const auto present = attribute(to, name);
  if (wanted == present) return;
  if (wanted) {
    if (::fsetxattr(to, name, wanted->data(), wanted->size(), 0) != 0) throw_errno();
  } else if (drop && ::fremovexattr(to, name) != 0) {
    throw_errno();
  }
}

}  // namespace

void copy_attributes(int from, int to) {
  const struct stat wanted = status(from);
  const struct stat made = status(to);
  if (wanted.st_uid != made.st_uid || wanted.st_gid != made.st_gid) {
    if (::fchown(to, wanted.st_uid, wanted.st_gid) != 0) throw_errno();
  }
  // The list before the mode: where there is a list, the mode's group bits are its mask, and
  // would let in those whom the folder's default list names.
  copy_attribute(from, to, access_list, true);
  constexpr mode_t bits = S_IRWXU | S_IRWXG | S_IRWXO;
  if ((wanted.st_mode & bits) != (status(to).st_mode & bits)) {
    if (::fchmod(to, wanted.st_mode & bits) != 0) throw_errno();
  }
  copy_attribute(from, to, label, false);
}

}  // namespace fob::vault
