#include "core/account/uri_method.h"

#include <doctest/doctest.h>

#include "tests/unit/account/uri_helpers.h"

using namespace fob;
using namespace fob::test;
using otp::Hash;

namespace {

otp::Method method_of(std::string_view host_and_label, std::string_view more = {},
                      Origin origin = Origin::outside) {
  return parsed(uri_of(host_and_label, more), origin).method;
}

std::string totp_error(std::string_view more) {
  return error_of(uri_of("totp/a", more));
}

otp::Method totp(Hash hash, int digits, int period) {
  return otp::Totp{hash, digits, otp::seconds(period)};
}

}  // namespace

TEST_CASE("the host says the type, in any case") {
  CHECK(method_of("totp/a") == otp::Method(otp::Totp{}));
  CHECK(method_of("HOTP/a", "&counter=5") == otp::Method(otp::Hotp{.counter = 5}));
  CHECK(method_of("Steam/a") == otp::Method(otp::Steam{}));
  CHECK(method_of("moTP/a") == otp::Method(otp::Motp{}));
  CHECK(parsed("otpauth://YAOTP/a?secret=AAAAAAAAAAAAAAAAAAAAAAAAAA").method ==
        otp::Method(otp::Yandex{}));
}

TEST_CASE("an unknown type is named only where it is a short word") {
  CHECK(error_of(uri_of("foo/a")) ==
        "the type must be totp, hotp, steam, motp or yaotp, not foo");
  CHECK(error_of(uri_of("yandex/a")) ==
        "the type must be totp, hotp, steam, motp or yaotp, not yandex");
  for (const char* const host : {"", "ninechars", "a1", "totp:443", "JBSWY3DP", "t%6Ftp"}) {
    const std::string said = error_of(uri_of(host + std::string("/a")));
    CHECK(said.starts_with("the type must be totp, hotp, steam, motp or yaotp"));
    CHECK((*host == '\0' || said.find(host) == std::string::npos));
  }
}

TEST_CASE("digits, period and counter are plain decimals in their range") {
  CHECK(method_of("totp/a", "&digits=1&period=1") == totp(Hash::sha1, 1, 1));
  CHECK(method_of("totp/a", "&digits=10&period=86400") == totp(Hash::sha1, 10, 86400));
  CHECK(method_of("totp/a", "&digits=%38") == totp(Hash::sha1, 8, 30));
  for (const char* const value : {"", "0", "11", "06", "+6", "-6", " 6", "6.0", "0x6", "six",
                                  "٦", "18446744073709551622"}) {
    CAPTURE(value);
    CHECK(totp_error("&digits=" + std::string(value)) ==
          "digits must be a whole number from 1 to 10");
  }
  CHECK(totp_error("&digits") == "digits must be a whole number from 1 to 10");
  CHECK(totp_error("&period=0") == "period must be a whole number from 1 to 86400");
  CHECK(totp_error("&period=86401") == "period must be a whole number from 1 to 86400");
  CHECK(method_of("hotp/a", "&counter=18446744073709551615") ==
        otp::Method(otp::Hotp{.counter = 18446744073709551615u}));
  CHECK(error_of(uri_of("hotp/a", "&counter=18446744073709551616")) ==
        "counter must be a whole number from 0 to 18446744073709551615");
}

TEST_CASE("a number that the type does not use is kept, and still has to be one") {
  CHECK(parsed(uri_of("totp/a", "&counter=5")).other == std::vector<std::string>{"counter=5"});
  CHECK(parsed(uri_of("hotp/a", "&period=60")).other == std::vector<std::string>{"period=60"});
  CHECK(totp_error("&counter=five") ==
        "counter must be a whole number from 0 to 18446744073709551615");
  CHECK(error_of(uri_of("hotp/a", "&period=0")) ==
        "period must be a whole number from 1 to 86400");
}

TEST_CASE("hashes are known by all their names") {
  for (const char* const word : {"SHA256", "sha256", "SHA-256", "HmacSHA256", "HMAC-SHA-256"}) {
    CAPTURE(word);
    CHECK(method_of("totp/a", "&algorithm=" + std::string(word)) == totp(Hash::sha256, 6, 30));
  }
  CHECK(method_of("hotp/a", "&algorithm=sha512") ==
        otp::Method(otp::Hotp{.hash = Hash::sha512}));
}

