// What is written and read again is the same account, always: over random accounts, and
// over whatever the parser makes of random URIs.

#include <algorithm>
#include <array>
#include <random>

#include <doctest/doctest.h>

#include "core/account/uri.h"
#include "core/base/error.h"

using namespace fob;

namespace {

/// Pieces of names and values that a careless reader or writer would stumble over.
constexpr std::array<std::string_view, 40> pieces = {
    "a",       "B",  "7", ":",      "::",     "%",      "%25",   "%3A",   "&",    "&amp;",
    "=",       "?",  "#", "/",      "+",      " ",      "  ",    "\t",    "\n",   "\r\n",
    "\"",      "'",  "<", ">",      ",",      ";",      "\\",    "\x01",  "\x7f", "é",
    "e\u0301", "漢", "🔑", "\u00a0", "\u200b", "\ufeff", "Steam", "steam", "amp;", "fob-id=1"};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  /// From 0 up to, without, `end`.
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_);
  }
  bool once_in(std::size_t times) { return below(times) == 0; }
  std::uint64_t number() { return engine_() >> below(64); }

  std::string text(std::size_t most) {
    std::string text;
    for (std::size_t left = below(most + 1); left > 0; --left)
      text += pieces[below(pieces.size())];
    return text;
  }
  Bytes bytes(std::size_t size) {
    Bytes bytes(size);
    for (unsigned char& byte : bytes)
      byte = static_cast<unsigned char>(engine_());
    return bytes;
  }
  std::optional<otp::Time> time() {
    if (once_in(2)) return std::nullopt;
    return otp::Time(otp::seconds(below(253402300800)));
  }

 private:
  std::mt19937_64 engine_;
};

otp::Method random_method(Random& random) {
  const auto hash = static_cast<otp::Hash>(random.below(3));
  const int digits = static_cast<int>(random.below(10)) + 1;
  const std::array<otp::Method, 5> methods = {
      otp::Totp{hash, digits, otp::seconds(random.below(86400) + 1)},
      otp::Hotp{hash, digits, random.number()}, otp::Steam{}, otp::Motp{}, otp::Yandex{}};
  return methods[random.below(methods.size())];
}

std::string random_pin(Random& random, const otp::Method& method) {
  if (std::holds_alternative<otp::Motp>(method)) return "p" + random.text(4);
  std::string pin = "0123";
  while (pin.size() < 16 && !random.once_in(4))
    pin += static_cast<char>('0' + random.below(10));
  return pin;
}

Account random_account(Random& random) {
  Account account;
  account.issuer = random.once_in(8) ? "Steam" : random.text(5);
  account.account = random.text(5);
  if (random.once_in(8)) account.account = account.issuer + ':' + account.account;
  account.method = random_method(random);
  if (random.once_in(16)) account.method = otp::Totp{.digits = 5};
  if (std::holds_alternative<otp::Motp>(account.method)) {
    account.key = Key::copy_of("s" + random.text(8));
  } else if (std::holds_alternative<otp::Yandex>(account.method)) {
    account.key = Key(random.bytes(16));
  } else {
    account.key = Key(random.bytes(random.below(70) + 1));
  }
  if (otp::needs_pin(account.method) && random.once_in(2)) {
    account.pin = Key::copy_of(random_pin(random, account.method));
  }
  while (random.once_in(2))
    account.tags.push_back(random.text(4));
  account.note = random.text(12);
  while (random.once_in(2)) {
    account.recovery_codes.push_back({Key::copy_of(random.text(4)), random.once_in(2)});
  }
  const Bytes id = random.bytes(account.id.size());
  std::copy(id.begin(), id.end(), account.id.begin());
  account.created = random.time();
  account.modified = random.time();
  account.removed = random.time();
  if (account.removed) account.former_of = random_id();
  for (const char* const parameter : {"icon=leaf%2f", "lock", "steam=1", "=",
                                      "fob-colour=r%C3%A9d", "icon=a+b", "é=#'\"<>"}) {
    if (random.once_in(4)) account.other.emplace_back(parameter);
  }
  return account;
}

