#include "cli/secret_source.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/child.h"
#include "cli/input.h"
#include "cli/operands.h"
#include "cli/shell_word.h"
#include "core/base/descriptor.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

using std::filesystem::path;

constexpr std::size_t size_limit = 64 * 1024;

/// One of the places that a secret is read from: what failures call it.
struct Place {
  std::string name;

  [[noreturn]] void fail(Kind kind, std::string_view why, const std::string& hint = {}) const {
    throw Error(kind, fmt::format("{}: {}", name, why), hint);
  }
  [[noreturn]] void fail_with(int error) const {
    fail(Kind::io, std::generic_category().message(error));
  }
};

/// The place's name from the option's: `new-passphrase` gives `new passphrase file PATH`.
Place place(const SecretSource& source, const std::string& rest) {
  return {words_of(source.option) + " " + rest};
}

enum class Until { line_end, end };

/// Fills `buffer` from `fd` as far as that goes. For a line, byte by byte: what follows it
/// stays for others. Two secrets can come on two lines of one descriptor, or URIs after
/// one on standard input.
std::size_t read_into(std::span<unsigned char> buffer, int fd, Until until, const Place& from) {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const std::size_t step = until == Until::line_end ? 1 : buffer.size() - size;
    const ssize_t got = read_some(fd, &buffer[size], step);
    if (got < 0) from.fail_with(errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (until == Until::line_end && buffer[size - 1] == '\n') break;
  }
  return size;
}

/// The bytes of `text` before its first LF, CRLF or end.
Secret first_line(std::string_view text, const Place& from) {
  if (text.empty()) from.fail(Kind::malformed, "there is nothing in it");
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.size() < text.size() && line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() > size_limit)
    from.fail(Kind::malformed, "its first line is longer than 64 KiB");
  return Secret::copy_of(line);
}

Secret read_line(int fd, const Place& from) {
  Secret line(size_limit + 2);  // with its CRLF
  const std::size_t size = read_into(line.fill(), fd, Until::line_end, from);
  return first_line(line.reveal_text().substr(0, size), from);
}

Descriptor open_file(const path& file, const Place& from) {
  Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!opened) from.fail_with(errno);
  return opened;
}

Secret read_file(const path& file, const Place& from) {
  const Descriptor opened = open_file(file, from);
  struct stat state {};
  if (fstat(opened.get(), &state) != 0) from.fail_with(errno);
  if (S_ISREG(state.st_mode) && (state.st_mode & (S_IRGRP | S_IROTH)) != 0) {
    from.fail(Kind::io, "its group or others may read it", "chmod 600 " + shell_path(file));
  }
  return read_line(opened.get(), from);
}

/// A service manager's credential is readable by the service alone; how its mode shows that
/// is the manager's matter. One that is not there was not named by anybody.
std::optional<Secret> read_credential(const path& file, const Place& from) {
  if (access(file.c_str(), F_OK) != 0 && errno == ENOENT) return std::nullopt;
  return read_line(open_file(file, from).get(), from);
}

Secret read_command(const std::string& command, const Place& from) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) from.fail_with(errno);
  Descriptor reading(ends[0]), input(ends[1]);
  Child child = start_beside(shell_line(command), {-1, input.get()});
  // Closed before the child is waited for: it may still write.
  Descriptor output(std::move(reading));
  input.reset();

  // All that it says, so that it is not ended by a closed pipe.
  Secret said(size_limit + 1);
  const std::size_t size = read_into(said.fill(), output.get(), Until::end, from);
  output.reset();
  const int status = child.wait();
  if (size > size_limit) from.fail(Kind::malformed, "it says more than 64 KiB");
  if (status != 0) {
    throw Error(Kind::io, fmt::format("the {} failed ({})", from.name, ending(status)));
  }
  return first_line(said.reveal_text().substr(0, size), from);
}

}  // namespace

std::string words_of(std::string_view option) {
  if (option == "pin") return "PIN";
  std::string words(option);
  std::ranges::replace(words, '-', ' ');
  return words;
}

std::optional<Secret> read_secret(const SecretSource& source) {
  if (source.fd) {
    // What it holds is for fob, and not for the programs that fob starts.
    if (*source.fd > STDERR_FILENO) fcntl(*source.fd, F_SETFD, FD_CLOEXEC);
    return read_line(*source.fd, place(source, fmt::format("fd {}", *source.fd)));
  }
  if (source.file) {
    return read_file(*source.file, place(source, "file" + name_of_secret_file(*source.file)));
  }
  if (source.command) return read_command(*source.command, place(source, "command"));
  if (source.credential) {
    return read_credential(*source.credential,
                           place(source, "credential " + source.credential->string()));
  }
  return std::nullopt;
}

}  // namespace fob::cli
