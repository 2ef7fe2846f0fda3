#include "core/vault/last_seen.h"

#include <sys/stat.h>

#include <doctest/doctest.h>

#include "tests/unit/vault/file_helpers.h"

namespace fob::vault {
namespace {

Digest digest_ramp(unsigned char first) {
  return id_ramp(first);
}

const Id vault = id_ramp(0);
constexpr const char* record_name = "AAECAwQFBgcICQoLDA0ODw";

}  // namespace

TEST_CASE("a vault is fresh until an older or another one of its generation comes") {
  CHECK(freshness({}, 1, digest_ramp(1)) == Freshness::fresh);
  const LastSeen seen{5, digest_ramp(1)};
  CHECK(freshness(seen, 6, digest_ramp(2)) == Freshness::fresh);
  CHECK(freshness(seen, 5, digest_ramp(1)) == Freshness::fresh);
  CHECK(freshness(seen, 5, digest_ramp(2)) == Freshness::forked);
  CHECK(freshness(seen, 4, digest_ramp(1)) == Freshness::older);
}

TEST_CASE("the highest generation seen is kept") {
  const Folder home;
  const fs::path folder = home.path() / "state" / "fob";
  CHECK_FALSE(last_seen(folder, vault));
  record_seen(folder, vault, {9, digest_ramp(1)}, false);
  CHECK(mode_of(folder) == 0700);
  CHECK(mode_of(folder / record_name) == 0600);
  CHECK(as_text(VaultFile(folder / record_name).read()) ==
        "fob-seen 1 generation=9 digest=AQIDBAUGBwgJCgsMDQ4PEA\n");

  record_seen(folder, vault, {10, digest_ramp(2)}, false);
  record_seen(folder, vault, {9, digest_ramp(3)}, false);
  record_seen(folder, vault, {10, digest_ramp(3)}, false);
  auto seen = last_seen(folder, vault);
  REQUIRE(seen);
  CHECK(seen->generation == 10);
  CHECK(seen->digest == digest_ramp(2));
  CHECK_FALSE(last_seen(folder, id_ramp(1)));

  // A shorter record over a longer one.
  record_seen(folder, vault, {9, digest_ramp(3)}, true);
  seen = last_seen(folder, vault);
  REQUIRE(seen);
  CHECK(seen->generation == 9);
  CHECK(seen->digest == digest_ramp(3));
}

TEST_CASE("what is no record counts as never seen, and is written over") {
  const Folder home;
  for (const char* text :
       {"", "noise", "fob-seen 1 generation=9 digest=AQIDBAUGBwgJCgsMDQ4PE\n",
        "fob-seen 1 generation=09 digest=AQIDBAUGBwgJCgsMDQ4PEA\n",
        "fob-seen 2 generation=9 digest=AQIDBAUGBwgJCgsMDQ4PEA\n",
        "fob-seen 1 generation=9223372036854775808 digest=AQIDBAUGBwgJCgsMDQ4PEA\n",
        "fob-seen 1 generation=18446744073709551615 digest=AQIDBAUGBwgJCgsMDQ4PEA\n"}) {
    home.file(record_name, text);
    CHECK_FALSE(last_seen(home.path(), vault));
    record_seen(home.path(), vault, {3, digest_ramp(1)}, false);
    REQUIRE(last_seen(home.path(), vault));
    CHECK(last_seen(home.path(), vault)->generation == 3);
  }
}

TEST_CASE("a state folder that cannot be used does no harm") {
  const Folder home;
  const fs::path file = home.file("file", "");
  record_seen(file, vault, {1, {}}, false);
  record_seen(file / "fob", vault, {1, {}}, false);
  CHECK_FALSE(last_seen(file / "fob", vault));

  // Nor does a pipe in the record's place, which would make others wait.
  REQUIRE(::mkfifo((home.path() / record_name).c_str(), 0600) == 0);
  CHECK_FALSE(last_seen(home.path(), vault));
  record_seen(home.path(), vault, {1, {}}, false);

  fs::remove(home.path() / record_name);
  fs::create_symlink(file, home.path() / record_name);
  record_seen(home.path(), vault, {1, {}}, false);
  CHECK(fs::file_size(file) == 0);
}

}  // namespace fob::vault
