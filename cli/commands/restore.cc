#include <memory>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/hint.h"
#include "cli/json.h"
#include "cli/open_vault.h"
#include "cli/operands.h"
#include "cli/restore_place.h"
#include "cli/shell_word.h"
#include "cli/terminal/output.h"
#include "cli/vault_facts.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  bool previous = false, forgotten = false;
  SourceSecretOptions source;
};

constexpr const char* usage_hint = "type: fob restore FILE    or: fob restore --previous";

/// The file to restore.
std::string check(const Context& cli, const Options& options) {
  if (options.previous && !options.files.empty()) {
    throw wrong_operands(options.files, "FILE and --previous are given", usage_hint);
  }
  if (options.files.size() > 1) {
    throw wrong_operands(options.files, "more than one FILE is given", usage_hint);
  }
  if (!options.previous && options.files.empty()) {
    throw Error(Kind::usage, "no FILE is given", usage_hint);
  }
  return options.previous ? previous_path(real_path(cli.session.file().path())).string()
                          : options.files.front();
}

/// The first line of a vault, with its LF, however damaged the rest is; else nothing.
std::string_view first_line(ByteView file) {
  const std::string_view text = as_text(file);
  constexpr std::string_view start = "fob-vault 1 id=";
  const std::size_t size = start.size() + 22 + 1;
  const bool whole = text.starts_with(start) && text.find('\n') == size - 1;
  return whole ? text.substr(0, size) : std::string_view();
}

/// Is what stands in the vault's place damaged, as far as that shows without a key? Throws
/// failed where it is another vault.
bool is_damaged(const Context& cli, const Backup& backup, const Bytes& there) {
  const auto refuse_other = [&](const Id& id) {
    if (id == backup.sealed.id()) return;
    throw Error(Kind::failed,
                fmt::format("{} is a backup of another vault", escaped(backup.name)),
                "to take its accounts in, type: " +
                    command_hint(cli.globals, "import " + backup.operand));
  };
  try {
    refuse_other(vault::Sealed(there).id());
    return false;
  } catch (const Error& error) {
    if (error.kind() != Kind::damaged) throw;
  }
  const std::string_view line = first_line(there);
  if (!line.empty() && line != backup.sealed.first_line()) {
    const std::string path = shell_path(cli.session.file().path());
    throw Error(
        Kind::failed,
        fmt::format("the vault is damaged, and {} is a backup of another one",
                    escaped(backup.name)),
        fmt::format("to have it all the same, move the vault away: mv {0} {0}.old", path));
  }
  return true;
}

/// Opens the vault that is there; false where that turns out to be damaged.
bool opens(const Context& cli, const Backup& backup) try {
  cli.session.open_as_it_is();
  return true;
} catch (const WrongSecret& error) {
  throw Error(Kind::passphrase, error.what(),
              fmt::format("if it is forgotten, type: {}",
                          command_hint(cli.globals, "restore --forgotten " + backup.operand)));
} catch (const Error& error) {
  if (error.kind() != Kind::damaged) throw;
  return false;
}

Restored restore_for(const Context& cli, const Backup& backup, const SourceSecret& secret,
                     NoVault why, const std::optional<Bytes>& former) {
  // The vault's passphrase is the first line there, though it opens nothing.
  const PassphraseSource& passphrase = cli.globals.passphrase;
  if (passphrase.fd && secret.passphrase.fd == passphrase.fd) read_passphrase(passphrase);
  return restore_in_place(cli, backup, secret, why, former);
}

Restored restore(const Context& cli, const Options& options, const Backup& backup,
                 const SourceSecret& secret) {
  if (!cli.session.vault_exists()) {
    return restore_for(cli, backup, secret, NoVault::missing, std::nullopt);
  }
  const Bytes there = cli.session.file().read();
  if (is_damaged(cli, backup, there)) {
    return restore_for(cli, backup, secret, NoVault::damaged, there);
  }
  if (options.forgotten) return restore_for(cli, backup, secret, NoVault::forgotten, there);
  if (opens(cli, backup)) return restore_into_vault(cli, backup, secret);
  if (cli.globals.passphrase.fd && !secret.given()) {
    throw Error(Kind::damaged,
                "the vault's accounts are damaged, and its passphrase was read already",
                "to put the backup in its place, type: " +
                    command_hint(cli.globals, "restore --forgotten " + backup.operand));
  }
  return restore_in_place(cli, backup, secret, NoVault::damaged, there);
}

Json document(const Context& cli, const Backup& backup, const Restored& restored) {
  using What = vault::RestoredAccount::What;
  Json json{{"vault", cli.session.file().path().native()},
            {"file", backup.name},
            {"added", restored.count(What::added)},
            {"gone", restored.count(What::gone)},
            {"different", restored.count(What::different)},
            {"same", restored.same},
            {"counters", restored.counters},
            {"removed", restored.removed},
            {"unreadable", restored.unreadable}};
  if (!restored.kept.empty()) json["kept"] = restored.kept;
  if (!restored.kept_previous.empty()) json["kept_previous"] = restored.kept_previous;
  json["entries"] = Json::array();
  for (const RestoredRow& row : restored.rows) {
    Json entry{{"status", word_of(row.what)}, {"id", id_text(row.id)}, {"name", row.name}};
    if (!row.fields.empty()) entry["fields"] = row.fields;
    json["entries"].push_back(std::move(entry));
  }
  return json;
}

void print(const Context& cli, const Backup& backup, const Restored& restored) {
  if (cli.globals.json) return print_json(document(cli, backup, restored), cli.report);
  for (const std::string& kept : {restored.kept, restored.kept_previous}) {
    if (!kept.empty()) cli.report.note(fmt::format("what was there is kept as {}", kept));
  }
  write_output(restored.totals() + "\n");
}

int run(const Context& cli, const Options& options) {
  const std::string file = check(cli, options);
  const SourceSecret secret = options.source.secret();
  const Backup backup = read_backup(cli, file, secret);
  print(cli, backup, restore(cli, options, backup, secret));
  // Not before the backup is open: the former key may be what opens it.
  cli.session.offer_new_passphrase();
  return 0;
}

}  // namespace

Run declare_restore(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->files);
  parser.flag("--previous", options->previous, "the vault as it was before the last change");
  parser.flag("--forgotten", options->forgotten, "the vault's passphrase is: replace it whole");
  options->source.declare(parser, "the backup's own");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
