#include "core/vault/file.h"

#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/vault/attributes.h"
#include "core/vault/folder.h"
#include "core/vault/io.h"
#include "core/vault/lock.h"
#include "core/vault/signals.h"
#include "core/vault/snapshot.h"
#include "core/vault/temporary.h"

namespace fob::vault {
namespace {

/// What a failed write leaves, for the end of its message.
constexpr std::string_view untouched = "; the vault is untouched";
constexpr std::string_view not_made = "; no vault was made";

/// "DOING FILE: No space left on deviceEND".
Error io_error(std::string_view doing, const std::string& file, const std::system_error& error,
               std::string_view end = {}) {
  return {Kind::io, fmt::format("{} {}: {}{}", doing, file, error.code().message(), end)};
}

Error not_saved(const std::filesystem::path& path, const std::system_error& error) {
  return {Kind::io, fmt::format("{} is not saved: {}", path.native(), error.code().message()),
          error.code() == std::errc::device_or_resource_busy
              ? "a file mounted by itself cannot be replaced: mount its folder instead"
              : ""};
}

/// A copy of a file under a name of its own, which goes again unless keep() is called.
class Aside {
 public:
  /// A copy of `bytes`, which `from` holds, in `folder`, called `name`; where that is taken,
  /// with a number. `vault` is the name of the vault there.
  Aside(int folder, const std::string& vault, const std::string& name, int from, ByteView bytes)
      : folder_(folder) {
    Temporary copy(folder, vault);
    copy_attributes(from, copy.fd());
    write_durably(copy.fd(), bytes);
    name_ = name;
    for (int number = 2;; ++number) {
      try {
        copy.publish(name_);
        return;
      } catch (const std::system_error& error) {
        if (error.code() != std::errc::file_exists) throw;
        name_ = fmt::format("{}-{}", name, number);
      }
    }
  }
  ~Aside() {
    if (!name_.empty()) ::unlinkat(folder_, name_.c_str(), 0);
  }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  std::string keep() noexcept { return std::exchange(name_, {}); }

 private:
  int folder_;
  std::string name_;
};

/// The next generation of `vault`, opened to see that the bytes say what it says.
Sealed seal_and_check(const Vault& vault, const Sealed& current) {
  try {
    Sealed sealed(vault.seal(current.digest()));
    if (vault.is_sealed_in(sealed)) return sealed;
  } catch (const Error& error) {
    // What is damaged is in memory: the vault on the disk is not.
    if (error.kind() != Kind::damaged) throw;
  }
  throw Error(Kind::failed,
              fmt::format("the new vault does not open as it was meant{}", untouched),
              "this machine's memory may be faulty: try again");
}

}  // namespace

/// A folder in which one vault is being written: signals blocked, the lock had (where there
/// are locks) and leftovers removed, until this ends.
class VaultFile::Writing {
 public:
  /// `end` is what a failure leaves, for its message.
  Writing(const VaultFile& file, std::string_view end)
      : file_(file), folder_(open_folder(file.folder_)), lock_(lock(end)) {
    if (lock_.state() == Lock::State::held) remove_leftovers(folder(), file.name_);
  }

  int folder() const noexcept { return folder_.get(); }

  /// Step 7's end, for a vault that has its name.
  void sync() const try { sync_folder(folder()); } catch (const std::system_error& error) {
    throw Error(Kind::io, fmt::format("{} is saved, perhaps not durably: {}",
                                      file_.path_.native(), error.code().message()));
  }

 private:
  Lock lock(std::string_view end) const try {
    Lock lock(folder(), file_.name_, file_.wait_, signals_);
    if (lock.state() != Lock::State::busy) return lock;
    throw Error(Kind::failed,
                fmt::format("another fob is writing to {} (waited {} s)", file_.path_.native(),
                            file_.wait_.count()),
                "try again when it is done");
  } catch (const std::system_error& error) {
    throw io_error("cannot lock", (file_.folder_ / (file_.name_ + ".lock")).native(), error,
                   end);
  }

