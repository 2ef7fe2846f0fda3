#include "cli/osc52.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/environment.h"
#include "core/base/error.h"
#include "core/codec/base64.h"

namespace fob::cli {

std::string osc52(std::string_view text, bool in_screen) {
  std::string data = codec::encode_base64(as_bytes(text), codec::Base64::standard);
  data.resize((data.size() + 3) / 4 * 4, '=');  // tmux takes nothing without
  // BEL, and not ST, ends it: the only end that mosh knows.
  const std::string sequence = fmt::format("\x1b]52;c;{}\a", data);
  return in_screen ? fmt::format("\x1bP{}\x1b\\", sequence) : sequence;
}

bool in_screen() {
  return variable("STY") && !variable("TMUX") &&
         variable("TERM").value_or("").starts_with("screen");
}

Descriptor open_terminal_for_copy() {
  const auto kind = variable("TERM");
  if (kind == "dumb" || kind == "linux") {
    throw Error(Kind::io, fmt::format("a terminal of TERM={} has no clipboard", *kind),
                "leave out =osc52, or --copy");
  }
  Descriptor terminal(open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (!terminal) {
    throw Error(Kind::io, "there is no terminal to copy with", "leave out =osc52, or --copy");
  }
  return terminal;
}

void write_terminal(const Descriptor& terminal, std::string_view sequence) {
  while (!sequence.empty()) {
    const ssize_t written = write(terminal.get(), sequence.data(), sequence.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      throw Error(Kind::io, "the terminal: " + std::generic_category().message(errno));
    }
    sequence.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace fob::cli
