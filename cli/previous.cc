#include "cli/previous.h"

#include <fmt/format.h>

#include "cli/shell_word.h"
#include "cli/vault_facts.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/file.h"

namespace fob::cli {
namespace {

vault::VaultFile previous_of(const std::filesystem::path& named) {
  return vault::VaultFile(previous_path(real_path(named)));
}

/// Throws as VaultFile::read() does.
bool begins_as_vault(const vault::VaultFile& file) {
  return vault::looks_like_vault(as_text(file.read()));
}

}  // namespace

std::optional<vault::Sealed> whole_previous(const std::filesystem::path& named) try {
  return vault::Sealed(previous_of(named).read());
} catch (const Error&) {
  return std::nullopt;
}

bool has_previous(const std::filesystem::path& named) try {
  return begins_as_vault(previous_of(named));
} catch (const Error&) {
  return false;
}

void refuse_previous(const std::filesystem::path& named, const std::string& instead) {
  const vault::VaultFile previous = previous_of(named);
  if (!previous.exists()) return;
  try {
    if (!begins_as_vault(previous)) return;
  } catch (const Error& error) {
    if (error.kind() == Kind::no_vault) return;
    throw;
  }
  throw Error(
      Kind::failed,
      fmt::format("there is no vault at {}, but its previous generation is there",
                  escaped(named.string())),
      fmt::format("{}    or, to begin anew, move it away: mv -i {} {}", instead,
                  shell_path(previous.path()), shell_path(previous.path().native() + ".old")));
}

}  // namespace fob::cli
