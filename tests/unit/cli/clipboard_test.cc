#include "cli/clipboard.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "tests/unit/cli/folder.h"

namespace fob::cli {
namespace {

/// Surroundings with some programs in PATH, and no others.
class Desktop {
 public:
  explicit Desktop(std::initializer_list<const char*> programs) {
    clear();
    setenv("PATH", folder_.path().c_str(), 1);
    for (const char* program : programs) {
      std::filesystem::permissions(folder_.file(program, "#!/bin/sh\n"),
                                   std::filesystem::perms::owner_all);
    }
  }
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;
  ~Desktop() {
    clear();
    setenv("PATH", path_.c_str(), 1);
  }

  Desktop& with(const char* name, const char* value) {
    setenv(name, value, 1);
    return *this;
  }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  static void clear() {
    for (const char* name : {"WAYLAND_DISPLAY", "DISPLAY", "XDG_RUNTIME_DIR",
                             "FOB_CLIPBOARD_COMMAND", "FOB_PASTE_COMMAND"}) {
      unsetenv(name);
    }
  }
  test::Folder folder_;
  std::string path_ = getenv("PATH");
};

std::string failure() {
  try {
    return find_clipboard().name;
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::io);
    return std::string(error.what()) + " | " + error.hint();
  }
}

}  // namespace

TEST_CASE("the surroundings say which program copies") {
  Desktop all{"wl-copy", "wl-paste", "xclip", "xsel"};
  all.with("WAYLAND_DISPLAY", "wayland-1").with("DISPLAY", ":0");
  CHECK(find_clipboard().name == "wl-copy");
  CHECK(find_clipboard().copy.words.front() == all.folder() / "wl-copy");
  unsetenv("WAYLAND_DISPLAY");
  CHECK(find_clipboard().name == "xclip");
  std::filesystem::remove(all.folder() / "xclip");
  CHECK(find_clipboard().name == "xsel");
}

TEST_CASE("a Wayland session has an X clipboard too, where nothing else is installed") {
  Desktop desktop{"wl-copy", "xsel"};  // wl-copy without wl-paste is half a package
  desktop.with("WAYLAND_DISPLAY", "wayland-1").with("DISPLAY", ":0");
  CHECK(find_clipboard().name == "xsel");
}

TEST_CASE("the user's own command comes before all of them") {
  Desktop desktop{"xclip"};
  desktop.with("DISPLAY", ":0").with("FOB_CLIPBOARD_COMMAND", "tee it");
  CHECK(find_clipboard().name == "the clipboard command");
  CHECK(find_clipboard().copy.words == std::vector<std::string>{"/bin/sh", "-c", "tee it"});
  CHECK_FALSE(find_clipboard().can_clear());
  desktop.with("FOB_PASTE_COMMAND", "cat it");
  CHECK(find_clipboard().paste.words == std::vector<std::string>{"/bin/sh", "-c", "cat it"});
}

TEST_CASE("what wl-copy keeps, it keeps in memory") {
  Desktop desktop{"wl-copy", "wl-paste"};
  desktop.with("WAYLAND_DISPLAY", "wayland-1");
  CHECK(find_clipboard().copy.setting == "");
  desktop.with("XDG_RUNTIME_DIR", "/run/user/1000");
  CHECK(find_clipboard().copy.setting == "TMPDIR=/run/user/1000");
}

TEST_CASE("without a way to copy, the package to install is named") {
  Desktop desktop{};
  CHECK(
      failure() ==
      "there is no clipboard here: neither WAYLAND_DISPLAY nor DISPLAY is set | a terminal may "
      "have one: --copy=osc52\nor set FOB_CLIPBOARD_COMMAND; in a desktop session, install "
      "wl-clipboard or xclip");
  desktop.with("DISPLAY", ":0");
  CHECK(failure() ==
        "no program is installed that copies to the clipboard | install the package xclip");
  desktop.with("WAYLAND_DISPLAY", "wayland-1");
  CHECK(failure() ==
        "no program is installed that copies to the clipboard | install the package "
        "wl-clipboard");
}

TEST_CASE("no program of the working directory is run, and no folder or mere file") {
  Desktop desktop{};
  desktop.with("DISPLAY", ":0");
  std::filesystem::create_directory(desktop.folder() / "xclip");
  desktop.with("PATH", "::.:relative");
  CHECK(failure().starts_with("no program is installed"));
  desktop.with("PATH", desktop.folder().c_str());
  CHECK(failure().starts_with("no program is installed"));
  std::filesystem::remove(desktop.folder() / "xclip");
  const test::Folder other;
  other.file("xclip", "");
  desktop.with("PATH", other.path().c_str());
  CHECK(failure().starts_with("no program is installed"));
}

TEST_CASE("a command gets what is copied as it is, and what it holds is compared with it") {
  Desktop desktop{};
  const test::Folder folder;
  const std::string file = folder.path() / "board";
  desktop.with("PATH", "/usr/bin:/bin")
      .with("FOB_CLIPBOARD_COMMAND", ("cat >'" + file + "'").c_str())
      .with("FOB_PASTE_COMMAND", ("cat '" + file + "'").c_str());
  const Clipboard own = find_clipboard();
  CHECK_FALSE(holds(own, "123456"));  // no file
  copy_to(own, "123456");
  CHECK(std::filesystem::file_size(file) == 6);
  CHECK(holds(own, "123456"));
  CHECK_FALSE(holds(own, "12345"));
  CHECK_FALSE(holds(own, "1234567"));
  struct {
    const char* content;
    bool same;
  } const rows[] = {{"123456\n", true},
                    {"123456\r\n", true},
                    {"123456\n\n", false},
                    {"123456 ", false},
                    {"", false}};
  for (const auto& row : rows) {
    CAPTURE(row.content);
    folder.file("board", row.content);
    CHECK(holds(own, "123456") == row.same);
  }
  folder.file("board", "123456" + std::string(100'000, '\n'));
  CHECK_FALSE(holds(own, "123456"));
}

TEST_CASE("a command that fails is named, and nothing of what it got") {
  Desktop desktop{};
  desktop.with("FOB_CLIPBOARD_COMMAND", "exit 3");
  try {
    copy_to(find_clipboard(), "123456");
    FAIL("it did not fail");
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::io);
    CHECK(std::string_view(error.what()) ==
          "the clipboard command failed (exit status 3), and nothing was copied");
  }
}

TEST_CASE("a command need not read what it gets") {
  Desktop desktop{};
  desktop.with("FOB_CLIPBOARD_COMMAND", "exec <&-; exit 0");
  CHECK_NOTHROW(copy_to(find_clipboard(), "123456"));
}

}  // namespace fob::cli
