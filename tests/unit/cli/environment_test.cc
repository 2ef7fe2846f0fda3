#include "cli/environment.h"

#include <cstdlib>

#include <doctest/doctest.h>

#include "core/base/error.h"

using namespace fob::cli;

namespace {

/// Sets a variable (null: unsets it) until the brace.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    set(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { set(before_ ? before_->c_str() : nullptr); }

 private:
  void set(const char* value) const {
    if (value == nullptr) {
      unsetenv(name_);
    } else {
      setenv(name_, value, 1);
    }
  }

  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("an empty variable counts as unset") {
  const Variable unset("FOB_TEST_UNSET", nullptr), empty("FOB_TEST_EMPTY", "");
  const Variable full("FOB_TEST_FULL", "a b");
  CHECK(variable("FOB_TEST_UNSET") == std::nullopt);
  CHECK(variable("FOB_TEST_EMPTY") == std::nullopt);
  CHECK(variable("FOB_TEST_FULL") == "a b");
}

TEST_CASE("the vault is in the data folder, the state in the state folder") {
  const Variable home("HOME", "/home/a"), data("XDG_DATA_HOME", "/d"),
      state("XDG_STATE_HOME", "/s");
  CHECK(default_vault() == "/d/fob/vault.fob");
  CHECK(state_folder() == "/s/fob");
}

TEST_CASE("without the XDG variables, or with relative ones, both are below the home folder") {
  const Variable home("HOME", "/home/a");
  for (const char* base : {static_cast<const char*>(nullptr), "", "relative"}) {
    const Variable data("XDG_DATA_HOME", base), state("XDG_STATE_HOME", base);
    CHECK(default_vault() == "/home/a/.local/share/fob/vault.fob");
    CHECK(state_folder() == "/home/a/.local/state/fob");
  }
}

TEST_CASE("without a home folder there is no default") {
  const Variable data("XDG_DATA_HOME", nullptr), state("XDG_STATE_HOME", nullptr);
  for (const char* value : {static_cast<const char*>(nullptr), "", "relative"}) {
    const Variable home("HOME", value);
    CHECK(state_folder() == std::nullopt);
    try {
      default_vault();
      FAIL("no error");
    } catch (const fob::Error& error) {
      CHECK(error.kind() == fob::Kind::io);
      CHECK(error.what() ==
            std::string("HOME does not name a folder, so there is no place for the vault"));
      CHECK(error.hint() == "say where it is: --vault PATH, or FOB_VAULT");
    }
  }
}
