#include "core/vault/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/vault/failure.h"

namespace fob::vault {

Descriptor open_folder(const std::filesystem::path& path) {
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) throw_errno();
  return folder;
}

void make_folders(const std::filesystem::path& path, Sync sync) {
  struct stat there {};
  if (::stat(path.c_str(), &there) == 0) return;  // what is no folder fails when it is opened
  if (errno != ENOENT) throw_errno();

  const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : ".";
  if (!path.has_filename()) return make_folders(parent, sync);  // it ended in a slash
  if (parent != path) make_folders(parent, sync);
  if (::mkdir(path.c_str(), 0700) != 0) {
    if (errno == EEXIST) return;  // another process was faster
    throw_errno();
  }
  if (sync == Sync::yes) sync_folder(open_folder(parent).get());
}

void sync_folder(int folder) {
  // EINVAL is the answer of a file system that has nothing to sync in a folder.
  if (::fsync(folder) != 0 && errno != EINVAL) throw_errno();
}

}  // namespace fob::vault
