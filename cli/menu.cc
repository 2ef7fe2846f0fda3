#include "cli/menu.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/child.h"
#include "cli/input.h"
#include "core/base/descriptor.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

[[noreturn]] void fail(const std::string& why) {
  throw Error(Kind::io, "the menu failed: " + why);
}

[[noreturn]] void fail_with(int error) {
  fail(std::generic_category().message(error));
}

/// A file in memory: a pipe could fill while the menu does not read yet.
Descriptor file_with(std::string_view text) {
  Descriptor file(memfd_create("menu", MFD_CLOEXEC));
  if (!file) fail_with(errno);
  while (!text.empty()) {
    const ssize_t written = write(file.get(), text.data(), text.size());
    if (written < 0 && errno != EINTR) fail_with(errno);
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (lseek(file.get(), 0, SEEK_SET) != 0) fail_with(errno);
  return file;
}

/// All that `fd` gives.
std::string read_all(int fd) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t got = read_some(fd, buffer.data(), buffer.size());
    if (got < 0) fail_with(errno);
    if (got == 0) return text;
    // What no name is as long as is read and forgotten, so that no closed pipe ends the menu.
    if (text.size() < 64 * 1024) text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

/// Did it end as menus do when somebody turns away? By 1 (dmenu, rofi), or 130 (fzf).
bool turned_away(int status) {
  return WIFEXITED(status) &&
         (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 1 || WEXITSTATUS(status) == 130);
}

}  // namespace

std::string ask_menu(const std::string& command, const std::string& lines) {
  const Descriptor choices = file_with(lines);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail_with(errno);
  Descriptor reading(ends[0]), writing(ends[1]);
  Child child = start_beside(shell_line(command), {choices.get(), writing.get()});
  // Closed before the child is waited for: it may still write.
  const Descriptor answers(std::move(reading));
  writing.reset();
  const std::string said = read_all(answers.get());
  const int status = child.wait();
  std::string_view answer = std::string_view(said).substr(0, said.find('\n'));
  if (answer.ends_with('\r')) answer.remove_suffix(1);
  if (status != 0 && !(answer.empty() && turned_away(status))) fail(ending(status));
  if (answer.empty()) throw Error(Kind::failed, "nothing was chosen");
  return std::string(answer);
}

}  // namespace fob::cli
