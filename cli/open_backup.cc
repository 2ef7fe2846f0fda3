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

}  // namespace

Backup read_backup(const std::string& file) {
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

vault::Vault unlock_backup(const Context& cli, const Backup& backup,
                           const SecretSource& source) {
  return naming(backup.name, [&] {
    return unlock_vault(backup.sealed, source, backup.name, cli.globals.kdf_work_limit,
                        cli.terminal);
  });
}

}  // namespace fob::cli
