#pragma once

#include <string>
#include <string_view>

#include "cli/child.h"

namespace fob::cli {

/// The programs that reach a clipboard.
struct Clipboard {
  std::string name;  ///< as messages call it: wl-copy, or the clipboard command
  Program copy;      ///< takes what is copied from its standard input
  Program paste;     ///< prints what is there; none where nothing can read it back
  Program clear;     ///< as `copy`, with nothing to read
  bool own = false;  ///< the user's commands, of which little is known

  /// Can it be cleared when what was copied is still there, and only then?
  bool can_clear() const noexcept { return !paste.empty(); }
};

/// FOB_CLIPBOARD_COMMAND and FOB_PASTE_COMMAND; else wl-copy where WAYLAND_DISPLAY is set,
/// xclip or xsel where DISPLAY is, the first that is in PATH. Throws io where there is none,
/// with what to install in the hint.
Clipboard find_clipboard();

/// Copies `text`, which is at most 4,096 bytes, as something that no history of the clipboard
/// should keep where the program knows how to say so. Throws io when the program fails; the
/// message does not repeat what it says.
void copy_to(const Clipboard& clipboard, std::string_view text);

/// Is `text` what the clipboard holds? Not where that cannot be told within some seconds.
bool holds(const Clipboard& clipboard, std::string_view text);

}  // namespace fob::cli
