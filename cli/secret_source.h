#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/secret.h"

namespace fob::cli {

/// Where a secret (a passphrase, a PIN, the secret of an account) comes from, as options and
/// variables say; at most one of each kind of name. Looked at in this order: fd, file, command,
/// the systemd credential.
struct SecretSource {
  std::optional<int> fd = {};
  std::optional<std::filesystem::path> file = {};
  std::optional<std::string> command = {};
  std::optional<std::filesystem::path> credential =
      {};  // $CREDENTIALS_DIRECTORY/fob.passphrase
  /// The options' common name, for messages: `passphrase`, `new-passphrase`, `secret`, ...
  std::string_view option = "passphrase";
};

/// An option's common name as people say it: `new passphrase`.
std::string words_of(std::string_view option);

/// The secret of `source` if it names one: the bytes before the first line end (LF or CRLF), at
/// most 64 KiB; empty where that line is. Of a descriptor no more is read than that line. A
/// regular file that its group or others may read is refused. The command runs by /bin/sh -c
/// with standard input from /dev/null; its standard error is ours. A credential that is not
/// there was not named. Throws malformed for nothing at all and for too much, io for what
/// cannot or must not be read, and for a command that fails.
std::optional<Secret> read_secret(const SecretSource& source);

}  // namespace fob::cli
