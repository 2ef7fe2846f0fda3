#include "core/base/secret.h"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>

#include <doctest/doctest.h>

using namespace fob;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(!std::is_copy_constructible_v<Key> && !std::is_copy_assignable_v<Key>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(std::is_nothrow_move_assignable_v<Key>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Key>);

TEST_CASE("text and bytes are views of the same memory") {
  const std::string text = "a\xff";
  const ByteView bytes = as_bytes(text);
  CHECK(bytes.size() == 2);
  CHECK(bytes[1] == 0xff);
  CHECK(as_text(bytes).data() == text.data());
  CHECK(as_text(bytes) == text);
  CHECK(as_bytes("").empty());
}

TEST_CASE("a new secret is zero bytes") {
  const Secret secret(40);
  CHECK(secret.size() == 40);
  CHECK(std::ranges::count(secret.reveal(), 0) == 40);
  CHECK(Secret(0).empty());
  CHECK(Secret().empty());
  CHECK(Secret().reveal().empty());
}

TEST_CASE("a secret holds what was copied or written into it") {
  Secret secret = Secret::copy_of("hunter2");
  CHECK(secret.reveal_text() == "hunter2");
  secret.fill()[0] = 'H';
  CHECK(secret.reveal_text() == "Hunter2");
  CHECK(Secret::copy_of("").empty());
}

TEST_CASE("moving a secret leaves nothing behind") {
  Secret from = Secret::copy_of("hunter2");
  Secret to = std::move(from);
  CHECK(to.reveal_text() == "hunter2");
  CHECK(from.empty());  // NOLINT(bugprone-use-after-move): that is the contract
  CHECK(from.reveal().empty());
  from = std::move(to);
  CHECK(from.reveal_text() == "hunter2");
  CHECK(to.empty());  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("a clone is another secret with the same bytes") {
  Secret secret = Secret::copy_of("hunter2");
  const Secret clone = secret.clone();
  secret.fill()[0] = 'x';
  CHECK(clone.reveal_text() == "hunter2");
}

TEST_CASE("truncating a secret wipes its end") {
  Secret secret = Secret::copy_of("hunter2");
  const auto whole = secret.fill();
  secret.truncate(3);
  CHECK(secret.reveal_text() == "hun");
  CHECK(std::ranges::count(whole.subspan(3), 0) == 4);
  secret.truncate(3);
  CHECK(secret.size() == 3);
  secret.truncate(0);
  CHECK(secret.empty());
}

TEST_CASE("random secrets differ") {
  CHECK(Secret::random(32).size() == 32);
  CHECK_FALSE(Secret::random(32) == Secret::random(32));
}

TEST_CASE("secrets and keys are equal when their bytes are") {
  const auto check = []<typename T>(std::type_identity<T>) {
    CHECK(T::copy_of("same") == T::copy_of("same"));
    CHECK_FALSE(T::copy_of("same") == T::copy_of("sane"));
    CHECK_FALSE(T::copy_of("same") == T::copy_of("sam"));
    CHECK_FALSE(T::copy_of("same") == T());
    CHECK(T() == T());
  };
  check(std::type_identity<Secret>());
  check(std::type_identity<Key>());
}

TEST_CASE("a key moves, and clones when told to") {
  Key key = Key::copy_of("12345");
  const Key clone = key.clone();
  const Key moved = std::move(key);
  CHECK(moved.reveal_text() == "12345");
  CHECK(clone == moved);
  CHECK(Key(Bytes{1, 2}).size() == 2);
  CHECK(Key().empty());
}
