#include "core/otp/yandex.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/codec/base32.h"

using namespace fob;
using namespace fob::otp;

namespace {

Key secret(std::string_view base32) {
  return yandex_secret(codec::decode_base32(base32).bytes);
}

/// What `call` throws, as `message | hint`.
template <typename Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::malformed);
    return std::string(error.what()) + " | " + error.hint();
  }
  return "nothing";
}

constexpr const char* handed_out = "LA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI";

}  // namespace

TEST_CASE("Yandex codes are those of other implementations") {
  struct Vector {
    std::string pin;
    std::string secret;
    std::uint64_t time;
    std::string code;
  };
  for (const auto& v : {
           Vector{"5239", "6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY", 1641559648, "umozdicq"},
           {"7586", handed_out, 1581064020, "oactmacq"},
           {"7586", handed_out, 1581090810, "wemdwrix"},
           {"5210481216086702", "JBGSAU4G7IEZG6OY4UAXX62JU4AAAAAAHTSG4HXU3M", 1581091469,
            "dfrpywob"},
           {"5210481216086702", "JBGSAU4G7IEZG6OY4UAXX62JU4AAAAAAHTSG4HXU3M", 1581093059,
            "vunyprpd"},
       }) {
    CAPTURE(v.time);
    CHECK(yandex_code(secret(v.secret), Key::copy_of(v.pin), v.time / 30) == v.code);
  }
}

TEST_CASE("a zero at the front of the derived key is dropped") {
  // A PIN for which SHA-256 gives one; the code by an independent reading of the rule.
  CHECK(yandex_code(Key(Bytes(16, 0)), Key::copy_of("0032"), 55555555) == "dhjoouro");
}

TEST_CASE("of the 26 bytes of a Yandex secret, 16 are kept") {
  const Bytes bytes = codec::decode_base32(handed_out).bytes;
  CHECK(bytes.size() == 26);
  CHECK(secret(handed_out) == Key::copy_of(ByteView(bytes).first(16)));
  CHECK(yandex_secret(ByteView(bytes).first(16)) == secret(handed_out));
}

TEST_CASE("any bit that was changed in the 26 bytes is noticed") {
  constexpr const char* wrong =
      "the checksum in the secret is wrong | copy it again: a character was changed on the way";
  CHECK(refusal([] { secret("AA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI"); }) == wrong);
  for (std::size_t bit = 0; bit < 26 * 8; ++bit) {
    Bytes bytes = codec::decode_base32(handed_out).bytes;
    bytes[bit / 8] = static_cast<unsigned char>(bytes[bit / 8] ^ 1u << bit % 8);
    CAPTURE(bit);
    CHECK(refusal([&] { yandex_secret(bytes); }) == wrong);
  }
}

TEST_CASE("a Yandex secret of another length is refused") {
  for (const std::size_t size : {0u, 1u, 15u, 17u, 20u, 25u, 27u, 32u}) {
    CAPTURE(size);
    CHECK(refusal([&] { yandex_secret(Bytes(size)); }) ==
          "the secret of a Yandex account has 16 or 26 bytes | ");
  }
  CHECK(refusal([] { yandex_code(Key(Bytes(26)), Key::copy_of("1234"), 0); }) ==
        "the secret of a Yandex account has 16 bytes | ");
}

TEST_CASE("a Yandex PIN has 4 to 16 digits") {
  const auto with = [](std::string_view pin) {
    return refusal([&] { yandex_code(secret(handed_out), Key::copy_of(pin), 0); });
  };
  CHECK(with("1234") == "nothing");
  CHECK(with("1234567890123456") == "nothing");
  for (const std::string pin : {"", "123", "12345678901234567", "12a4", "12 34", "١٢٣٤"}) {
    CHECK(with(pin) == "the PIN of a Yandex account has 4 to 16 digits | ");
  }
}
