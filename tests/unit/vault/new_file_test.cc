#include "core/vault/new_file.h"

#include <atomic>
#include <signal.h>
#include <sys/resource.h>
#include <thread>

#include <doctest/doctest.h>

#include "tests/unit/vault/file_helpers.h"

namespace fob::vault {

TEST_CASE("a new file is its owner's alone") {
  const Folder folder;
  const fs::path path = folder.path() / "out.txt";
  write_new_file(path, as_bytes("text"));
  CHECK(as_text(VaultFile(path).read()) == "text");
  CHECK(mode_of(path) == 0600);
  CHECK(files_in(folder.path()) == Names{"out.txt"});
}

TEST_CASE("a new file never takes the place of another") {
  const Folder folder;
  const fs::path path = folder.file("out.txt", "mine");
  CHECK(error_of([&] { write_new_file(path, as_bytes("text")); }) ==
        "11 " + path.string() + " exists already | name another file");
  CHECK(as_text(VaultFile(path).read()) == "mine");

  const fs::path link = folder.path() / "link";
  fs::create_symlink(folder.path() / "nowhere", link);
  CHECK(error_of([&] { write_new_file(link, as_bytes("text")); }) ==
        "11 " + link.string() + " exists already | name another file");
  CHECK(files_in(folder.path()) == Names{"link", "out.txt"});
  CHECK(error_of([&] { write_new_file("/dev/null", {}); }) ==
        "11 /dev/null exists already | name another file");
}

TEST_CASE("of many who make one new file at once, one does") {
  const Folder folder;
  const fs::path path = folder.path() / "out.txt";
  std::atomic<int> done = 0;
  std::vector<std::thread> writers;
  for (unsigned char writer = 0; writer < 16; ++writer) {
    writers.emplace_back([&, writer] {
      if (error_of([&] { write_new_file(path, ramp(writer, 16)); }) == "none") ++done;
    });
  }
  for (std::thread& writer : writers)
    writer.join();
  CHECK(done == 1);
  CHECK(files_in(folder.path()) == Names{"out.txt"});
}

TEST_CASE("a new file that cannot be written whole is not there") {
  const Folder folder;
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit limit{100, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  const fs::path path = folder.path() / "out.txt";
  const std::string error = error_of([&] { write_new_file(path, ramp(0, 200)); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  CHECK(error == "10 cannot write " + path.string() + ": File too large | ");
  CHECK(files_in(folder.path()).empty());

  const fs::path nowhere = folder.path() / "none" / "out.txt";
  CHECK(error_of([&] { write_new_file(nowhere, {}); }) ==
        "10 cannot write " + nowhere.string() + ": No such file or directory | ");
}

}  // namespace fob::vault
