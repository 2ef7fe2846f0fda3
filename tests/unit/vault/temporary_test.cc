#include "core/vault/temporary.h"

#include <doctest/doctest.h>

#include "core/vault/folder.h"
#include "tests/unit/vault/file_helpers.h"

namespace fob::vault {

TEST_CASE("a temporary is hidden, its maker's alone, and goes when nobody renames it") {
  const Folder folder;
  const Descriptor opened = open_folder(folder.path());
  {
    const Temporary temporary(opened.get(), "vault.fob");
    const Names files = files_in(folder.path());
    REQUIRE(files.size() == 1);
    CHECK(files[0].starts_with(".vault.fob.tmp-"));
    CHECK(mode_of(folder.path() / files[0]) == 0600);
  }
  CHECK(files_in(folder.path()).empty());
}

TEST_CASE("a temporary takes the place of a file only where that is asked for") {
  const Folder folder;
  const fs::path path = folder.file("vault.fob", "mine");
  const Descriptor opened = open_folder(folder.path());
  Temporary temporary(opened.get(), "vault.fob");
  try {
    temporary.publish("vault.fob");
    FAIL("it took its place");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::file_exists);
  }
  CHECK(fs::file_size(path) == 4);
  temporary.replace("vault.fob");
  CHECK(fs::file_size(path) == 0);
  CHECK(files_in(folder.path()) == Names{"vault.fob"});
}

TEST_CASE("a temporary that is published has its new name alone") {
  const Folder folder;
  const Descriptor opened = open_folder(folder.path());
  {
    Temporary temporary(opened.get(), "vault.fob");
    temporary.publish("vault.fob");
  }
  CHECK(files_in(folder.path()) == Names{"vault.fob"});
}

}  // namespace fob::vault
