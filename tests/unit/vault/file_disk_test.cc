// What the disk and the file system do to a vault that is being written.

#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "core/vault/lock.h"
#include "tests/unit/vault/file_helpers.h"

namespace fob::vault {
namespace {

/// Until it ends, no file grows beyond `size` bytes.
class FileLimit {
 public:
  explicit FileLimit(rlim_t size) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{size, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

 private:
  rlimit before_{};
};

/// Something mounted on `where` until this ends. False where that is not allowed.
class Mount {
 public:
  Mount(const char* what, const fs::path& where, const char* type, unsigned long flags,
        const char* options = nullptr)
      : where_(where), done_(::mount(what, where.c_str(), type, flags, options) == 0) {
    if (!done_) MESSAGE("skipped: mounting is not allowed here");
  }
  ~Mount() {
    if (done_) ::umount2(where_.c_str(), MNT_DETACH);
  }
  Mount(const Mount&) = delete;
  Mount& operator=(const Mount&) = delete;
  explicit operator bool() const { return done_; }

 private:
  fs::path where_;
  bool done_;
};

std::string cannot_save(const fs::path& path, const std::string& why) {
  return "10 cannot save " + path.string() + ": " + why + "; the vault is untouched | ";
}

}  // namespace

TEST_CASE("a limit on the size of files is an error, and the vault is untouched") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  const Bytes before = opened.file.read();
  {
    const FileLimit limit(1000);
    CHECK(error_of([&] { opened.add("alice"); }) == cannot_save(path, "File too large"));
  }
  CHECK(opened.file.read() == before);
  CHECK(files_in(folder.path()) == Names{"vault.fob", "vault.fob.lock"});
  CHECK(Opened(path).add("alice") == Change::done);
}

TEST_CASE("a new vault that cannot be written is not there") {
  const Folder folder;
  const fs::path path = folder.path() / "vault.fob";
  const FileLimit limit(1000);
  CHECK(error_of([&] { VaultFile(path).create(ramp(0, 2000)); }) ==
        "10 cannot make " + path.string() + ": File too large; no vault was made | ");
  CHECK(files_in(folder.path()) == Names{"vault.fob.lock"});
}

TEST_CASE("a full disk leaves the vault untouched") {
  const Folder folder;
  const fs::path disk = folder.path() / "disk";
  fs::create_directory(disk);
  const Mount mount("tmpfs", disk, "tmpfs", 0, "size=64k");
  if (!mount) return;
  const fs::path path = disk / "vault.fob";
  VaultFile(path).create(new_vault().seal({}));
  Opened opened(path);
  std::ofstream(disk / "rest") << std::string(64 * 1024, 'x');
  CHECK(error_of([&] { opened.add("alice"); }) == cannot_save(path, "No space left on device"));
  CHECK(names_in(path).empty());
  CHECK(files_in(disk) == Names{"rest", "vault.fob", "vault.fob.lock"});
  fs::remove(disk / "rest");
  CHECK(Opened(path).add("alice") == Change::done);
}

TEST_CASE("a read-only file system is told") {
  const Folder folder;
  const fs::path disk = folder.path() / "disk";
  fs::create_directory(disk);
  const Mount mount("tmpfs", disk, "tmpfs", 0);
  if (!mount) return;
  const fs::path path = disk / "vault.fob";
  VaultFile(path).create(new_vault().seal({}));
  Opened opened(path);
  REQUIRE(::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0);
  CHECK(error_of([&] { opened.add("alice"); }) ==
        "10 cannot lock " + path.string() +
            ".lock: Read-only file system; the vault is untouched | ");
  CHECK(names_in(path).empty());
}

TEST_CASE("a file that is mounted by itself is not saved, and the message says what to do") {
  const Folder folder;
  const fs::path real = made_in(folder);
  const fs::path path = folder.file("mounted/vault.fob", "");
  const Mount mount(real.c_str(), path, nullptr, MS_BIND);
  if (!mount) return;
  Opened opened(path);
  CHECK(error_of([&] { opened.add("alice"); }) ==
        "10 " + path.string() +
            " is not saved: Device or resource busy | a file mounted by itself cannot be "
            "replaced: mount its folder instead");
  CHECK(names_in(path).empty());

  // Nor does it cost the backup, where that is to become the new vault too.
  const Bytes backup = VaultFile(path.string() + "~").read();
  CHECK_THROWS_AS(Opened(path).add("alice", Previous::copy_of_new), Error);
  CHECK(VaultFile(path.string() + "~").read() == backup);
}

TEST_CASE("a folder that went away is told") {
  const Folder folder;
  const fs::path path = folder.path() / "sub" / "vault.fob";
  VaultFile(path).create(new_vault().seal({}));
  Opened opened(path);
  fs::remove_all(path.parent_path());
  CHECK(error_of([&] { opened.add("alice"); }) ==
        cannot_save(path, "No such file or directory"));

  VaultFile(path).create(new_vault().seal({}));
  Opened again(path);
  CHECK(error_of([&] {
          again.change([&](Vault& now) {
            now.add(account_named("alice"), some_day);
            fs::remove_all(path.parent_path());
          });
        }) == cannot_save(path, "No such file or directory"));
}

TEST_CASE("the mode of a vault is kept") {
  const Folder folder;
  const fs::path path = made_in(folder);
  for (const mode_t mode : {0640u, 0400u, 0604u}) {
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    Opened opened(path);
    opened.add("alice");
    CHECK(mode_of(path) == mode);
    CHECK(mode_of(path.string() + "~") == mode);
  }
}

TEST_CASE("owner and group of a vault are kept, and its owner can lock it") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: only root gives files away");
    return;
  }
  const Folder folder;
  const fs::path path = made_in(folder);
  fs::remove(path.string() + ".lock");
  REQUIRE(::chown(path.c_str(), 1234, 2345) == 0);
  Opened opened(path);
  opened.add("alice");
  for (const char* end : {"", "~", ".lock"}) {
    struct stat status {};
    REQUIRE(::stat((path.string() + end).c_str(), &status) == 0);
    CHECK(status.st_uid == 1234);
    CHECK(status.st_gid == 2345);
  }
}

