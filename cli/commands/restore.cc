#include <memory>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/hint.h"
#include "cli/json.h"
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
  SourceOptions passphrase;
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
  const SecretSource source = options.passphrase.source("source-passphrase");
  if (options.previous) return previous_path(real_path(cli.session.file().path()));
  if (options.files.front() == "-" && (source.fd == 0 || cli.globals.passphrase.fd == 0)) {
    throw Error(Kind::usage, "standard input is the backup, and cannot be the passphrase too",
                "give it by --passphrase-file or --source-passphrase-file");
  }
  return options.files.front();
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

/// Restores into the vault that is there; nothing where that turns out to be damaged.
std::optional<Restored> restore_into(const Context& cli, const Backup& backup,
                                     const SecretSource& source) {
  try {
    cli.session.open();
  } catch (const Error& error) {
    if (error.kind() == Kind::damaged) return std::nullopt;
    if (error.kind() != Kind::passphrase || !error.hint().empty()) throw;
    throw Error(
        Kind::passphrase, error.what(),
        fmt::format("if it is forgotten, type: {}",
                    command_hint(cli.globals, "restore --forgotten " + backup.operand)));
  }
  return restore_into_vault(cli, backup, source);
}

Restored restore(const Context& cli, const Options& options, const Backup& backup) {
  const SecretSource own = options.passphrase.source("source-passphrase");
  // The backup's passphrase becomes the vault's.
  const SecretSource& either = options.passphrase.given() ? own : cli.globals.passphrase;
  if (!cli.session.vault_exists()) {
    return restore_in_place(cli, backup, either, NoVault::missing, std::nullopt);
  }
  const Bytes there = cli.session.file().read();
  if (is_damaged(cli, backup, there)) {
    return restore_in_place(cli, backup, either, NoVault::damaged, there);
  }
  if (options.forgotten) {
    return restore_in_place(cli, backup, either, NoVault::forgotten, there);
  }
  if (auto restored = restore_into(cli, backup, own)) return *std::move(restored);
  return restore_in_place(cli, backup, either, NoVault::damaged, there);
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

int run(const Context& cli, const Options& options) {
  const Backup backup = read_backup(check(cli, options));
  const Restored restored = restore(cli, options, backup);
  if (cli.globals.json) {
    print_json(document(cli, backup, restored), cli.report);
    return 0;
  }
  for (const std::string& kept : {restored.kept, restored.kept_previous}) {
    if (!kept.empty()) cli.report.note(fmt::format("what was there is kept as {}", kept));
  }
  write_output(restored.totals() + "\n");
  return 0;
}

}  // namespace

Run declare_restore(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->files);
  parser.flag("--previous", options->previous, "the vault as it was before the last change");
  parser.flag("--forgotten", options->forgotten, "the vault's passphrase is: replace it whole");
  options->passphrase.declare(parser, "source-passphrase", "the backup's own passphrase", true);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
