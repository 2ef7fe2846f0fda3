#include "core/otp/method.h"

#include <string>

#include <doctest/doctest.h>

using namespace fob;
using namespace fob::otp;

TEST_CASE("a method without parameters has the standard's defaults") {
  CHECK(Totp{} == Totp{Hash::sha1, 6, seconds{30}});
  CHECK(Hotp{} == Hotp{Hash::sha1, 6, 0});
}

TEST_CASE("each type says what it is and what it fixes") {
  struct Row {
    Method method;
    std::string type;
    std::string algorithm;
    int digits;
    std::optional<seconds> period;
    bool pin;
  };
  const Row rows[] = {
      {Totp{Hash::sha256, 8, seconds{60}}, "totp", "SHA256", 8, seconds{60}, false},
      {Hotp{Hash::sha512, 7, 42}, "hotp", "SHA512", 7, std::nullopt, false},
      {Steam{}, "steam", "SHA1", 5, seconds{30}, false},
      {Motp{}, "motp", "MD5", 6, seconds{10}, true},
      {Yandex{}, "yandex", "SHA256", 8, seconds{30}, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CHECK(type_name(row.method) == row.type);
    CHECK(algorithm_name(row.method) == row.algorithm);
    CHECK(digits(row.method) == row.digits);
    CHECK(period(row.method) == row.period);
    CHECK(needs_pin(row.method) == row.pin);
  }
}

TEST_CASE("hashes have one name and are found under the names that apps write") {
  for (const Hash hash : {Hash::sha1, Hash::sha256, Hash::sha512}) {
    CHECK(hash_named(algorithm_name(hash)) == hash);
  }
  for (const std::string word : {"SHA1", "sha1", "SHA-1", "sha_1", "HmacSHA1", "HMAC-SHA-1",
                                 "hmac_sha1", "Algorithm.sha1", "ALGORITHM.HMACSHA1"}) {
    CAPTURE(word);
    CHECK(hash_named(word) == Hash::sha1);
  }
  CHECK(hash_named("HmacSHA256") == Hash::sha256);
  CHECK(hash_named("Sha-512") == Hash::sha512);
}

TEST_CASE("other words name no hash") {
  for (const std::string word :
       {"",        "null",   "SHA",      "SHA-",         "1",     "256",    "SHA2",
        "SHA224",  "SHA384", "SHA3-256", "SHA--1",       "SHA 1", "S-H-A1", "SHA11",
        "SHA2560", "MD5",    "HMAC",     "HMACHMACSHA1", "XSHA1", "ſHA1"}) {
    CAPTURE(word);
    CHECK_FALSE(hash_named(word));
  }
}
