#include "cli/open_backup.h"

#include <fmt/format.h>

#include "cli/input.h"
#include "cli/shell_word.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// What `read` gives; what it throws names the file.
template <typename Read>
auto naming(const std::string& name, Read&& read) try {
  return read();
} catch (const Error& error) {
  if (error.kind() != Kind::malformed && error.kind() != Kind::damaged) throw;
  const bool damaged = error.kind() == Kind::damaged;
  throw Error(error.kind(), fmt::format("{}: {}", escaped(name), error.what()),
              damaged ? "another backup may be good" : error.hint());
}

void refuse_same_input(const Globals& globals, const std::string& file,
                       const SourceSecret& secret) {
  const auto is_input = [](const SecretSource& source) { return source.fd == 0; };
  if (file != "-") return;
  if (!is_input(secret.passphrase) && !is_input(globals.passphrase) &&
      !is_input(globals.recovery_key)) {
    return;
  }
  throw Error(Kind::usage, "standard input is the backup, and cannot be what opens a vault too",
              "give that by a file: --passphrase-file or --source-passphrase-file");
}

}  // namespace

Backup read_backup(const Context& cli, const std::string& file, const SourceSecret& secret) {
  refuse_same_input(cli.globals, file, secret);
  const std::string name = file == "-" ? "standard input" : file;
  const std::string bytes =
      file == "-" ? read_standard_input(vault::max_file) : read_file(file, vault::max_file);
  return naming(name, [&] {
    // An empty file was to be one, and is what a full disk leaves.
    if (!bytes.empty() && !vault::looks_like_vault(bytes)) {
      throw Error(Kind::malformed, "this is not a fob vault",
                  "accounts from other files are taken in by fob import");
    }
    const ByteView view = as_bytes(bytes);
    return Backup{name, file == "-" ? file : shell_path(file),
                  vault::Sealed(Bytes(view.begin(), view.end()))};
  });
}

OpenedVault open_backup(
    const Context& cli, const Backup& backup, const SourceSecret& secret,
    const std::function<std::optional<OpenedVault>(const vault::Sealed&)>& at_hand) {
  return naming(backup.name, [&] {
    if (at_hand && !secret.given()) {
      if (auto opened = at_hand(backup.sealed)) return *std::move(opened);
    }
    return open_source(backup.sealed, secret, backup.name, cli.globals.kdf_work_limit,
                       cli.terminal);
  });
}

}  // namespace fob::cli
