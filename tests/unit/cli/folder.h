#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace fob::test {

/// A folder of the test's own, gone when it ends.
class Folder {
 public:
  Folder() {
    std::string name = std::filesystem::temp_directory_path() / "fob-test-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }

  /// Makes `name`, and the folders above it, with mode 0600.
  std::filesystem::path file(const std::string& name, std::string_view contents) const {
    const auto made = path_ / name;
    std::filesystem::create_directories(made.parent_path());
    std::ofstream(made, std::ios::binary) << contents;
    using std::filesystem::perms;
    std::filesystem::permissions(made, perms::owner_read | perms::owner_write);
    return made;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace fob::test
