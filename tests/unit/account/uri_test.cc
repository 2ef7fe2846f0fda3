#include "core/account/uri.h"

#include <doctest/doctest.h>

#include "tests/unit/account/uri_helpers.h"

using namespace fob;
using namespace fob::test;

namespace {

Account plain(otp::Method method) {
  Account account;
  account.issuer = "Oak";
  account.account = "mia";
  account.method = method;
  account.key = Key::copy_of(secret_text);
  return account;
}

}  // namespace

TEST_CASE(
    "every scheme looks like a URI, in any case and any wrapping, and nothing else does") {
  CHECK(looks_like_uri("otpauth://totp/a?secret=A"));
  CHECK(looks_like_uri("OtpAuth://"));
  CHECK(looks_like_uri("steam://AAAA"));
  CHECK(looks_like_uri("MOTP://a:b?secret=c"));
  CHECK(looks_like_uri(" \t\"otpauth://totp/a\"\r\n"));
  CHECK(looks_like_uri("\xEF\xBB\xBF<otpauth://totp/a>"));
  CHECK_FALSE(looks_like_uri(""));
  CHECK_FALSE(looks_like_uri("otpauth:"));
  CHECK_FALSE(looks_like_uri("otpauth:/totp/a"));
  CHECK_FALSE(looks_like_uri("otpauth-migration://offline?data=A"));
  CHECK_FALSE(looks_like_uri("https://otpauth://"));
}

TEST_CASE("what copying leaves around a URI is taken off") {
  for (const char* const wrapped : {" \v\f%\r\n", "\xEF\xBB\xBF%", "\"%\"", "'%'", "<%>",
                                    "\xEF\xBB\xBF \"%\" \n", "< % >"}) {
    std::string uri = wrapped;
    uri.replace(uri.find('%'), 1, uri_of("totp/Oak:mia"));
    CAPTURE(uri);
    CHECK(display_name(parsed(uri)) == "Oak:mia");
  }
}

TEST_CASE("only one pair is taken off, and only a whole one") {
  CHECK(error_of("\"" + uri_of("totp/a")) ==
        "this does not begin with otpauth://, steam:// or motp://");
  CHECK(error_of("<\"" + uri_of("totp/a") + "\">") ==
        "this does not begin with otpauth://, steam:// or motp://");
}

TEST_CASE("text that is no URI is an error, however short") {
  for (const char* const text : {"", "\"", "<>", "otpauth:/", "http://totp/a?secret=AAAA"}) {
    CHECK(error_of(text) == "this does not begin with otpauth://, steam:// or motp://");
  }
  CHECK(error_of("otpauth://") == "the type must be totp, hotp, steam, motp or yaotp");
  CHECK(error_of("otpauth://totp") == "the secret is missing");
  CHECK(error_of("otpauth://totp/a") == "the secret is missing");
  CHECK(error_of("otpauth://totp?secret=") == "the secret is empty");
}

TEST_CASE("absent parameters take the standard's defaults") {
  const Account account = parsed(uri_of("totp/Oak:mia"));
  CHECK(account.method == otp::Method(otp::Totp{otp::Hash::sha1, 6, otp::seconds(30)}));
  CHECK(account.key.reveal_text() == secret_text);
  CHECK(account.id == Id{});
  CHECK_FALSE(account.pin);
  CHECK_FALSE(account.created);
  CHECK(account.other.empty());
  CHECK(notes_of(uri_of("totp/Oak:mia")).empty());
}

TEST_CASE("a label may be missing with its slash") {
  CHECK(display_name(parsed(uri_of("totp"))) == "");
  CHECK(display_name(parsed(uri_of("totp", "&issuer=Oak"))) == "Oak");
}

TEST_CASE("steam:// is a secret that is called Steam") {
  const Account account = parsed("Steam://" + std::string(secret));
  CHECK(account.method == otp::Method(otp::Steam{}));
  CHECK(display_name(account) == "Steam");
  CHECK(account.key.reveal_text() == secret_text);
  CHECK(error_of("steam://") == "the secret is empty");
  CHECK(error_of("steam://AAAA%4") ==
        "secret has a % without two hexadecimal digits after it\n"
        "a percent sign itself is written %25");
}

