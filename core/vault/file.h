#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "core/base/secret.h"
#include "core/vault/sealed.h"
#include "core/vault/vault.h"

namespace fob::vault {

class Snapshot;

/// How long a writer waits for another one.
inline constexpr std::chrono::seconds lock_wait{10};

/// A vault's place on disk. Reading takes no lock: a rename gives one complete generation.
/// Writing follows the seven steps of fob-vault(5): at every instant the old vault or the
/// new one is there, whole. The process ignores SIGXFSZ: a limit on files is an error here.
class VaultFile {
 public:
  /// `path` may be a symbolic link; it is resolved once, here. The file need not exist.
  explicit VaultFile(std::filesystem::path path, std::chrono::seconds wait = lock_wait);

  const std::filesystem::path& path() const noexcept { return path_; }
  /// Throws no_vault when there is none, io when it cannot be read or is no regular file.
  /// Gives no more than max_file + 1 bytes; Sealed says what is wrong with so many.
  Bytes read() const;
  /// Is there anything, be it a link that leads nowhere?
  bool exists() const;

  /// Throws failed when there is anything at path(), io when that cannot be told, as create()
  /// does: for whoever is going to ask for a passphrase first.
  void refuse_existing() const;
  /// Writes the first generation of a new vault (mode 0600), making the missing folders
  /// (0700) and syncing their parents. Throws failed when there is a file already, io when
  /// it cannot be written; there is no vault then, unless the message says so.
  void create(ByteView bytes) const;

  /// What becomes of vault.fob~, the previous generation.
  enum class Previous {
    replaced,     ///< it holds the vault that this change takes the place of
    untouched,    ///< only a counter moved: it stays as it is
    copy_of_new,  ///< it holds the new vault too: the old one opens no more, or lost a secret
  };
  /// What take_place() keeps of what stood there: the names of the copies, in the vault's
  /// folder.
  struct Kept {
    std::string vault, previous;  // empty: there was nothing to keep
  };
  /// Writes a vault in the place of one that cannot be opened, or of none. `former` is what
  /// was read there, damaged as it may be; it stays beside as NAME.damaged-DATE, which is never
  /// a file that was there. With `keep_previous`, vault.fob~ stays as NAME.previous-DATE too,
  /// for the next change replaces it. Owner, mode, ACL and label are those of `former`, else
  /// this is as create(). At every instant the former file or the new one is there. Throws
  /// failed for a lock not had in time and where another program changed the file, io when the
  /// disk fails.
  Kept take_place(const std::optional<Bytes>& former, ByteView bytes, std::string_view date,
                  bool keep_previous) const;

  /// How a change came out.
  enum class Change {
    done,         ///< on disk, or there was nothing to write
    key_changed,  ///< the data key at hand does not open what stands there now: unlock again
  };
  /// Makes `edit` on the vault as it stands under the lock, and saves it. `vault` and `sealed`
  /// are what was read; when it is done they are what stands on disk then, and pointers into
  /// the former `vault` hold no more. `edit` may get a newer vault than the one that was read;
  /// it throws to stop without a change. An edit that changes nothing writes nothing; one that
  /// does also destroys the entries removed too long before `now`.
  /// Throws failed for a lock not had in time or another writer, io when the disk fails: the
  /// message says whether the vault is untouched or saved, perhaps not durably. When anything
  /// is thrown, `vault` and `sealed` are of no more use: read them again.
  Change change(Vault& vault, Sealed& sealed, const std::function<void(Vault&)>& edit,
                Previous previous, otp::Time now) const;

 private:
  class Writing;
  void refuse_unresolved() const;
  Error changed_meanwhile() const;
  void commit(const Writing& writing, const Snapshot& current, ByteView former_bytes,
              ByteView bytes, Previous previous) const;

  std::filesystem::path path_;    // as given, for messages
  std::filesystem::path folder_;  // of the file itself, where path_ is a link to it
  std::string name_;              // in it
  std::error_code unresolved_;    // why path_ is a link that leads nowhere
  std::chrono::seconds wait_;
};

}  // namespace fob::vault