bool same_standard_fields(const Account& a, const Account& b) {
  return a.issuer == b.issuer && a.account == b.account && a.method == b.method &&
         a.key == b.key && a.pin == b.pin && a.other == b.other;
}

bool same_account(const Account& a, const Account& b) {
  const auto same_code = [](const RecoveryCode& x, const RecoveryCode& y) {
    return x.text == y.text && x.used == y.used;
  };
  return same_standard_fields(a, b) && a.id == b.id && a.tags == b.tags && a.note == b.note &&
         a.created == b.created && a.modified == b.modified && a.removed == b.removed &&
         a.former_of == b.former_of &&
         std::equal(a.recovery_codes.begin(), a.recovery_codes.end(), b.recovery_codes.begin(),
                    b.recovery_codes.end(), same_code);
}

bool is_one_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c <= 0x20 || c == 0x7f; });
}

void check_round_trips(const Account& account) {
  const std::string all = format_uri(account, Fields::all);
  const std::string standard = format_uri(account, Fields::standard);
  CAPTURE(all);
  CAPTURE(standard);
  CHECK(is_one_line(all));
  CHECK(is_one_line(standard));
  CHECK(all.starts_with("otpauth://"));
  const Account from_vault = parse_uri(all, Origin::vault).account;
  CHECK(same_account(from_vault, account));
  CHECK(format_uri(from_vault, Fields::all) == all);
  CHECK(same_account(parse_uri(all, Origin::outside).account, account));
  CHECK(same_standard_fields(parse_uri(standard, Origin::outside).account, account));
  CHECK(same_standard_fields(parse_uri(standard, Origin::vault).account, account));
}

/// A URI that is right, or nearly, or not at all.
std::string random_uri(Random& random) {
  constexpr std::array<std::string_view, 8> heads = {
      "otpauth://totp/", "otpauth://totp/",  "otpauth://hotp/", "otpauth://steam/",
      "otpauth://motp/", "otpauth://yaotp/", "motp://",         "otpauth://totp"};
  constexpr std::array<std::string_view, 24> parameters = {
      "issuer=Oak",   "issuer=+Oak",    "issuer=a:b",    "issuer=Steam", "issuer=",
      "issuer",       "digits=5",       "digits=6",      "period=30",    "period=10",
      "counter=4",    "algorithm=sha1", "encoder=steam", "steam",        "steam=",
      "pin=GEZDGNBV", "fob-pin=12345",  "fob-tags=",     "fob-exact=1",  "icon=a b",
      "amp;x=1",      "fob-recovery=1", "%66ob-note=2",  "a%20=%zz"};
  std::string uri(heads[random.below(heads.size())]);
  const std::string label = random.text(4);
  for (const char c : label) {
    if (c != '?' && c != '%') uri += c;
  }
  uri += "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY";
  while (!random.once_in(4)) {
    uri += '&';
    uri += random.once_in(6) ? random.text(3)
                             : std::string(parameters[random.below(parameters.size())]);
  }
  return uri;
}

}  // namespace

TEST_CASE("any account that is written and read again is the same") {
  Random random(1);
  for (int i = 0; i < 20000; ++i)
    check_round_trips(random_account(random));
}

TEST_CASE("so is any account that the parser makes of any URI") {
  Random random(2);
  int read = 0;
  for (int i = 0; i < 40000; ++i) {
    const std::string uri = random_uri(random);
    CAPTURE(uri);
    for (const Origin origin : {Origin::outside, Origin::vault}) {
      Account account;
      try {
        account = parse_uri(uri, origin).account;
      } catch (const Error&) {
        continue;
      }
      ++read;
      check_round_trips(account);
    }
  }
  CHECK(read > 10000);
}
