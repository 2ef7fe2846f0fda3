#include "cli/input.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/operands.h"
#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

constexpr std::size_t first_step = 4096;

[[noreturn]] void fail(const std::string& name, int error) {
  throw Error(Kind::io, fmt::format("{}: {}", name, std::generic_category().message(error)));
}

[[noreturn]] void fail_to_open(const std::filesystem::path& path, int error) {
  if (error == ENOENT && looks_like_secret(path.string())) {
    throw Error(Kind::io, "there is no such file; its name looks like a secret",
                "it is in the shell's history now; fob asks for secrets");
  }
  fail(escaped(path.string()), error);
}

std::string size_text(std::size_t bytes) {
  constexpr std::size_t kib = 1024, mib = 1024 * kib;
  return bytes % mib == 0 ? fmt::format("{} MiB", bytes / mib)
                          : fmt::format("{} KiB", bytes / kib);
}

std::string read_all(int fd, const std::string& name, std::size_t limit) {
  std::string text;
  for (;;) {
    // A secret is short, a list may be long: the steps grow with what is there.
    const std::size_t size = text.size();
    const std::size_t step = std::max(first_step, size);
    text.resize(size + step);
    const ssize_t got = read_some(fd, text.data() + size, step);
    text.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0) fail(name, errno);
    if (got == 0) return text;
    if (text.size() > limit) {
      throw Error(Kind::malformed, fmt::format("{} is larger than {}", name, size_text(limit)));
    }
  }
}

}  // namespace

ssize_t read_some(int fd, void* into, std::size_t size) noexcept {
  for (;;) {
    const ssize_t got = ::read(fd, into, size);
    if (got >= 0 || (errno != EINTR && errno != EAGAIN)) return got;
    if (errno == EINTR) continue;
    pollfd ready{fd, POLLIN, 0};  // somebody who shares the pipe does not like to wait
    ::poll(&ready, 1, -1);
  }
}

std::string read_standard_input(std::size_t limit) {
  return read_all(0, "standard input", limit);
}

std::string read_file(const std::filesystem::path& path, std::size_t limit) {
  const std::string name = escaped(path.string());
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file) fail_to_open(path, errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) fail(name, errno);
  if (S_ISDIR(status.st_mode)) fail(name, EISDIR);
  if (S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode)) {
    throw Error(Kind::io, fmt::format("{} is a device, not a file", name),
                "name a file, or - for standard input");
  }
  return read_all(file.get(), name, limit);
}

}  // namespace fob::cli
