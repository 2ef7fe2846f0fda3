#include "core/vault/temporary.h"

#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <stdio.h>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "core/account/account.h"
#include "core/vault/failure.h"

namespace fob::vault {
namespace {

std::string prefix_for(const std::string& name) {
  return "." + name + ".tmp-";
}

/// Nothing but what Temporary makes: the name of a file of the user's never matches.
bool is_temporary(std::string_view file, std::string_view prefix) {
  return file.starts_with(prefix) && id_of_text(file.substr(prefix.size()));
}

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

}  // namespace

Temporary::Temporary(int folder, const std::string& name)
    : folder_(folder),
      name_(prefix_for(name) + id_text(random_id())),
      file_(::openat(folder, name_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                     0600)) {
  if (!file_) throw_errno();
}

Temporary::~Temporary() {
  if (!name_.empty()) ::unlinkat(folder_, name_.c_str(), 0);
}

void Temporary::replace(const std::string& name) {
  if (::renameat(folder_, name_.c_str(), folder_, name.c_str()) != 0) throw_errno();
  name_.clear();
}

void Temporary::publish(const std::string& name) {
  if (::renameat2(folder_, name_.c_str(), folder_, name.c_str(), RENAME_NOREPLACE) == 0) {
    name_.clear();
    return;
  }
  if (errno != EINVAL && errno != ENOSYS) throw_errno();
  // This file system cannot; a second name for the file never replaces either. The first one
  // goes when this ends, or as a leftover.
  if (::linkat(folder_, name_.c_str(), folder_, name.c_str(), 0) != 0) throw_errno();
}

std::vector<std::string> temporaries(int folder, const std::string& name) {
  Descriptor list_fd(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::unique_ptr<DIR, CloseFolder> list(::fdopendir(list_fd.get()));
  if (!list) throw_errno();
  list_fd.release();
  const std::string prefix = prefix_for(name);
  std::vector<std::string> found;
  while (const dirent* entry = ::readdir(list.get())) {
    if (is_temporary(entry->d_name, prefix)) found.emplace_back(entry->d_name);
  }
  return found;
}

void remove_leftovers(int folder, const std::string& name) noexcept try {
  for (const std::string& leftover : temporaries(folder, name))
    ::unlinkat(folder, leftover.c_str(), 0);
} catch (...) {  // no list of them: the next writer removes them
}

}  // namespace fob::vault
