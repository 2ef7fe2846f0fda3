#include "core/vault/file.h"

#include <sys/stat.h>
#include <thread>

#include <doctest/doctest.h>

#include "core/vault/line.h"
#include "tests/unit/vault/file_helpers.h"

namespace fob::vault {

TEST_CASE("a new vault is its owner's alone, in folders that are") {
  const Folder folder;
  const fs::path path = folder.path() / "a" / "b" / "vault.fob";
  const VaultFile file(path);
  CHECK_FALSE(file.exists());
  const Bytes bytes = new_vault().seal({});
  file.create(bytes);
  CHECK(file.exists());
  CHECK(file.read() == bytes);
  CHECK(mode_of(path) == 0600);
  CHECK(mode_of(path.parent_path()) == 0700);
  CHECK(mode_of(path.parent_path().parent_path()) == 0700);
  CHECK(files_in(path.parent_path()) == Names{"vault.fob", "vault.fob.lock"});
  CHECK(mode_of(path.string() + ".lock") == 0600);
  CHECK(fs::file_size(path.string() + ".lock") == 0);
}

TEST_CASE("a new vault never takes the place of a file") {
  const Folder folder;
  const fs::path path = folder.file("vault.fob", "mine");
  const std::string refused =
      "11 " + path.string() +
      " exists already | move it away, or name another file with --vault";
  CHECK(error_of([&] { VaultFile(path).create(ramp(0, 9)); }) == refused);
  CHECK(error_of([&] { VaultFile(path).refuse_existing(); }) == refused);
  CHECK(as_text(VaultFile(path).read()) == "mine");
}

TEST_CASE("a place that cannot be looked at gets no new vault") {
  const Folder folder;
  fs::create_symlink("loop", folder.path() / "loop");
  const fs::path path = folder.path() / "loop" / "vault.fob";
  const std::string refused = "10 cannot make " + path.string() +
                              ": Too many levels of symbolic links; no vault was made | ";
  CHECK(error_of([&] { VaultFile(path).refuse_existing(); }) == refused);
  CHECK(error_of([&] { VaultFile(path).create(ramp(0, 9)); }) == refused);

  const fs::path below = folder.file("file", "") / "vault.fob";
  CHECK(error_of([&] { VaultFile(below).create(ramp(0, 9)); }) ==
        "10 cannot make " + below.string() + ": Not a directory; no vault was made | ");
}

TEST_CASE("a link that leads nowhere is told, and nothing is made where it leads") {
  const Folder folder;
  const fs::path path = folder.path() / "vault.fob";
  fs::create_symlink(folder.path() / "stick" / "vault.fob", path);
  const VaultFile file(path);
  CHECK(file.exists());
  CHECK(error_of([&] { (void)file.read(); }) ==
        "6 " + path.string() +
            " is a link to a file that is not there | remove the link, or "
            "name the file with --vault");
  CHECK(error_of([&] { file.create(ramp(0, 9)); }) ==
        "11 " + path.string() +
            " exists already | move it away, or name another file with --vault");
  CHECK(files_in(folder.path()) == Names{"vault.fob"});
}

TEST_CASE("what is no file is refused at once") {
  const Folder folder;
  const auto refusal = [&](const fs::path& path) {
    return error_of([&] { (void)VaultFile(path).read(); });
  };
  const fs::path pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(refusal(pipe) == "10 " + pipe.string() + " is a pipe, not a vault | ");
  CHECK(refusal(folder.path()) ==
        "10 " + folder.path().string() + " is a directory, not a vault | ");
  CHECK(refusal(folder.path() / "") ==
        "10 " + (folder.path() / "").string() + " is a directory, not a vault | ");
  CHECK(refusal("/dev/null") == "10 /dev/null is a device, not a vault | ");
  CHECK(refusal(folder.path() / "none") ==
        "6 there is no vault at " + (folder.path() / "none").string() + " | ");
  CHECK(refusal(folder.file("file", "") / "vault.fob") ==
        "10 cannot read " + (folder.path() / "file" / "vault.fob").string() +
            ": Not a directory | ");
  fs::create_symlink("loop", folder.path() / "loop");
  CHECK(refusal(folder.path() / "loop") == "10 cannot read " +
                                               (folder.path() / "loop").string() +
                                               ": Too many levels of symbolic links | ");
}

TEST_CASE("reading gives one byte more than the largest vault, and no more") {
  const Folder folder;
  const fs::path path = folder.file("vault.fob", "");
  fs::resize_file(path, max_file + 100);
  CHECK(VaultFile(path).read().size() == max_file + 1);
}

TEST_CASE("a change is on disk, and what was there before is beside it") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  const Bytes first = opened.file.read();
  CHECK(opened.add("alice") == Change::done);
  CHECK(names_in(path) == Names{"alice"});
  CHECK(VaultFile(path.string() + "~").read() == first);
  CHECK(mode_of(path.string() + "~") == 0600);
  CHECK(files_in(folder.path()) == Names{"vault.fob", "vault.fob.lock", "vault.fob~"});

