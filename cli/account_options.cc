#include "cli/account_options.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "cli/input.h"
#include "core/account/secret_notes.h"
#include "core/account/uri.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base32.h"
#include "core/codec/base64.h"
#include "core/formats/google_migration.h"
#include "core/otp/yandex.h"

namespace fob::cli {
namespace {

constexpr std::size_t input_limit = 64 * 1024;

/// What the options say, each within its own range.
struct Values {
  std::optional<std::size_t> type;  // its place in otp::Method
  std::optional<otp::Hash> hash;
  std::optional<int> digits;
  std::optional<otp::seconds> period;
  std::optional<std::uint64_t> counter;
  std::optional<std::size_t> format;  // base32, hex, base64
};

Values values_of(const MethodOptions& options) {
  Values values;
  if (options.type) {
    values.type = one_of("--type", *options.type, {"totp", "hotp", "steam", "motp", "yandex"});
  }
  if (options.algorithm) {
    values.hash = otp::hash_named(*options.algorithm);
    if (!values.hash) {
      throw Error(Kind::usage, "--algorithm must be one of: sha1, sha256, sha512");
    }
  }
  if (options.digits) {
    values.digits = static_cast<int>(number("--digits", *options.digits, 1, otp::max_digits));
  }
  if (options.period) {
    values.period =
        otp::seconds(number("--period", *options.period, 1, otp::max_period.count()));
  }
  if (options.counter) {
    values.counter =
        number("--counter", *options.counter, 0, std::numeric_limits<std::uint64_t>::max());
  }
  if (options.secret_format) {
    values.format =
        one_of("--secret-format", *options.secret_format, {"base32", "hex", "base64"});
  }
  return values;
}

/// `method` itself where it is of that type, else one of the type, with what they share.
otp::Method of_type(std::size_t type, const otp::Method& method) {
  static const std::array<otp::Method, 5> types{otp::Totp{}, otp::Hotp{}, otp::Steam{},
                                                otp::Motp{}, otp::Yandex{}};
  if (type == method.index()) return method;
  otp::Method result = types[type];
  if (auto* const totp = std::get_if<otp::Totp>(&result)) {
    const auto* const from = std::get_if<otp::Hotp>(&method);
    if (from != nullptr) *totp = {from->hash, from->digits, totp->period};
  }
  if (auto* const hotp = std::get_if<otp::Hotp>(&result)) {
    const auto* const from = std::get_if<otp::Totp>(&method);
    if (from != nullptr) *hotp = {from->hash, from->digits, 0};
  }
  return result;
}

/// What other programs put into hex and base64 for the eye.
std::string without_blanks(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (std::string_view(" \t\r\n:-").find(c) == std::string_view::npos) kept += c;
  }
  return kept;
}

Bytes decode(std::string_view format, std::string_view text, std::vector<std::string>& notes) {
  if (format == "base32") {
    codec::Base32 secret = codec::decode_base32(text);
    if (secret.odd_ending) notes.emplace_back(odd_ending_note);
    return std::move(secret.bytes);
  }
  std::optional<Bytes> bytes;
  if (format == "hex") {
    bytes = codec::decode_hex(without_blanks(text));
  } else {
    bytes = codec::decode_base64(trimmed(text), codec::Base64::standard);
    if (!bytes) bytes = codec::decode_base64(trimmed(text), codec::Base64::url);
  }
  if (!bytes) throw Error(Kind::malformed, fmt::format("the secret is not {}", format));
  if (bytes->empty()) throw Error(Kind::malformed, "the secret is empty");
  return *std::move(bytes);
}

/// What has a scheme, and not one that can be read here, is no secret either.
void refuse_other_uri(std::string_view line) {
  if (line.find("://") == line.npos) return;
  if (formats::is_migration(line)) {
    throw Error(Kind::malformed, "this is a transfer of Google Authenticator",
                "type: fob import -    and give it on standard input");
  }
  throw Error(Kind::malformed, "this is no URI of an account",
              "it should begin with otpauth://, steam:// or motp://");
}

/// The one line of `text` that is not blank.
std::string_view only_line(std::string_view text) {
  const std::string_view line = trimmed(text);
  if (line.empty()) throw Error(Kind::malformed, "there is no secret on standard input");
  if (line.find('\n') != line.npos) {
    throw Error(Kind::malformed, "there is more than one line on standard input",
                "give one URI or one secret");
  }
  return line;
}

/// An empty one would give a code too, and a wrong one.
Key checked_pin(const Secret& pin) {
  if (pin.empty()) throw Error(Kind::malformed, "the PIN is empty");
  if (!is_text(pin.reveal_text())) throw Error(Kind::malformed, "the PIN is not text");
  return Key::copy_of(pin.reveal());
}

}  // namespace

void MethodOptions::declare(Parser& parser) {
  parser.value("--type", type, "totp|hotp|steam|motp|yandex", "how codes are made");
  parser.value("--algorithm", algorithm, "sha1|sha256|sha512", "the hash");
  parser.value("--digits", digits, "N", "1 to 10");
  parser.value("--period", period, "SECONDS", "1 to 86400");
  parser.value("--counter", counter, "N", "the next HOTP counter");
  parser.value("--secret-format", secret_format, "base32|hex|base64", "of the secret");
}

