#include "core/vault/io.h"

#include <algorithm>
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

}  // namespace

Bytes read_all(int fd, std::size_t max) {
  constexpr std::size_t step = 64 * 1024;
  Bytes bytes;
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

void write_durably(int fd, ByteView bytes) {
  write_all(fd, bytes);
  if (::fsync(fd) != 0) throw_errno();
  if (!std::ranges::equal(read_all(fd, bytes.size() + 1), bytes)) throw_errno(EIO);
}

}  // namespace fob::vault
