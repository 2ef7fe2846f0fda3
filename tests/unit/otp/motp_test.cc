#include "core/otp/motp.h"

#include <string>

#include <doctest/doctest.h>

using namespace fob;
using namespace fob::otp;

namespace {

std::string code(std::string_view secret, std::string_view pin, std::uint64_t time) {
  return motp_code(Key::copy_of(secret), Key::copy_of(pin), time / 10);
}

}  // namespace

TEST_CASE("mOTP codes are those of other implementations") {
  struct Vector {
    std::string secret;
    std::string pin;
    std::uint64_t time;
    std::string code;
  };
  for (const auto& v : {
           Vector{"e3152afee62599c8", "1234", 165892298, "e7d8b6"},
           {"e3152afee62599c8", "1234", 123456789, "4ebfb2"},
           {"bbb1912bb5c515be", "9999", 1659540020, "ced7b1"},
           {"bbb1912bb5c515be", "9999", 1659540029, "ced7b1"},
           {"bbb1912bb5c515be", "9999", 1659539870, "1a14f8"},
           {"bbb1912bb5c515be", "9999", 1659539879, "1a14f8"},
           {"7ac61d4736f51a2b", "5555", 0, "c42a26"},
           {"7ac61d4736f51a2b", "5555", 1000000000, "4af383"},
       }) {
    CAPTURE(v.time);
    CHECK(code(v.secret, v.pin, v.time) == v.code);
  }
}

TEST_CASE("the secret of mOTP is text: its case changes the code") {
  CHECK(code("E3152AFEE62599C8", "1234", 165892298) != "e7d8b6");
}