bool MethodOptions::given() const noexcept {
  return type || algorithm || digits || period || counter || secret_format;
}

void MethodOptions::refuse_without_secret(std::string_view instead) const {
  if (!given()) return;
  throw Error(Kind::usage, "the options from --type to --secret-format are for a bare secret",
              fmt::format("type: {}    and give it on standard input", instead));
}

void MethodOptions::check() const {
  values_of(*this);
}

otp::Method MethodOptions::over(const otp::Method& method) const {
  const Values values = values_of(*this);
  otp::Method result = of_type(values.type.value_or(method.index()), method);
  auto* const totp = std::get_if<otp::Totp>(&result);
  auto* const hotp = std::get_if<otp::Hotp>(&result);
  const bool fixed = totp == nullptr && hotp == nullptr;
  const auto refuse = [&result](std::string_view option, bool is_given) {
    if (!is_given) return;
    throw Error(Kind::usage, fmt::format("{} is not for {}", option, otp::type_name(result)));
  };
  refuse("--period", period && totp == nullptr);
  refuse("--counter", counter && hotp == nullptr);
  refuse("--algorithm", algorithm && fixed);
  refuse("--digits", digits && fixed);
  refuse("--secret-format", secret_format && std::holds_alternative<otp::Motp>(result));
  if (totp != nullptr) {
    *totp = {values.hash.value_or(totp->hash), values.digits.value_or(totp->digits),
             values.period.value_or(totp->period)};
  }
  if (hotp != nullptr) {
    *hotp = {values.hash.value_or(hotp->hash), values.digits.value_or(hotp->digits),
             values.counter.value_or(hotp->counter)};
  }
  return result;
}

Key MethodOptions::key(const otp::Method& method, std::string_view text,
                       std::vector<std::string>& notes) const {
  const std::size_t format = values_of(*this).format.value_or(0);
  if (std::holds_alternative<otp::Motp>(method)) {
    if (!is_text(text)) throw Error(Kind::malformed, "the secret is not text");
    if (text.empty()) throw Error(Kind::malformed, "the secret is empty");
    return Key::copy_of(text);
  }
  static constexpr std::array<std::string_view, 3> formats{"base32", "hex", "base64"};
  Bytes bytes = decode(formats[format], text, notes);
  if (std::holds_alternative<otp::Yandex>(method)) return otp::yandex_secret(bytes);
  if (const auto note = short_secret_note(bytes.size())) notes.push_back(*note);
  return Key(std::move(bytes));
}

void PinOptions::declare(Parser& parser) {
  source.declare(parser, "pin", "PIN");
}

std::optional<Key> PinOptions::read() const {
  const auto pin = read_source(source, "pin");
  if (!pin) return std::nullopt;
  return checked_pin(*pin);
}

std::optional<Key> pin_for(const Account& account, const std::optional<Key>& given,
                           const Terminal& terminal) {
  if (!otp::needs_pin(account.method)) return std::nullopt;
  if (given) return given->clone();
  if (account.pin) return account.pin->clone();
  const std::string known = display_name(account);
  const std::string name = known.empty() ? "the account" : known;
  if (!terminal.can_ask()) {
    throw Error(Kind::passphrase, fmt::format("{} needs a PIN, and none was given", name),
                "give --pin-file PATH or --pin-fd N");
  }
  return checked_pin(ask_passphrase(terminal, fmt::format("PIN for {}: ", name)));
}

void refuse_needless_pin(const std::optional<Key>& given,
                         const std::vector<const Account*>& accounts) {
  const auto takes_pin = [](const Account* account) { return otp::needs_pin(account->method); };
  if (!given || accounts.empty() || std::ranges::any_of(accounts, takes_pin)) return;
  throw Error(Kind::usage,
              fmt::format("a PIN is not for {}", otp::type_name(accounts.front()->method)),
              "leave out --pin-fd and --pin-file");
}

std::optional<Secret> read_source(const SourceOptions& source, std::string_view name) {
  try {
    return read_passphrase(source.source(name));
  } catch (const Error& error) {
    if (error.kind() != Kind::passphrase) throw;
    throw Error(Kind::io, error.what(), error.hint());
  }
}

Account read_account(const Context& cli, const MethodOptions& options) {
  std::string text;
  if (is_terminal(0)) {
    text = cli.terminal.ask_secret("URI or secret: ").reveal_text();
  } else {
    text = read_standard_input(input_limit);
  }
  std::vector<std::string> notes;
  Account account;
  if (looks_like_uri(text)) {
    if (options.given()) {
      throw Error(Kind::usage, "a URI says itself how its codes are made",
                  "leave out the options from --type to --secret-format");
    }
    ParsedUri parsed = parse_uri(only_line(text), Origin::outside);
    account = std::move(parsed.account);
    notes = std::move(parsed.notes);
  } else {
    const std::string_view line = only_line(text);
    refuse_other_uri(line);
    account.method = options.method();
    account.key = options.key(account.method, line, notes);
  }
  account.id = Id{};
  for (const std::string& note : notes)
    cli.report.note(note);
  return account;
}

}  // namespace fob::cli
