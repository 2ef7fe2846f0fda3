#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "cli/terminal/report.h"
#include "cli/terminal/terminal.h"
#include "core/base/secret.h"

namespace fob::cli {

/// Where a passphrase comes from, as options and variables say; at most one of each kind of
/// name. Looked at in this order: fd, file, command, the systemd credential, the terminal. A
/// source that is named and fails throws passphrase: it never falls through to the next.
struct PassphraseSource {
  std::optional<int> fd = {};
  std::optional<std::filesystem::path> file = {};
  std::optional<std::string> command = {};
  std::optional<std::filesystem::path> credential =
      {};  // $CREDENTIALS_DIRECTORY/fob.passphrase
  /// The options' common name, for messages: `passphrase`, `new-passphrase`, ...
  std::string_view option = "passphrase";
};

/// The passphrase of `source` if it names one that is not the terminal: the bytes before the
/// first line end (LF or CRLF), at most 64 KiB; empty where that line is. Of a descriptor no
/// more is read than that line. A regular file that its group or others may read is refused.
/// The command runs by /bin/sh -c with standard input from /dev/null; its standard error is
/// ours. A credential that is not there was not named. Throws passphrase: for nothing at all,
/// too, and for a command that fails.
std::optional<Secret> read_passphrase(const PassphraseSource& source);

/// A passphrase that is typed. Throws passphrase where input ends in its place, else as
/// Terminal::ask_secret().
Secret ask_passphrase(const Terminal& terminal, std::string_view prompt);

/// A new passphrase for `what` (a path): from `source`, or typed twice at the terminal, three
/// times at most until both are the same. An empty one throws usage. A weak one (zxcvbn) that
/// was typed is named as weak and needs a yes (`yes`: answered already); from a source it is a
/// note. Throws passphrase when there is neither source nor terminal, failed when the weak one
/// is declined.
Secret new_passphrase(const PassphraseSource& source, std::string_view what, Terminal& terminal,
                      Report& report, bool yes);

}  // namespace fob::cli
