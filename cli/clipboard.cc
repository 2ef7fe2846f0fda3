#include "cli/clipboard.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>
#include <sodium.h>

#include "cli/environment.h"
#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

using std::chrono::seconds;

/// A program that does not answer in that time has nobody to ask.
constexpr seconds patience{5};

/// The path of the program `name`, or nothing. What is not below a whole path is not looked
/// for: a program of the working directory is nobody's choice.
std::optional<std::string> installed(std::string_view name) {
  const std::string places = variable("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  for (const std::string_view place : split(places, ':')) {
    if (!place.starts_with('/')) continue;
    std::string path = fmt::format("{}/{}", place, name);
    struct stat state {};
    if (stat(path.c_str(), &state) == 0 && S_ISREG(state.st_mode) &&
        access(path.c_str(), X_OK) == 0) {
      return path;
    }
  }
  return std::nullopt;
}

/// Its text is plain: without a type it would start a program that guesses one. It keeps what
/// it is given in a file, newer ones in TMPDIR: better there where a file is memory alone.
std::optional<Clipboard> wayland() {
  const auto copy = installed("wl-copy"), paste = installed("wl-paste");
  if (!copy || !paste) return std::nullopt;
  const auto memory = variable("XDG_RUNTIME_DIR");
  return Clipboard{"wl-copy",
                   {{*copy, "--type", "text/plain"}, memory ? "TMPDIR=" + *memory : ""},
                   {{*paste, "--no-newline"}},
                   {{*copy, "--clear"}}};
}

std::optional<Clipboard> x11() {
  if (const auto xclip = installed("xclip")) {
    const Program copy{{*xclip, "-selection", "clipboard", "-in"}};
    return Clipboard{"xclip", copy, {{*xclip, "-selection", "clipboard", "-out"}}, copy};
  }
  if (const auto xsel = installed("xsel")) {
    return Clipboard{"xsel",
                     {{*xsel, "--clipboard", "--input"}},
                     {{*xsel, "--clipboard", "--output"}},
                     {{*xsel, "--clipboard", "--clear"}}};
  }
  return std::nullopt;
}

[[noreturn]] void fail_without_any(bool on_wayland, bool on_x11) {
  if (!on_wayland && !on_x11) {
    throw Error(Kind::io,
                "there is no clipboard here: neither WAYLAND_DISPLAY nor DISPLAY is set",
                "a terminal may have one: --copy=osc52\n"
                "or set FOB_CLIPBOARD_COMMAND; in a desktop session, install wl-clipboard or "
                "xclip");
  }
  throw Error(Kind::io, "no program is installed that copies to the clipboard",
              on_wayland ? "install the package wl-clipboard" : "install the package xclip");
}

/// Whether wl-copy has an option for what is copied to be kept by no history. Its help knows.
bool knows_sensitive(const Program& wl_copy) {
  std::array<unsigned char, 16 * 1024> help;
  const auto size = output_of({{wl_copy.words.front(), "--help"}}, help, patience);
  return size && as_text(ByteView(help).first(*size)).find("--sensitive") != std::string::npos;
}

}  // namespace

Clipboard find_clipboard() {
  if (const auto command = variable("FOB_CLIPBOARD_COMMAND")) {
    Clipboard own{
        "the clipboard command", shell_line(*command), {}, shell_line(*command), true};
    if (const auto paste = variable("FOB_PASTE_COMMAND")) own.paste = shell_line(*paste);
    return own;
  }
  const bool on_wayland = variable("WAYLAND_DISPLAY").has_value();
  const bool on_x11 = variable("DISPLAY").has_value();
  std::optional<Clipboard> found;
  if (on_wayland) found = wayland();
  if (!found && on_x11) found = x11();
  if (!found) fail_without_any(on_wayland, on_x11);
  return *std::move(found);
}

void copy_to(const Clipboard& clipboard, std::string_view text) {
  Program program = clipboard.copy;
  if (clipboard.name == "wl-copy" && knows_sensitive(program)) {
    program.words.emplace_back("--sensitive");
  }
  // A pipe holds it whole: the program may read it when it likes, or not at all.
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    throw Error(Kind::io, "no pipe can be made: " + std::generic_category().message(errno));
  }
  const Descriptor output(ends[0]);
  Descriptor input(ends[1]);
  if (write(input.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw Error(Kind::io,
                "a pipe cannot be written: " + std::generic_category().message(errno));
  }
  input.reset();
  const int status = start_apart(program, {output.get(), -1}).wait();
  if (status != 0) {
    throw Error(Kind::io, fmt::format("{} failed ({}), and nothing was copied", clipboard.name,
                                      ending(status)));
  }
}

bool holds(const Clipboard& clipboard, std::string_view text) {
  std::array<unsigned char, 64> buffer;  // of somebody's clipboard, no more than this
  const auto size = output_of(clipboard.paste, buffer, patience);
  std::string_view there = as_text(ByteView(buffer).first(size.value_or(0)));
  // What prints it may end its line.
  if (clipboard.own && there.size() > text.size()) {
    if (there.ends_with('\n')) there.remove_suffix(1);
    if (there.size() > text.size() && there.ends_with('\r')) there.remove_suffix(1);
  }
  const bool same = size && there == text;
  sodium_memzero(buffer.data(), buffer.size());
  return same;
}

}  // namespace fob::cli
