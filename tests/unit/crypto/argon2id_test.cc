#include "core/crypto/argon2id.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/codec/base64.h"

using namespace fob;

namespace {

std::string derived(std::string_view passphrase, std::string_view salt, std::uint64_t passes,
                    std::uint64_t memory) {
  return codec::encode_hex(
      crypto::argon2id(Secret::copy_of(passphrase), as_bytes(salt), passes, memory).reveal());
}

}  // namespace

// The answers are those of the reference implementation's own program:
// argon2 SALT -id -t PASSES -k MEMORY -p 1 -l 32 -r
TEST_CASE("Argon2id with one lane gives what the reference implementation gives") {
  CHECK(derived("password", "somesaltsomesalt", 2, 8192) ==
        "fd7e44552d83db6b9c2bc9dbd6d88fe0facd11df4654ac21fe8013fd7a05ebc3");
  CHECK(derived("correct horse", "0123456789abcdef", 1, 65536) ==
        "a5e0914f49cf615621b5545cfbbc0f253b77ac3cd9cfba2c3c72c1c8a128e27c");
}

TEST_CASE("memory that the system does not give is a failure of its own") {
  constexpr std::uint64_t more_than_any_machine_has = std::uint64_t{4} << 30;  // KiB
  try {
    derived("password", "somesaltsomesalt", 1, more_than_any_machine_has - 1);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::failed);
    CHECK(error.what() ==
          std::string("the system does not give the memory that the passphrase needs"));
  }
}