TEST_CASE("a URI is written in the order of the standard, defaults too") {
  const std::string head = "Oak:mia?secret=" + std::string(secret) + "&issuer=Oak&algorithm=";
  CHECK(format_uri(plain(otp::Totp{}), Fields::standard) ==
        "otpauth://totp/" + head + "SHA1&digits=6&period=30");
  CHECK(format_uri(plain(otp::Totp{otp::Hash::sha512, 10, otp::seconds(86400)}), Fields::all) ==
        "otpauth://totp/" + head + "SHA512&digits=10&period=86400");
  CHECK(
      format_uri(plain(otp::Hotp{otp::Hash::sha256, 8, 18446744073709551615u}), Fields::all) ==
      "otpauth://hotp/" + head + "SHA256&digits=8&counter=18446744073709551615");
  CHECK(format_uri(plain(otp::Steam{}), Fields::standard) ==
        "otpauth://steam/" + head + "SHA1&digits=5&period=30");
}

TEST_CASE("Yandex is written as yaotp, with the PIN in Base32") {
  Account account = plain(otp::Yandex{});
  account.key = Key::copy_of(secret_text.substr(0, 16));
  account.pin = Key::copy_of("97531");
  CHECK(format_uri(account, Fields::standard) ==
        "otpauth://yaotp/Oak:mia?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY&issuer=Oak&algorithm=SHA256"
        "&digits=8&period=30&pin=HE3TKMZR");
}

TEST_CASE(
    "mOTP is written for others as the apps that know it write it, and whole in the vault") {
  Account account = plain(otp::Motp{});
  account.key = Key::copy_of("5f0c 1D+x9");
  account.pin = Key::copy_of("24&8");
  CHECK(format_uri(account, Fields::standard) ==
        "motp://Oak:mia?secret=5f0c%201D%2Bx9&pin=24%268");
  CHECK(format_uri(account, Fields::all) ==
        "otpauth://motp/Oak:mia?secret=5f0c%201D%2Bx9&issuer=Oak&algorithm=MD5&digits=6"
        "&period=10&pin=24%268");
  account.issuer = "10.9.8.7:6543";
  CHECK(format_uri(account, Fields::standard) ==
        "motp://mia?secret=5f0c%201D%2Bx9&issuer=10.9.8.7%3A6543&pin=24%268");
}

TEST_CASE("the few accounts that the rules for outside would change are marked") {
  Account account = plain(otp::Totp{.digits = 5});
  account.issuer = "Steam";
  const std::string uri = format_uri(account, Fields::standard);
  CHECK(uri.ends_with("&digits=5&period=30&fob-exact=1"));
  CHECK(parsed(uri).method == account.method);

  account = plain(otp::Totp{});
  account.account = " mia";
  CHECK(format_uri(account, Fields::standard).ends_with("&fob-exact=1"));
  CHECK(parsed(format_uri(account, Fields::standard)).account == " mia");
  CHECK(error_of(uri_of("totp/a", "&fob-exact=2")) == "fob-exact must be 1");
}

TEST_CASE(
    "what the type reads by now is not written a second time from the unknown parameters") {
  Account account = plain(otp::Hotp{.counter = 3});
  account.other = {"counter=9", "icon=leaf", "Digits=8", "period=60"};
  const Account again = parsed(format_uri(account, Fields::standard));
  CHECK(again.method == account.method);
  CHECK(again.other == std::vector<std::string>{"icon=leaf", "period=60"});
}

TEST_CASE("what the standard has no place for is named") {
  Account account = plain(otp::Totp{});
  account.created = otp::Time(otp::seconds(1));
  CHECK(fields_lost(account).empty());
  account.tags = {"work"};
  account.note = "n";
  account.recovery_codes.push_back({Key::copy_of("one"), false});
  CHECK(fields_lost(account) ==
        std::vector<std::string_view>{"tags", "note", "recovery codes"});
  CHECK(format_uri(account, Fields::standard).find("fob-") == std::string::npos);
}