  const VaultFile& file_;
  Descriptor folder_;
  BlockedSignals signals_;
  Lock lock_;
};

VaultFile::VaultFile(std::filesystem::path path, std::chrono::seconds wait)
    : path_(std::move(path)), wait_(wait) {
  std::filesystem::path file = path_;
  std::error_code ignored;
  if (std::filesystem::is_symlink(std::filesystem::symlink_status(path_, ignored))) {
    auto real = std::filesystem::canonical(path_, unresolved_);
    if (!unresolved_) file = std::move(real);
  }
  folder_ = file.has_parent_path() ? file.parent_path() : ".";
  name_ = file.has_filename() ? file.filename().native() : ".";
}

bool VaultFile::exists() const {
  struct stat there {};
  // What cannot be told is taken for a file: read() then says why.
  return ::lstat(path_.c_str(), &there) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

void VaultFile::refuse_existing() const {
  struct stat there {};
  if (::lstat(path_.c_str(), &there) == 0) {
    throw Error(Kind::failed, fmt::format("{} exists already", path_.native()),
                "move it away, or name another file with --vault");
  }
  if (errno != ENOENT && errno != ENOTDIR) {
    throw io_error("cannot make", path_.native(),
                   std::system_error(errno, std::generic_category()), not_made);
  }
}

void VaultFile::refuse_unresolved() const {
  if (unresolved_ == std::errc::no_such_file_or_directory) {
    throw Error(Kind::no_vault,
                fmt::format("{} is a link to a file that is not there", path_.native()),
                "remove the link, or name the file with --vault");
  }
  if (unresolved_) throw std::system_error(unresolved_);
}

Bytes VaultFile::read() const try {
  refuse_unresolved();
  const Snapshot file(AT_FDCWD, (folder_ / name_).native(), path_.native());
  return read_all(file.fd(), max_file + 1);
} catch (const std::system_error& error) {
  throw io_error("cannot read", path_.native(), error);
}

void VaultFile::create(ByteView bytes) const try {
  refuse_existing();
  make_folders(folder_, Sync::yes);
  const Writing writing(*this, not_made);
  Temporary made(writing.folder(), name_);
  write_durably(made.fd(), bytes);
  made.publish(name_);
  writing.sync();
} catch (const std::system_error& error) {
  refuse_existing();  // another process was faster
  throw io_error("cannot make", path_.native(), error, not_made);
}

Error VaultFile::changed_meanwhile() const {
  return {Kind::failed,
          fmt::format("another program changed {} meanwhile{}", path_.native(), untouched),
          "run the command again"};
}

VaultFile::Kept VaultFile::take_place(const std::optional<Bytes>& former, ByteView bytes,
                                      std::string_view date, bool keep_previous) const try {
  if (!former) {
    refuse_existing();
    make_folders(folder_, Sync::yes);
  } else {
    refuse_unresolved();
  }
  const Writing writing(*this, former ? untouched : not_made);
  std::optional<Snapshot> current;
  if (former) {
    current.emplace(writing.folder(), name_, path_.native());
    if (!holds(current->fd(), *former)) throw changed_meanwhile();
  }
  std::optional<Aside> vault, previous;
  if (former) {
    vault.emplace(writing.folder(), name_, fmt::format("{}.damaged-{}", name_, date),
                  current->fd(), *former);
  }
  if (keep_previous) {
    const VaultFile other(folder_ / (name_ + "~"));  // a link leads to it, maybe
    const Snapshot file(AT_FDCWD, (other.folder_ / other.name_).native(), other.path_.native());
    previous.emplace(writing.folder(), name_, fmt::format("{}.previous-{}", name_, date),
                     file.fd(), read_all(file.fd(), max_file));
  }
  Temporary next(writing.folder(), name_);
  if (current) copy_attributes(current->fd(), next.fd());
  write_durably(next.fd(), bytes);
  if (current && !current->is_current(writing.folder(), name_)) throw changed_meanwhile();
  try {
    current ? next.replace(name_) : next.publish(name_);
  } catch (const std::system_error& error) {
    if (!former) refuse_existing();  // another process was faster
    throw not_saved(path_, error);
  }
  Kept kept;
  if (vault) kept.vault = vault->keep();
  if (previous) kept.previous = previous->keep();
  writing.sync();
  return kept;
} catch (const std::system_error& error) {
  throw io_error("cannot save", path_.native(), error, former ? untouched : not_made);
}

VaultFile::Change VaultFile::change(Vault& vault, Sealed& sealed,
                                    const std::function<void(Vault&)>& edit, Previous previous,
                                    otp::Time now) const try {
  refuse_unresolved();
  const Writing writing(*this, untouched);
  const Snapshot current(writing.folder(), name_, path_.native());
  if (!holds(current.fd(), sealed.bytes())) {
    Sealed newer(read_all(current.fd(), max_file + 1));
    auto reopened = vault.reopen(newer);
    if (!reopened) return Change::key_changed;
    vault = *std::move(reopened);
    sealed = std::move(newer);
  }
  edit(vault);
  if (!vault.changed()) return Change::done;
  vault.expire_removed(now);
  Sealed next = seal_and_check(vault, sealed);
  commit(writing, current, sealed.bytes(), next.bytes(), previous);
  vault.saved();
  sealed = std::move(next);
  return Change::done;
} catch (const std::system_error& error) {
  throw io_error("cannot save", path_.native(), error, untouched);
}

void VaultFile::commit(const Writing& writing, const Snapshot& current, ByteView former_bytes,
                       ByteView bytes, Previous previous) const {
  const auto fill = [&current](const Temporary& temporary, ByteView content) {
    copy_attributes(current.fd(), temporary.fd());
    write_durably(temporary.fd(), content);
  };
  std::optional<Temporary> former;
  if (previous != Previous::untouched) {
    former.emplace(writing.folder(), name_);
    fill(*former, previous == Previous::copy_of_new ? bytes : former_bytes);
  }
  Temporary next(writing.folder(), name_);
  fill(next, bytes);

  if (!current.is_current(writing.folder(), name_)) throw changed_meanwhile();
  // A backup is given up only for a vault that is there.
  const bool vault_first = previous == Previous::copy_of_new;
  const std::string previous_name = name_ + "~";
  try {
    if (former && !vault_first) former->replace(previous_name);
    next.replace(name_);
  } catch (const std::system_error& error) {
    throw not_saved(path_, error);
  }
  if (!vault_first) return writing.sync();
  try {
    former->replace(previous_name);
  } catch (const std::system_error& error) {
    writing.sync();
    const std::string file = path_.native();
    throw Error(Kind::io,
                fmt::format("{0} is saved, but {0}~ still is the vault as it was before: {1}",
                            file, error.code().message()),
                fmt::format("it keeps what was to go: remove {}~", file));
  }
  writing.sync();
}

}  // namespace fob::vault
