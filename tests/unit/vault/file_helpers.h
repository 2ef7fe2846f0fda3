#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "core/vault/file.h"
#include "tests/unit/cli/folder.h"
#include "tests/unit/vault/helpers.h"

namespace fob::vault {

using test::Folder;
namespace fs = std::filesystem;
using Previous = VaultFile::Previous;
using Change = VaultFile::Change;

inline constexpr otp::Time some_day{otp::seconds(1'700'000'000)};

/// A passphrase slot costs a derivation; one data key for all of these tests costs one.
inline Vault new_vault() {
  return Vault::create(Secret::copy_of("correct horse"), cheap,
                       {id_ramp(1), Secret::copy_of(ramp(9, 32)), slot_seed(2, 3, 4)});
}

/// A vault on disk and how it was read: what a command holds when it comes to change it.
struct Opened {
  VaultFile file;
  Sealed sealed;
  Vault vault;

  explicit Opened(const fs::path& path, std::chrono::seconds wait = lock_wait)
      : file(path, wait),
        sealed(file.read()),
        vault(Vault::reopen(sealed, Secret::copy_of(ramp(9, 32))).value()) {}

  Change change(const std::function<void(Vault&)>& edit,
                Previous previous = Previous::replaced) {
    return file.change(vault, sealed, edit, previous, some_day);
  }
  Change add(std::string_view name, Previous previous = Previous::replaced) {
    return change([&](Vault& now) { now.add(account_named(name), some_day); }, previous);
  }
  /// Puts into the vault an account whose counter is 0, and gives its id.
  Id add_hotp() {
    Id id{};
    change([&](Vault& now) {
      Account account = account_named("hotp");
      account.method = otp::Hotp{};
      id = now.add(std::move(account), some_day).id;
    });
    return id;
  }
};

/// `folder`/vault.fob, made.
inline fs::path made_in(const Folder& folder) {
  const fs::path path = folder.path() / "vault.fob";
  static const Bytes bytes = new_vault().seal({});
  VaultFile(path).create(bytes);
  return path;
}

inline std::vector<std::string> names_in(const fs::path& path) {
  std::vector<std::string> names;
  const Opened opened(path);
  for (const Account* account : opened.vault.accounts())
    names.push_back(account->account);
  return names;
}

inline std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    files.push_back(entry.path().filename());
  }
  std::ranges::sort(files);
  return files;
}

inline mode_t mode_of(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777u : 0;
}

/// The kind, the words and the hint of the error that `action` throws.
template <typename Action>
std::string error_of(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.kind())) + " " + error.what() + " | " +
           error.hint();
  }
  return "none";
}

using Names = std::vector<std::string>;

}  // namespace fob::vault
