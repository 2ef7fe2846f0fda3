#include "cli/globals.h"

#include <array>
#include <cstdlib>

#include "cli/environment.h"
#include "cli/options.h"
#include "cli/source_options.h"
#include "core/base/error.h"
#include "core/vault/cost.h"

namespace fob::cli {
namespace {

/// One source by the options; without any, one by the variables; always the credential.
PassphraseSource passphrase_source(const GlobalOptions& options) {
  SourceOptions given{options.passphrase_fd, options.passphrase_file,
                      options.passphrase_command};
  if (!given.given()) {
    given.file = variable("FOB_PASSPHRASE_FILE");
    given.command = variable("FOB_PASSPHRASE_COMMAND");
    if (given.file && given.command) {
      throw Error(Kind::usage, "FOB_PASSPHRASE_FILE and FOB_PASSPHRASE_COMMAND are both set",
                  "unset one of them, or name a source with an option");
    }
  }
  PassphraseSource source = given.source("passphrase");
  if (const auto folder = variable("CREDENTIALS_DIRECTORY")) {
    source.credential = std::filesystem::path(*folder) / "fob.passphrase";
  }
  return source;
}

}  // namespace

void GlobalOptions::declare(Parser& parser) {
  const std::size_t first = parser.options().size();
  parser.value("--vault", vault, "PATH", "the vault (default ~/.local/share/fob/vault.fob)");
  parser.flag("--json", json, "print one JSON document");
  parser.flag("--no-input", no_input, "never ask: fail instead");
  parser.flag("-y,--yes", yes, "answer every question with yes");
  parser.value("--kdf-limit", kdf_limit, "MiB", "allow a key derivation up to this cost");
  parser.value("--passphrase-fd", passphrase_fd, "N", "passphrase from a descriptor");
  parser.value("--passphrase-file", passphrase_file, "PATH", "passphrase from a file");
  parser.value("--passphrase-command", passphrase_command, "CMD", "passphrase from a command");
  parser.value("--recovery-key-fd", recovery_key_fd, "N", "recovery key from a descriptor");
  parser.value("--recovery-key-file", recovery_key_file, "PATH", "recovery key from a file");
  parser.value("--keyfile", keyfile, "PATH", "open the vault with this key file");
  parser.value("--color", color, "auto|always|never", "colors in tables");
  parser.flag("-q,--quiet", quiet, "no notes");
  parser.flag("-v,--verbose", verbose, "more notes");
  parser.flag("-V,--version", version, "print the version");
  parser.flag("-h,--help", help, "print this help");
  parser.make_global(first);
}

Globals GlobalOptions::values() const {
  Globals values;
  values.json = json;
  values.no_input = no_input;
  values.yes = yes;
  values.quiet = quiet;
  values.verbose = verbose;
  values.version = version;
  values.help = help;
  if (vault && vault->empty()) {
    throw Error(Kind::usage, "--vault must name a file",
                "leave it out for the vault in its usual place");
  }
  if (vault) {
    values.vault = *vault;
    values.vault_option = true;
  } else if (const auto path = variable("FOB_VAULT")) {
    values.vault = *path;
  }  // else the default, asked for when a vault is needed: it may fail
  values.passphrase = passphrase_source(*this);
  const SourceOptions recovery_key{recovery_key_fd, recovery_key_file, {}};
  values.recovery_key = recovery_key.source("recovery-key");
  if (keyfile && keyfile->empty()) throw Error(Kind::usage, "--keyfile must name a file");
  if (keyfile) values.keyfile = *keyfile;
  values.passphrase_by_option = passphrase_fd || passphrase_file || passphrase_command;
  values.passphrase_options = values.passphrase_by_option || recovery_key.given() || keyfile;
  values.kdf_work_limit = vault::default_work_limit;
  if (kdf_limit) {
    values.kdf_work_limit = number("--kdf-limit", *kdf_limit, 1, 1u << 24) * vault::mib;
  }
  if (color) {
    static constexpr std::array choices{Color::automatic, Color::always, Color::never};
    values.color = choices[one_of("--color", *color, {"auto", "always", "never"})];
  }
  return values;
}

}  // namespace fob::cli
