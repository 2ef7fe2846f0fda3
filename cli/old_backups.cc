#include "cli/old_backups.h"

#include <fmt/format.h>

#include "cli/vault_facts.h"
#include "core/base/error.h"
#include "core/vault/file.h"

namespace fob::cli {
namespace {

using std::filesystem::path;

/// Is it a file that the session's vault is kept in, whatever it is called there?
bool is_in_use(const Context& cli, const path& file) {
  const path named = cli.session.file().path();
  std::error_code ignored;  // what is not there is not this file
  return std::filesystem::equivalent(file, named, ignored) ||
         std::filesystem::equivalent(file, previous_path(real_path(named)), ignored);
}

/// Is it a backup of `vault`, whole? `name` is what it is called as.
bool is_backup(const Context& cli, const path& file, const Id& vault) try {
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(file))) return false;
  if (is_in_use(cli, file)) return false;
  return vault::Sealed(vault::VaultFile(file).read()).id() == vault;
} catch (const Error& error) {
  cli.report.warning(fmt::format("{} is left alone: {}", file.native(), error.what()));
  return false;
} catch (const std::system_error&) {  // it went meanwhile
  return false;
}

std::vector<std::string> names_in(const Context& cli, const path& folder, const Id& vault,
                                  const vault::BackupName& made) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    const auto parsed = vault::parse_backup_name(name);
    if (!parsed || parsed->id != made.id || *parsed == made) continue;
    if (is_backup(cli, entry.path(), vault)) names.push_back(name);
  }
  return names;
}

}  // namespace

std::vector<std::string> remove_old_backups(const Context& cli, const path& folder,
                                            const Id& vault, const vault::BackupName& made,
                                            std::uint64_t keep) try {
  std::vector<std::string> removed;
  const auto names = names_in(cli, folder, vault, made);
  for (const std::string& name : vault::surplus_backups(names, made, keep)) {
    const path file = folder / name;
    std::error_code error;
    if (std::filesystem::remove(file, error)) {
      removed.push_back(file.native());
    } else if (error) {
      cli.report.warning(fmt::format("cannot remove {}: {}", file.native(), error.message()));
    }
  }
  return removed;
} catch (const std::filesystem::filesystem_error& error) {
  cli.report.warning(fmt::format("no older backup was removed: cannot list {}: {}",
                                 folder.native(), error.code().message()));
  return {};
}

}  // namespace fob::cli
