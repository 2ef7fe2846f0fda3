#include "core/vault/new_file.h"

#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/vault/failure.h"
#include "core/vault/folder.h"
#include "core/vault/io.h"
#include "core/vault/signals.h"
#include "core/vault/temporary.h"

namespace fob::vault {
namespace {

/// Writes a file without a name and gives it `name`. False when that cannot be: the file
/// system has no such files, /proc is not mounted, or something has that name by now.
bool write_nameless(int folder, const std::string& name, ByteView bytes) {
  const Descriptor file(::openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!file) return false;
  write_durably(file.get(), bytes);
  const std::string self = fmt::format("/proc/self/fd/{}", file.get());
  return ::linkat(AT_FDCWD, self.c_str(), folder, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

/// Writes a temporary file beside it and gives that the name. False when that cannot be: this
/// file system renames over what is there, and knows no second name for a file.
bool write_beside(int folder, const std::string& name, ByteView bytes) {
  Temporary file(folder, name);
  write_durably(file.fd(), bytes);
  try {
    file.publish(name);
    return true;
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::operation_not_permitted ||
        error.code() == std::errc::operation_not_supported) {
      return false;
    }
    throw;
  }
}

void write_named(int folder, const std::string& name, ByteView bytes) {
  const Descriptor file(
      ::openat(folder, name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) throw_errno();
  try {
    write_durably(file.get(), bytes);
  } catch (...) {
    ::unlinkat(folder, name.c_str(), 0);
    throw;
  }
}

[[noreturn]] void throw_existing(const std::filesystem::path& path) {
  throw Error(Kind::failed, fmt::format("{} exists already", path.native()),
              "name another file");
}

}  // namespace

void write_new_file(const std::filesystem::path& path, ByteView bytes) try {
  const Descriptor folder = open_folder(path.has_parent_path() ? path.parent_path() : ".");
  const std::string name = path.filename();
  // Looked for first, so that no work is done for a file that is there; what decides is
  // that neither way of making it ever replaces.
  if (::faccessat(folder.get(), name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
    throw_errno(EEXIST);
  }
  const BlockedSignals signals;
  if (!write_nameless(folder.get(), name, bytes) && !write_beside(folder.get(), name, bytes)) {
    write_named(folder.get(), name, bytes);
  }
  try {
    sync_folder(folder.get());
  } catch (...) {
    ::unlinkat(folder.get(), name.c_str(), 0);
    throw;
  }
} catch (const std::system_error& error) {
  if (error.code() == std::errc::file_exists) throw_existing(path);
  throw Error(Kind::io,
              fmt::format("cannot write {}: {}", path.native(), error.code().message()));
}

void refuse_existing(const std::filesystem::path& path) {
  struct stat there {};
  if (::lstat(path.c_str(), &there) == 0) throw_existing(path);
}

}  // namespace fob::vault