  // What the caller holds is what stands there now, so that it can go on.
  CHECK(opened.vault.generation() == 2);
  CHECK(opened.file.read() ==
        Bytes(opened.sealed.bytes().begin(), opened.sealed.bytes().end()));
  CHECK(opened.add("bob") == Change::done);
  CHECK(names_in(path) == Names{"alice", "bob"});
  CHECK(names_in(path.string() + "~") == Names{"alice"});
}

TEST_CASE("the body says which file it took the place of") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  opened.add("alice");
  const std::string body = body_of(opened.sealed.bytes(), opened.vault.data_key());
  const Digest former = Sealed(VaultFile(path.string() + "~").read()).digest();
  CHECK(body.starts_with("fob-accounts 1 generation=2" + format_field("previous", former) +
                         "\n"));
}

TEST_CASE("a change that changes nothing writes nothing") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  const Bytes before = opened.file.read();
  CHECK(opened.change([](Vault&) {}) == Change::done);
  CHECK(opened.file.read() == before);
  CHECK_FALSE(fs::exists(path.string() + "~"));
}

TEST_CASE("a change that stops leaves all as it was") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  const Id id = opened.add_hotp();
  const Bytes before = opened.file.read();
  const Bytes previous = VaultFile(path.string() + "~").read();
  CHECK(error_of([&] {
          opened.change([&](Vault& now) {
            now.add(account_named("alice"), some_day);
            now.spend(id);
            now.remove(id, some_day);
            now.purge(id);
            throw Error(Kind::failed, "changed in both");
          });
        }) == "11 changed in both | ");
  CHECK(opened.file.read() == before);
  CHECK(VaultFile(path.string() + "~").read() == previous);
  CHECK(files_in(folder.path()) == Names{"vault.fob", "vault.fob.lock", "vault.fob~"});
}

TEST_CASE("a counter that moves leaves the previous generation as it is") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  const Id id = opened.add_hotp();
  const Bytes previous = VaultFile(path.string() + "~").read();
  opened.change([&](Vault& now) { now.spend(id); }, Previous::untouched);
  CHECK(VaultFile(path.string() + "~").read() == previous);
  CHECK(std::get<otp::Hotp>(Opened(path).vault.get(id)->method).counter == 1);
}

TEST_CASE("a secret that is destroyed is not in the previous generation either") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  opened.add("alice", Previous::copy_of_new);
  CHECK(VaultFile(path.string() + "~").read() == opened.file.read());
}

TEST_CASE("a previous generation that cannot be replaced by the new one is told") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  fs::create_directory(path.string() + "~");
  CHECK(error_of([&] { opened.add("alice", Previous::copy_of_new); }) ==
        "10 " + path.string() + " is saved, but " + path.string() +
            "~ still is the vault as it was before: Is a directory | it keeps what was to go: "
            "remove " +
            path.string() + "~");
  CHECK(names_in(path) == Names{"alice"});
  CHECK(files_in(folder.path()) == Names{"vault.fob", "vault.fob.lock", "vault.fob~"});
}

