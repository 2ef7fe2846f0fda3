#pragma once

#include <optional>
#include <vector>

#include "cli/parser.h"
#include "cli/source_options.h"
#include "cli/terminal/terminal.h"
#include "core/account/account.h"

namespace fob::cli {

/// --pin-fd and --pin-file.
struct PinOptions {
  SourceOptions source;

  void declare(Parser& parser);
  /// The PIN that they name, if they name one. Throws io, and malformed for what is none.
  std::optional<Key> read() const;
};

/// A PIN for `account`, as text: `given`, else its own, else the terminal's answer, which is
/// not kept; nothing for an account that needs none. Throws passphrase where there is none to
/// be had.
std::optional<Key> pin_for(const Account& account, const std::optional<Key>& given,
                           const Terminal& terminal);
/// Throws usage when a PIN is given, and none of `accounts` takes one.
void refuse_needless_pin(const std::optional<Key>& given,
                         const std::vector<const Account*>& accounts);

}  // namespace fob::cli
