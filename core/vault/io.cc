#include "core/vault/io.h"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

#include "core/vault/failure.h"

namespace fob::vault {
namespace {

/// For as long as `call` is interrupted, again.
template <typename Call>
std::size_t uninterrupted(Call call) {
  for (;;) {
    const ssize_t count = call();
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) throw_errno();
  }
}

void write_all(int fd, ByteView bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ByteView rest = bytes.subspan(written);
    const std::size_t count = uninterrupted(
        [&] { return ::pwrite(fd, rest.data(), rest.size(), static_cast<off_t>(written)); });
    if (count == 0) throw_errno(EIO);
    written += count;
  }
}

constexpr std::size_t step = 64 * 1024;

}  // namespace

Bytes read_all(int fd, std::size_t max) {
  struct stat state {};
  if (::fstat(fd, &state) != 0) throw_errno();
  // One byte more than it should have: then the end is seen at once.
  Bytes bytes(std::min(max, static_cast<std::size_t>(state.st_size) + 1));
  std::size_t size = 0;
  for (;;) {
    if (size == bytes.size()) bytes.resize(std::min(max, size + std::max(size, step)));
    if (size == max) break;
    const std::size_t count = uninterrupted([&] {
      return ::pread(fd, bytes.data() + size, bytes.size() - size, static_cast<off_t>(size));
    });
    if (count == 0) break;
    size += count;
  }
  bytes.resize(size);
  return bytes;
}

bool holds(int fd, ByteView bytes) {
  Bytes buffer(std::min(step, bytes.size() + 1));
  for (std::size_t at = 0;;) {
    const std::size_t count = uninterrupted(
        [&] { return ::pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(at)); });
    if (count == 0) return at == bytes.size();
    if (count > bytes.size() - at) return false;
    if (!std::ranges::equal(ByteView(buffer).first(count), bytes.subspan(at, count))) {
      return false;
    }
    at += count;
  }
}

void write_durably(int fd, ByteView bytes) {
  write_all(fd, bytes);
  if (::fsync(fd) != 0) throw_errno();
  if (!holds(fd, bytes)) throw_errno(EIO);
}

}  // namespace fob::vault