TEST_CASE("a change is made to the vault as it stands, not as it was read") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened slow(path);
  Opened quick(path);
  quick.add("quick");
  slow.add("slow");
  CHECK(names_in(path) == Names{"quick", "slow"});
  CHECK(slow.vault.generation() == 3);

  // Even when nothing has to be written, the caller gets what stands there.
  CHECK(quick.change([](Vault&) {}) == Change::done);
  CHECK(quick.vault.accounts().size() == 2);
  CHECK(quick.sealed.digest() == slow.sealed.digest());
}

TEST_CASE("a vault under another key is left to be unlocked again") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  fs::remove(path);
  const Bytes other = Vault::create(Secret::copy_of("new"), cheap).seal({});
  VaultFile(path).create(other);
  CHECK(opened.add("alice") == Change::key_changed);
  CHECK(opened.file.read() == other);
}

TEST_CASE("a damaged vault is never written over") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  folder.file("vault.fob", "noise");
  CHECK_THROWS_AS(opened.add("alice"), Error);
  CHECK(as_text(opened.file.read()) == "noise");
}

TEST_CASE("another writer within the change is noticed before the rename") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  CHECK(error_of([&] {
          opened.change([&](Vault& now) {
            now.add(account_named("alice"), some_day);
            folder.file("vault.fob", "by a program that takes no lock");
          });
        }) == "11 another program changed " + path.string() +
                  " meanwhile; the vault is untouched | run the command again");
  CHECK(as_text(opened.file.read()) == "by a program that takes no lock");
  CHECK(files_in(folder.path()) == Names{"vault.fob", "vault.fob.lock"});

  const Folder elsewhere;
  Opened removed(made_in(elsewhere));
  CHECK(error_of([&] {
          removed.change([&](Vault& now) {
            now.add(account_named("alice"), some_day);
            fs::remove(removed.file.path());
          });
        }) == "11 another program changed " + removed.file.path().string() +
                  " meanwhile; the vault is untouched | run the command again");
}

TEST_CASE("entries removed long ago go with the next change") {
  const Folder folder;
  const fs::path path = made_in(folder);
  Opened opened(path);
  Id id{};
  const otp::Time long_ago = some_day - std::chrono::days(91);
  opened.file.change(
      opened.vault, opened.sealed,
      [&](Vault& now) {
        id = now.add(account_named("alice"), long_ago).id;
        Account newer = now.get(id)->clone();
        newer.account = "bob";
        now.replace(std::move(newer), long_ago);
      },
      Previous::replaced, long_ago);
  CHECK(opened.vault.removed().size() == 1);
  opened.change([](Vault&) {});
  CHECK(opened.vault.removed().size() == 1);
  opened.add("carol");
  CHECK(opened.vault.removed().empty());
}

TEST_CASE("what was sealed is compared with what was meant, line by line") {
  Vault vault = new_vault();
  const Sealed empty(vault.seal({}));
  CHECK(vault.is_sealed_in(empty));
  vault.add(account_named("alice"), some_day);
  CHECK_FALSE(vault.is_sealed_in(empty));
  const Sealed sealed(vault.seal({}));
  CHECK(vault.is_sealed_in(sealed));
  CHECK_FALSE(Vault::create(Secret::copy_of("another"), cheap).is_sealed_in(sealed));
  vault.saved();
  CHECK_FALSE(vault.is_sealed_in(sealed));  // it is this generation, not the next
  CHECK_FALSE(vault.changed());
  CHECK(vault.generation() == 1);
}

TEST_CASE("ten writers at once lose nothing") {
  const Folder folder;
  const fs::path path = made_in(folder);
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 10; ++writer) {
    writers.emplace_back([&path, writer] {
      Opened opened(path);
      for (int i = 0; i < 5; ++i)
        opened.add(std::to_string(writer) + "-" + std::to_string(i));
    });
  }
  for (std::thread& writer : writers)
    writer.join();
  CHECK(names_in(path).size() == 50);
  CHECK(Opened(path).vault.generation() == 51);
}

}  // namespace fob::vault