TEST_CASE("a hash that fob does not have is an error, named where that tells no secret") {
  const std::string must = "algorithm must be SHA1, SHA256 or SHA512";
  CHECK(totp_error("&algorithm=GOST") == must + ", not GOST");
  CHECK(totp_error("&algorithm=null") == must + ", not null");
  CHECK(totp_error("&algorithm=md5") == must + ", not MD5");
  CHECK(totp_error("&algorithm=SHA-224") == must + ", not SHA224");
  CHECK(totp_error("&algorithm=HmacSHA384") == must + ", not SHA384");
  CHECK(totp_error("&algorithm=") == must);
  CHECK(totp_error("&algorithm=SHA3-256") == must);
  CHECK(totp_error("&algorithm=JBSWYDPEH") == must);
}

TEST_CASE("a type with fixed parameters takes them and no others") {
  CHECK(method_of("steam/a", "&algorithm=HmacSHA1&digits=5&period=30") ==
        otp::Method(otp::Steam{}));
  CHECK(method_of("motp/a", "&algorithm=md5&digits=6&period=10") == otp::Method(otp::Motp{}));
  CHECK(error_of(uri_of("steam/a", "&algorithm=SHA256")) ==
        "algorithm must be SHA1 for the type steam");
  CHECK(error_of(uri_of("steam/a", "&digits=6")) == "digits must be 5 for the type steam");
  CHECK(error_of(uri_of("steam/a", "&period=60")) == "period must be 30 for the type steam");
  CHECK(error_of(uri_of("motp/a", "&algorithm=SHA1")) ==
        "algorithm must be MD5 for the type motp");
  CHECK(error_of(uri_of("motp/a", "&period=30")) == "period must be 10 for the type motp");
  CHECK(error_of(uri_of("yaotp/a", "&algorithm=SHA1")) ==
        "algorithm must be SHA256 for the type yandex");
  CHECK(error_of(uri_of("yaotp/a", "&digits=6")) == "digits must be 8 for the type yandex");
}

TEST_CASE("Steam is known by encoder, by a bare word, and from outside by its exact name") {
  const otp::Method steam = otp::Steam{};
  CHECK(method_of("totp/a", "&encoder=steam") == steam);
  CHECK(method_of("totp/a", "&encoder=Steam", Origin::vault) == steam);
  CHECK(method_of("totp/a", "&steam") == steam);
  CHECK(method_of("totp/Steam:a") == steam);
  CHECK(method_of("totp/a", "&issuer=Steam&digits=5") == steam);
  CHECK(method_of("totp/Steam:a", "&digits=6") == otp::Method(otp::Totp{}));
  CHECK(method_of("totp/steam:a") == otp::Method(otp::Totp{}));
  CHECK(method_of("totp/Steam%20Games:a") == otp::Method(otp::Totp{}));
  CHECK(method_of("hotp/Steam:a") == otp::Method(otp::Hotp{}));
  CHECK(method_of("totp/Steam:a", "", Origin::vault) == otp::Method(otp::Totp{}));
  CHECK(method_of("totp/Steam:a", "&digits=5", Origin::vault) == totp(Hash::sha1, 5, 30));
}

TEST_CASE("an encoder that cannot be is an error") {
  CHECK(totp_error("&encoder=") == "encoder must be steam");
  CHECK(totp_error("&encoder=rot") == "encoder must be steam, not rot");
  CHECK(error_of(uri_of("hotp/a", "&encoder=steam")) ==
        "encoder must not be there for the type hotp");
  CHECK(totp_error("&encoder=steam&digits=6") == "digits must be 5 for the type steam");
  CHECK(totp_error("&issuer=Steam&period=60") == "period must be 30 for the type steam");
}

TEST_CASE("a bare word with a value is another app's, and stays") {
  CHECK(parsed(uri_of("totp/a", "&steam=hot")).other == std::vector<std::string>{"steam=hot"});
  CHECK(parsed(uri_of("hotp/a", "&steam")).other == std::vector<std::string>{"steam"});
}

TEST_CASE("notes tell what was filled in or may surprise") {
  CHECK(notes_of(uri_of("hotp/a")) ==
        std::vector<std::string>{"it has no counter; it starts at 0"});
  CHECK(notes_of(uri_of("hotp/a", "&counter=0")).empty());
  CHECK(notes_of(uri_of("totp/Steam:a", "&digits=6")) ==
        std::vector<std::string>{
            "its issuer is Steam, but it has 6 digits: it is taken as plain TOTP"});
  CHECK(notes_of(uri_of("totp/Steam:a")).empty());
}
