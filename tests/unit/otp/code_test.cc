#include "core/otp/code.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/codec/base32.h"

using namespace fob;
using namespace fob::otp;

namespace {

Time at(std::int64_t unix_time) {
  return Time{seconds{unix_time}};
}

Key base32(std::string_view secret) {
  return Key(codec::decode_base32(secret).bytes);
}

/// The digits 1 2 ... 9 0 1 ... of the RFC's secrets.
Key rfc_key(std::size_t size) {
  std::string text;
  for (std::size_t i = 1; i <= size; ++i)
    text += static_cast<char>('0' + i % 10);
  return Key::copy_of(text);
}

/// What `call` throws, by its kind.
template <typename Call>
std::string refusal(Kind kind, Call call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return error.what();
  }
  return "nothing";
}

}  // namespace

TEST_CASE("TOTP gives the vectors of RFC 6238, appendix B") {
  struct Vector {
    std::int64_t time;
    std::string sha1;
    std::string sha256;
    std::string sha512;
  };
  for (const auto& v : {
           Vector{59, "94287082", "46119246", "90693936"},
           {1111111109, "07081804", "68084774", "25091201"},
           {1111111111, "14050471", "67062674", "99943326"},
           {1234567890, "89005924", "91819424", "93441116"},
           {2000000000, "69279037", "90698825", "38618901"},
           {20000000000, "65353130", "77737706", "47863826"},
       }) {
    CAPTURE(v.time);
    const auto code = [&](Hash hash, std::size_t key_size) {
      return generate(rfc_key(key_size), Totp{hash, 8}, nullptr, at(v.time)).text;
    };
    CHECK(code(Hash::sha1, 20) == v.sha1);
    CHECK(code(Hash::sha256, 32) == v.sha256);
    CHECK(code(Hash::sha512, 64) == v.sha512);
  }
}

TEST_CASE("TOTP works with every hash, period and number of digits") {
  struct Vector {
    std::string secret;
    Totp method;
    std::string codes[4];  // at 0, 59, 1234567890 and 1700000000
  };
  for (const auto& v : {
           Vector{"4SJHB4GSD43FZBAI7C2HLRJGPQ",
                  {Hash::sha1, 6, seconds{30}},
                  {"591295", "526156", "001580", "790195"}},
           {"5OM4WOOGPLQEF6UGN3CPEOOLWU",
            {Hash::sha256, 7, seconds{20}},
            {"3672433", "1119156", "8650438", "9993814"}},
           {"7ELGJSGXNCCTV3O6LKJWYFV2RA",
            {Hash::sha512, 8, seconds{50}},
            {"48148234", "11712489", "21994524", "65516786"}},
           {"BMGRXPGFARQQF4GMT25JATL2VYLAHDBI",
            {Hash::sha1, 8, seconds{30}},
            {"79399857", "60168128", "95538542", "12715797"}},
       }) {
    CAPTURE(v.secret);
    const Key key = base32(v.secret);
    CHECK(generate(key, v.method, nullptr, at(0)).text == v.codes[0]);
    CHECK(generate(key, v.method, nullptr, at(59)).text == v.codes[1]);
    CHECK(generate(key, v.method, nullptr, at(1234567890)).text == v.codes[2]);
    CHECK(generate(key, v.method, nullptr, at(1700000000)).text == v.codes[3]);
  }
}

TEST_CASE("the code of each type is made for the number of its own period") {
  const Key pin = Key::copy_of("5555");
  CHECK(generate(base32("JRZCL47CMXVOQMNPZR2F7J4RGI"), Steam{}, nullptr, at(59)).text ==
        "9WW3X");
  CHECK(generate(Key::copy_of("7ac61d4736f51a2b"), Motp{}, &pin, at(1000000000)).text ==
        "4af383");
  const Key secret(Bytes(16, 0x41));
  CHECK(generate(secret, Yandex{}, &pin, at(59)).text ==
        generate(secret, Yandex{}, &pin, at(30)).text);
  CHECK(generate(secret, Yandex{}, &pin, at(60)).text !=
        generate(secret, Yandex{}, &pin, at(59)).text);
}

TEST_CASE("HOTP uses its counter, whatever the time, and its code does not expire") {
  const Key key = rfc_key(20);
  const Method method = Hotp{.counter = 9};
  for (const Time time : {at(-1), at(0), at(1234567890), Time::min(), Time::max()}) {
    const Code code = generate(key, method, nullptr, time);
    CHECK(code.text == "520489");
    CHECK_FALSE(code.valid);
    CHECK_FALSE(window_at(method, time));
  }
}

TEST_CASE("a code is valid from the start of its period to the start of the next") {
  const Window first{at(0), at(30)};
  const Window second{at(30), at(60)};
  CHECK(window_at(Totp{}, at(0)) == first);
  CHECK(window_at(Totp{}, at(29)) == first);
  CHECK(window_at(Totp{}, at(30)) == second);
  CHECK(window_at(Totp{}, at(59)) == second);
  CHECK(window_at(Totp{.period = max_period}, at(86399)) == Window{at(0), at(86400)});
  CHECK(window_at(Totp{.period = seconds{1}}, at(7)) == Window{at(7), at(8)});
  CHECK(window_at(Steam{}, at(31)) == second);
  CHECK(window_at(Motp{}, at(31)) == Window{at(30), at(40)});
  CHECK(window_at(Yandex{}, at(31)) == second);
  CHECK(generate(rfc_key(20), Totp{}, nullptr, at(59)).valid == second);
}

TEST_CASE("a time that has no period is refused") {
  const Key key = rfc_key(20);
  const auto with = [&](Time time) {
    return refusal(Kind::malformed, [&] { generate(key, Totp{}, nullptr, time); });
  };
  CHECK(with(at(-1)) == "the time is before 1970");
  CHECK(with(Time::min()) == "the time is before 1970");
  CHECK(with(Time::max()) == "the time is too far in the future");
  CHECK(with(Time::max() - max_period) == "nothing");
}

TEST_CASE("an account that needs a PIN says so when there is none") {
  const Key key(Bytes(16, 0x41));
  for (const Method& method : {Method{Motp{}}, Method{Yandex{}}}) {
    CHECK(refusal(Kind::passphrase, [&] { generate(key, method, nullptr, at(0)); }) ==
          "this account needs a PIN, and none was given");
  }
}

TEST_CASE("an empty secret makes no code") {
  const Key pin = Key::copy_of("1234");
  for (const Method& method :
       {Method{Totp{}}, Method{Hotp{}}, Method{Steam{}}, Method{Motp{}}, Method{Yandex{}}}) {
    CHECK(refusal(Kind::malformed, [&] { generate(Key(), method, &pin, at(0)); }) ==
          "the secret is empty");
  }
}