TEST_CASE("the access list of a vault is kept, and its folder's gives nobody more") {
  // Version 2; owner rw-, user 1234 r--, group ---, mask r--, other ---.
  static constexpr unsigned char list[] = {
      2, 0,   0,   0,   1,   0,   6,  0, 255, 255, 255, 255, 2,   0,  4,
      0, 210, 4,   0,   0,   4,   0,  0, 0,   255, 255, 255, 255, 16, 0,
      4, 0,   255, 255, 255, 255, 32, 0, 0,   0,   255, 255, 255, 255};
  const char* const access = "system.posix_acl_access";
  const Folder folder;
  const fs::path path = made_in(folder);
  if (::setxattr(path.c_str(), access, list, sizeof list, 0) != 0) {
    MESSAGE("skipped: this file system has no access lists");
    return;
  }
  Opened opened(path);
  opened.add("alice");
  for (const char* end : {"", "~"}) {
    unsigned char kept[256];
    const ssize_t size = ::getxattr((path.string() + end).c_str(), access, kept, sizeof kept);
    REQUIRE(size == sizeof list);
    CHECK(std::ranges::equal(list, std::span(kept, sizeof list)));
  }
  CHECK(mode_of(path) == 0640);

  REQUIRE(::removexattr(path.c_str(), access) == 0);
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  REQUIRE(::setxattr(folder.path().c_str(), "system.posix_acl_default", list, sizeof list, 0) ==
          0);
  opened.add("bob");
  CHECK(::getxattr(path.c_str(), access, nullptr, 0) == -1);
  CHECK(mode_of(path) == 0640);
}

TEST_CASE("a vault behind a link is written where it is, and the link stays") {
  const Folder folder;
  const Folder elsewhere;
  const fs::path real = made_in(elsewhere);
  const fs::path path = folder.path() / "link.fob";
  fs::create_symlink(real, path);
  Opened opened(path);
  opened.add("alice");
  CHECK(fs::is_symlink(path));
  CHECK(names_in(real) == Names{"alice"});
  CHECK(files_in(folder.path()) == Names{"link.fob"});
  CHECK(files_in(elsewhere.path()) == Names{"vault.fob", "vault.fob.lock", "vault.fob~"});
}

TEST_CASE("what killed writers left is removed, and no other file") {
  const Folder folder;
  const fs::path path = made_in(folder);
  const std::string hex = "0123456789abcdef0123456789abcdef";
  folder.file(".vault.fob.tmp-" + hex, "left");
  Names kept{".other.fob.tmp-" + hex, ".vault.fob.tmp-", ".vault.fob.tmp-" + hex + "0",
             ".vault.fob.tmp-mine", "vault.fob.tmp-" + hex};
  for (const std::string& name : kept)
    folder.file(name, "kept");
  Opened(path).change([](Vault&) {});
  kept.insert(kept.end(), {"vault.fob", "vault.fob.lock"});
  std::ranges::sort(kept);
  CHECK(files_in(folder.path()) == kept);
}

TEST_CASE("another writer is waited for, and not for ever") {
  const Folder folder;
  const fs::path path = made_in(folder);
  const Descriptor holder(::open((path.string() + ".lock").c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(::flock(holder.get(), LOCK_EX) == 0);
  Opened opened(path, std::chrono::seconds(1));
  CHECK(error_of([&] { opened.add("alice"); }) ==
        "11 another fob is writing to " + path.string() +
            " (waited 1 s) | try again when it is done");
  CHECK(names_in(path).empty());

  REQUIRE(::flock(holder.get(), LOCK_UN) == 0);
  CHECK(Opened(path).add("alice") == Change::done);
}

TEST_CASE("signals end the wait for another writer, and wait while a vault is written") {
  const Folder folder;
  const fs::path path = made_in(folder);
  static volatile sig_atomic_t seen = 0;
  const auto count = [](int) { seen = seen + 1; };
  const auto before = ::signal(SIGUSR1, count);

  Opened opened(path, std::chrono::seconds(1));
  opened.change([](Vault& now) {
    ::raise(SIGUSR1);
    CHECK(seen == 0);
    now.add(account_named("alice"), some_day);
  });
  CHECK(seen == 1);
  CHECK(names_in(path) == Names{"alice"});

  const BlockedSignals blocked;
  ::raise(SIGUSR1);
  CHECK(seen == 1);
  blocked.sleep(std::chrono::milliseconds(1));
  CHECK(seen == 2);
  ::signal(SIGUSR1, before);
}

TEST_CASE("a lock that is a link is not followed") {
  const Folder folder;
  const fs::path path = made_in(folder);
  fs::remove(path.string() + ".lock");
  fs::create_symlink(folder.path() / "target", path.string() + ".lock");
  Opened opened(path);
  CHECK(error_of([&] { opened.add("alice"); }) ==
        "10 cannot lock " + path.string() +
            ".lock: Too many levels of symbolic links; the vault is untouched | ");
  CHECK_FALSE(fs::exists(folder.path() / "target"));
}

}  // namespace fob::vault
