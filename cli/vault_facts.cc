#include "cli/vault_facts.h"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/machine.h"
#include "core/base/error.h"
#include "core/vault/folder.h"
#include "core/vault/temporary.h"

namespace fob::cli {
namespace {

using std::filesystem::path;

/// Adds what is known of the file; one that is not there has nothing that could be wrong.
void add_file(const path& file, vault::Place place, vault::Facts& facts) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return;
  const bool system_folder = place == vault::Place::folder && status.st_uid == 0;
  facts.files.push_back({place, static_cast<unsigned>(status.st_mode & 07777),
                         status.st_uid == ::geteuid() || system_folder});
}

vault::PreviousState previous_state(const path& file, const vault::Vault& vault) try {
  const vault::VaultFile previous(file);
  if (!previous.exists()) return vault::PreviousState::none;
  const vault::Sealed sealed(previous.read());
  const bool opens = vault::Vault::reopen(sealed, vault.data_key()).has_value();
  return opens ? vault::PreviousState::opens : vault::PreviousState::other_key;
} catch (const Error&) {
  return vault::PreviousState::damaged;
}

/// What its file alone tells.
void add_vault(const path& file, vault::Facts& facts) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return;
  facts.names = status.st_nlink;
  facts.written = otp::Time(otp::seconds(status.st_mtim.tv_sec));
}

std::vector<std::string> conflicts(const path& file) try {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(file))) {
    std::string name = entry.path().filename();
    if (vault::is_sync_conflict(name, file.filename().native()))
      found.push_back(std::move(name));
  }
  std::ranges::sort(found);
  return found;
} catch (const std::filesystem::filesystem_error&) {  // a folder that may not be listed
  return {};
}

std::size_t leftovers(const path& file) try {
  const Descriptor folder = vault::open_folder(folder_of(file));
  return vault::temporaries(folder.get(), file.filename().string()).size();
} catch (const std::system_error&) {  // a folder that may not be listed
  return 0;
}

}  // namespace

path real_path(const path& named) {
  std::error_code error;
  if (!std::filesystem::is_symlink(named, error)) return named;
  path real = std::filesystem::canonical(named, error);
  return error ? named : real;
}

path folder_of(const path& file) {
  return file.has_parent_path() ? file.parent_path() : path(".");
}

path previous_path(const path& file) {
  path previous = file;
  previous += "~";
  return previous;
}

vault::Facts vault_facts(const Context& cli, const vault::Vault& vault) {
  const path& named = cli.session.file().path();
  const path file = real_path(named);
  std::error_code ignored;
  vault::Facts facts;
  add_file(file, vault::Place::vault, facts);
  add_file(folder_of(file), vault::Place::folder, facts);
  add_file(previous_path(file), vault::Place::previous, facts);
  facts.link = std::filesystem::is_symlink(named, ignored);
  facts.now = cli.now();
  facts.clock_synchronized = clock_synchronized();
  facts.usual_cost = vault::cost_for(memory_limits());
  facts.previous = previous_state(previous_path(file), vault);
  facts.freshness = cli.session.freshness();
  facts.leftovers = leftovers(file);
  add_vault(file, facts);
  facts.conflicts = conflicts(file);
  return facts;
}

}  // namespace fob::cli
