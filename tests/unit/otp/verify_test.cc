#include "core/otp/verify.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/otp/code.h"

using namespace fob;
using namespace fob::otp;

namespace {

const Key key = Key::copy_of("12345678901234567890");

Time at(std::int64_t unix_time) {
  return Time{seconds{unix_time}};
}

/// The code of `method` at `time`.
std::string code_at(const Method& method, std::int64_t time, const Key* pin = nullptr) {
  return generate(key, method, pin, at(time)).text;
}

using Distance = std::optional<std::int64_t>;
constexpr Distance nowhere = std::nullopt;
constexpr std::int64_t start = 1234567890;  // the first second of a period

}  // namespace

TEST_CASE("a code is found in its period and its neighbors") {
  const std::string code = code_at(Totp{}, start);
  CHECK(verify(key, Totp{}, nullptr, code, at(start), 1) == 0);
  CHECK(verify(key, Totp{}, nullptr, code, at(start + 29), 0) == 0);
  CHECK(verify(key, Totp{}, nullptr, code, at(start + 30), 1) == -1);
  CHECK(verify(key, Totp{}, nullptr, code, at(start - 1), 1) == 1);
  CHECK(verify(key, Totp{}, nullptr, code, at(start + 60), 1) == nowhere);
  CHECK(verify(key, Totp{}, nullptr, code, at(start - 31), 1) == nowhere);
  CHECK(verify(key, Totp{}, nullptr, code, at(start + 30), 0) == nowhere);
}

TEST_CASE("the window reaches as far as asked, and no farther") {
  const Totp method{.digits = 9};
  const std::string code = code_at(method, start);
  constexpr int far = max_verify_window;
  CHECK(verify(key, method, nullptr, code, at(start + 30 * far), far) == -far);
  CHECK(verify(key, method, nullptr, code, at(start - 30 * far), far) == far);
  CHECK(verify(key, method, nullptr, code, at(start + 30 * far), far - 1) == nowhere);
  CHECK(verify(key, method, nullptr, code, at(start - 30 * far), far - 1) == nowhere);
}

TEST_CASE("of several matches the nearest is told, and of two as near the one behind") {
  // With one digit every code is there many times within a hundred periods.
  const Totp method{.digits = 1};
  for (std::int64_t time = start; time < start + 30 * 50; time += 30) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      const std::string code{digit};
      Distance nearest;
      for (std::int64_t d = 0; d <= 100 && !nearest; ++d) {
        if (code_at(method, time - 30 * d) == code) {
          nearest = -d;
        } else if (code_at(method, time + 30 * d) == code) {
          nearest = d;
        }
      }
      CHECK(nearest);
      CHECK(verify(key, method, nullptr, code, at(time), 100) == nearest);
    }
  }
}

TEST_CASE("a window that reaches before 1970 looks at what exists") {
  const Totp method{.digits = 10};
  const std::string first = code_at(method, 0);
  CHECK(verify(key, method, nullptr, first, at(0), 1000) == 0);
  CHECK(verify(key, method, nullptr, first, at(30), 1000) == -1);
  CHECK(verify(key, method, nullptr, code_at(method, 30), at(29), 1000) == 1);
  // The counter before the first would be 2^64 - 1, were it to wrap.
  const std::string last =
      generate(key, Hotp{Hash::sha1, 10, ~std::uint64_t{0}}, nullptr, at(0)).text;
  CHECK(verify(key, method, nullptr, last, at(0), 1000) == nowhere);
  CHECK_THROWS_WITH_AS(verify(key, method, nullptr, first, at(-1), 1),
                       "the time is before 1970", Error);
}

TEST_CASE("HOTP looks ahead, never behind, whatever the time") {
  const auto hotp = [](std::uint64_t counter) { return Method{Hotp{Hash::sha1, 6, counter}}; };
  const std::string code = code_at(hotp(5), 0);
  CHECK(verify(key, hotp(5), nullptr, code, at(0), 1) == 0);
  CHECK(verify(key, hotp(4), nullptr, code, at(0), 1) == 1);
  CHECK(verify(key, hotp(0), nullptr, code, at(-1), 5) == 5);
  CHECK(verify(key, hotp(0), nullptr, code, at(0), 4) == nowhere);
  CHECK(verify(key, hotp(6), nullptr, code, at(0), 1000) == nowhere);
}

TEST_CASE("HOTP stops at the last counter there is") {
  constexpr auto last = std::numeric_limits<std::uint64_t>::max();
  const auto hotp = [](std::uint64_t counter) { return Method{Hotp{Hash::sha1, 10, counter}}; };
  const std::string code = code_at(hotp(last), 0);
  CHECK(verify(key, hotp(last), nullptr, code, at(0), 1000) == 0);
  CHECK(verify(key, hotp(last - 3), nullptr, code, at(0), 1000) == 3);
  CHECK(verify(key, hotp(last - 3), nullptr, code, at(0), 2) == nowhere);
  CHECK(verify(key, hotp(last), nullptr, code_at(hotp(0), 0), at(0), 1000) == nowhere);
}

TEST_CASE("white space and the case of letters do not matter") {
  const std::string code = code_at(Totp{}, start);
  const std::string grouped = " " + code.substr(0, 3) + " \t" + code.substr(3) + "\n";
  CHECK(verify(key, Totp{}, nullptr, grouped, at(start), 0) == 0);

  const std::string steam = code_at(Steam{}, start);
  CHECK(verify(key, Steam{}, nullptr, steam, at(start), 0) == 0);
  std::string lower = steam;
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  CHECK(lower != steam);
  CHECK(verify(key, Steam{}, nullptr, lower, at(start), 0) == 0);
}

TEST_CASE("a code of another length or with other characters is a no") {
  const std::string code = code_at(Totp{}, start);
  for (const std::string& other :
       {std::string(), std::string(" "), code.substr(1), code + "0", "0" + code, "-" + code,
        code.substr(0, 5) + "x", std::string(100000, '1')}) {
    CHECK(verify(key, Totp{}, nullptr, other, at(start), 1) == nowhere);
  }
}

TEST_CASE("codes that need a PIN are verified with it, and not without") {
  const Key pin = Key::copy_of("1234");
  const Key other = Key::copy_of("4321");
  const std::string code = code_at(Motp{}, start, &pin);
  CHECK(verify(key, Motp{}, &pin, code, at(start + 10), 1) == -1);
  CHECK(verify(key, Motp{}, &other, code, at(start), 1) == nowhere);
  CHECK_THROWS_WITH_AS(verify(key, Motp{}, nullptr, "1", at(start), 1),
                       "this account needs a PIN, and none was given", Error);
}
