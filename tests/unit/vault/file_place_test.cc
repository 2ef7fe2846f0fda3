// A vault that takes the place of one that cannot be opened, or of none.

#include <fstream>

#include <doctest/doctest.h>

#include "core/vault/io.h"
#include "tests/unit/vault/file_helpers.h"

namespace fob::vault {
namespace {

constexpr std::string_view date = "2026-11-28T150405Z";

void put(const fs::path& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

std::string content_of(const fs::path& path) {
  return std::string(as_text(VaultFile(path).read()));
}

Bytes bytes_of(std::string_view text) {
  return Bytes(text.begin(), text.end());
}

}  // namespace

TEST_CASE("where there is none, a vault is made with its folder") {
  const Folder folder;
  const fs::path path = folder.path() / "new" / "vault.fob";
  const auto kept = VaultFile(path).take_place(std::nullopt, as_bytes("vault"), date, false);
  CHECK(kept.vault.empty());
  CHECK(kept.previous.empty());
  CHECK(content_of(path) == "vault");
  CHECK(mode_of(path) == 0600);
  CHECK(mode_of(path.parent_path()) == 0700);
  CHECK(files_in(path.parent_path()) == Names{"vault.fob", "vault.fob.lock"});
}

TEST_CASE("what stood there stays beside it, to the byte and for the same people") {
  const Folder folder;
  const fs::path path = folder.path() / "vault.fob";
  put(path, "damaged");
  put(path.string() + "~", "previous");
  fs::permissions(path, fs::perms::owner_all);
  const auto kept =
      VaultFile(path).take_place(bytes_of("damaged"), as_bytes("vault"), date, true);
  CHECK(kept.vault == "vault.fob.damaged-2026-11-28T150405Z");
  CHECK(kept.previous == "vault.fob.previous-2026-11-28T150405Z");
  CHECK(content_of(path) == "vault");
  CHECK(mode_of(path) == 0700);
  CHECK(content_of(folder.path() / kept.vault) == "damaged");
  CHECK(mode_of(folder.path() / kept.vault) == 0700);
  CHECK(content_of(folder.path() / kept.previous) == "previous");
  CHECK(content_of(path.string() + "~") == "previous");
}

TEST_CASE("nothing that was kept is written over") {
  const Folder folder;
  const fs::path path = folder.path() / "vault.fob";
  for (const char* const name :
       {"vault.fob.damaged-2026-11-28T150405Z", "vault.fob.damaged-2026-11-28T150405Z-2",
        "vault.fob.damaged-2026-11-28T150405Z-3"}) {
    put(path, name);
    const auto kept =
        VaultFile(path).take_place(bytes_of(name), as_bytes("vault"), date, false);
    CHECK(kept.vault == name);
    CHECK(content_of(folder.path() / name) == name);
  }
  CHECK(content_of(folder.path() / "vault.fob.damaged-2026-11-28T150405Z") ==
        "vault.fob.damaged-2026-11-28T150405Z");
}

TEST_CASE("a file that is not what was read is left alone") {
  const Folder folder;
  const fs::path path = folder.path() / "vault.fob";
  put(path, "another");
  const VaultFile file(path);
  CHECK(error_of([&] { file.take_place(bytes_of("what"), as_bytes("v"), date, false); }) ==
        "11 another program changed " + path.string() +
            " meanwhile; the vault is untouched | run the command again");
  CHECK(error_of([&] { file.take_place(std::nullopt, as_bytes("v"), date, false); }) ==
        "11 " + path.string() +
            " exists already | move it away, or name another file with --vault");
  CHECK(content_of(path) == "another");
  for (const std::string& name : files_in(folder.path()))
    CHECK(name.starts_with("vault.fob"));
  CHECK(files_in(folder.path()).size() == 2);
}

TEST_CASE("a failure leaves no copy beside it") {
  const Folder folder;
  const fs::path path = folder.path() / "vault.fob";
  put(path, "damaged");
  // The previous generation is no file: it cannot be kept.
  fs::create_directory(path.string() + "~");
  const std::string failure = error_of(
      [&] { VaultFile(path).take_place(bytes_of("damaged"), as_bytes("vault"), date, true); });
  CHECK(failure == "10 " + path.string() + "~ is a directory, not a vault | ");
  CHECK(content_of(path) == "damaged");
  CHECK(files_in(folder.path()) == Names{"vault.fob", "vault.fob.lock", "vault.fob~"});
}

TEST_CASE("behind a link it is the file that it leads to") {
  const Folder folder;
  const fs::path real = folder.path() / "real.fob", path = folder.path() / "vault.fob";
  put(real, "damaged");
  fs::create_symlink(real, path);
  const auto kept =
      VaultFile(path).take_place(bytes_of("damaged"), as_bytes("vault"), date, false);
  CHECK(kept.vault == "real.fob.damaged-2026-11-28T150405Z");
  CHECK(fs::is_symlink(path));
  CHECK(content_of(real) == "vault");
}

}  // namespace fob::vault
