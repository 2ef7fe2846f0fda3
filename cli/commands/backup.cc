#include <filesystem>
#include <limits>
#include <memory>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/old_backups.h"
#include "cli/operands.h"
#include "cli/options.h"
#include "cli/terminal/output.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base64.h"
#include "core/vault/new_file.h"

namespace fob::cli {
namespace {

using std::filesystem::path;

struct Options {
  std::vector<std::string> files;
  std::optional<std::string> keep;
};

/// Where the backup goes.
struct Target {
  bool standard_output = false;
  bool dated = false;  // `place` is a folder, and the file there gets a name of its own
  path place;
};

Target target_of(const std::vector<std::string>& files) {
  if (files.empty()) return {false, true, "."};
  if (files.front() == "-") return {true, false, {}};
  const path place = files.front();
  std::error_code ignored;
  return {false, std::filesystem::is_directory(place, ignored), place};
}

Target check(const Context& cli, const Options& options) {
  if (options.files.size() > 1) {
    throw wrong_operands(options.files, "more than one FILE is given",
                         "type: fob backup FILE    or: fob backup FOLDER");
  }
  if (!options.files.empty() && options.files.front().empty()) {
    throw Error(Kind::usage, "FILE must not be empty", "type: fob backup FILE");
  }
  Target target = target_of(options.files);
  if (target.standard_output && (is_terminal(1) || cli.globals.json)) {
    throw Error(Kind::usage, "a vault is not written to a terminal or into JSON",
                "type: fob backup FILE");
  }
  if (options.keep && !target.dated) {
    throw Error(Kind::usage, "--keep is for backups with a dated name",
                "name a folder: fob backup --keep N FOLDER");
  }
  if (!target.standard_output && !target.dated) vault::refuse_existing(target.place);
  return target;
}

/// Is there a passphrase to be had, or a terminal to ask for it at?
bool can_unlock(const Context& cli) {
  const PassphraseSource& source = cli.globals.passphrase;
  std::error_code ignored;
  return source.fd || source.file || source.command || cli.terminal.can_ask() ||
         (source.credential && std::filesystem::exists(*source.credential, ignored));
}

/// The vault, open; null while nothing can unlock it.
const vault::Vault* open(const Context& cli) {
  // What is named by an option is used, or it is a failure.
  if (cli.globals.passphrase_options) return &cli.session.open();
  if (const vault::Vault* vault = cli.session.open_unlocked()) return vault;
  return can_unlock(cli) ? &cli.session.open() : nullptr;
}

/// Reads the file again, opens it where the vault is open, and compares it with the vault: what
/// is wrong with it, or nothing.
std::string difference(const Context& cli, const path& file, const vault::Vault* vault) try {
  const vault::Sealed copy(vault::VaultFile(file).read());
  if (copy.digest() != cli.session.sealed().digest()) return "its bytes differ";
  if (vault == nullptr) return {};
  const auto opened = vault->reopen(copy);
  return opened && opened->says_the_same(*vault) ? "" : "its accounts differ";
} catch (const Error& error) {
  return error.what();
}

void compare(const Context& cli, const path& file, const vault::Vault* vault) {
  const std::string wrong = difference(cli, file, vault);
  if (wrong.empty()) return;
  ::unlink(file.c_str());
  throw Error(
      Kind::io,
      fmt::format("{} was no copy of the vault, and is removed: {}", file.native(), wrong),
      "the disk or this machine's memory may be faulty: try again");
}

/// Writes the file, and gives its path; `name` is what it is called as where it is dated.
path write(const Context& cli, const Target& target, vault::BackupName& name) {
  const ByteView bytes = cli.session.sealed().bytes();
  if (!target.dated) {
    vault::write_new_file(target.place, bytes);
    return target.place;
  }
  for (;; ++name.number) {
    const std::string text = format_backup_name(name);
    const path file = target.place == "." ? path(text) : target.place / text;
    try {
      vault::write_new_file(file, bytes);
      return file;
    } catch (const Error& error) {
      if (error.kind() != Kind::failed) throw;  // another one of this second
    }
  }
}

int run(const Context& cli, const Options& options) {
  const Target target = check(cli, options);
  const std::optional<std::uint64_t> keep =
      options.keep ? std::optional(number("--keep", *options.keep, 1,
                                          std::numeric_limits<std::uint32_t>::max()))
                   : std::nullopt;
  const vault::Vault* const vault = open(cli);
  const vault::Sealed& sealed = cli.session.sealed();
  if (target.standard_output) {
    write_output(as_text(sealed.bytes()));
    cli.report.note(
        "standard output cannot be compared; where it ends up: fob check --drill FILE");
    return 0;
  }
  vault::BackupName name = vault::backup_name(sealed.id(), cli.now());
  const path file = write(cli, target, name);
  compare(cli, file, vault);
  const auto deleted = keep ? remove_old_backups(cli, target.place, sealed.id(), name, *keep)
                            : std::vector<std::string>();
  if (cli.globals.json) {
    Json json{{"file", file.native()},
              {"vault", cli.session.file().path().native()},
              {"vault_id", codec::encode_base64(sealed.id(), codec::Base64::url)},
              {"compared", vault != nullptr ? "accounts" : "bytes"}};
    if (vault != nullptr) {
      json["generation"] = vault->generation();
      json["accounts"] = vault->accounts().size();
    }
    json["deleted"] = deleted;
    print_json(std::move(json), cli.report);
    return 0;
  }
  if (vault != nullptr) {
    cli.report.note(
        fmt::format("opened it and compared {}", counted(vault->accounts().size(), "account")));
  } else {
    cli.report.note("the vault is locked: its bytes were compared, but no account");
  }
  for (const std::string& each : deleted)
    cli.report.note(fmt::format("deleted {}", each));
  write_output(escaped(file.native()) + "\n");
  return 0;
}

}  // namespace

Run declare_backup(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->files);
  parser.value("--keep", options->keep, "N", "delete all but the last N dated ones");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
