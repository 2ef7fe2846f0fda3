#pragma once

#include <optional>
#include <string_view>

#include "cli/secret_source.h"
#include "cli/terminal/report.h"
#include "cli/terminal/terminal.h"
#include "core/base/secret.h"

namespace fob::cli {

/// A passphrase's source. One that is named and fails throws passphrase: it never falls through
/// to the next, nor to the terminal.
using PassphraseSource = SecretSource;

/// As read_secret(), but for what it throws.
std::optional<Secret> read_passphrase(const PassphraseSource& source);

/// A passphrase that is typed. Throws passphrase where input ends in its place, else as
/// Terminal::ask_secret().
Secret ask_passphrase(const Terminal& terminal, std::string_view prompt);

/// A new passphrase for `what` (a path): from `source`, or typed twice at the terminal, three
/// times at most until both are the same and not empty. An empty one from a source throws
/// usage. A weak one (zxcvbn) that was typed is named as weak and needs a yes (`yes`: answered
/// already); from a source it is a note. Throws passphrase when there is neither source nor
/// terminal, failed when the weak one is declined.
Secret new_passphrase(const PassphraseSource& source, std::string_view what, Terminal& terminal,
                      Report& report, bool yes);

}  // namespace fob::cli
