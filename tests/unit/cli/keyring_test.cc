#include "cli/keyring.h"

#include <keyutils.h>

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/codec/base64.h"

namespace fob::cli {
namespace {

using namespace std::chrono_literals;

bool keys_are_kept() {
  try {
    check_keyring();
    return true;
  } catch (const Error&) {
    MESSAGE("the kernel keeps no keys here");
    return false;
  }
}

UnlockedKey until(otp::Time deadline) {
  UnlockedKey key;
  key.data_key = Secret::random(32);
  key.deadline = deadline;
  return key;
}

}  // namespace

TEST_CASE("a key is kept, found, and forgotten") {
  if (!keys_are_kept()) return;
  const Id vault = random_id(), other = random_id();
  const otp::Time now(1'000s);
  CHECK_FALSE(find_key(vault, now));
  CHECK(drop_keys(vault) == 0);

  const UnlockedKey key = until(now + 60s);
  keep_key(vault, key, now);
  const auto found = find_key(vault, now);
  REQUIRE(found);
  CHECK(found->data_key == key.data_key);
  CHECK(found->deadline == key.deadline);
  CHECK_FALSE(found->idle);
  CHECK_FALSE(find_key(other, now));

  UnlockedKey next = until(now + 90s);
  next.idle = 30s;
  keep_key(vault, next, now);
  CHECK(find_key(vault, now)->data_key == next.data_key);
  CHECK(find_key(vault, now)->idle == 30s);

  CHECK(drop_keys(other) == 0);
  CHECK(drop_keys(vault) == 1);
  CHECK(drop_keys(vault) == 0);
  CHECK_FALSE(find_key(vault, now));
}

TEST_CASE("one whose time has passed is none, though the kernel has it still") {
  if (!keys_are_kept()) return;
  const Id vault = random_id();
  const otp::Time now(1'000s);
  keep_key(vault, until(now + 60s), now);
  CHECK(find_key(vault, now + 59s));
  CHECK_FALSE(find_key(vault, now + 60s));
  drop_keys(vault);
}

TEST_CASE("what is no key of ours is none") {
  if (!keys_are_kept()) return;
  const Id vault = random_id();
  const std::string description = "fob:" + codec::encode_base64(vault, codec::Base64::url);
  for (const std::size_t size : {1u, 43u, 45u}) {
    const std::string payload(size, 'x');
    REQUIRE(add_key("user", description.c_str(), payload.data(), size, KEY_SPEC_USER_KEYRING) >
            0);
    CHECK_FALSE(find_key(vault, otp::Time(0s)));
  }
  CHECK(drop_keys(vault) == 1);
}

}  // namespace fob::cli
