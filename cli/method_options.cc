#include "cli/method_options.h"

#include <array>
#include <limits>

#include <fmt/format.h>

#include "cli/options.h"
#include "core/account/secret_notes.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base32.h"
#include "core/codec/base64.h"
#include "core/otp/yandex.h"

namespace fob::cli {
namespace {

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
  if (!bytes) {
    throw Error(Kind::malformed, fmt::format("the secret is not {}", format),
                "how it is written is for --secret-format to say: base32, hex or base64");
  }
  if (bytes->empty()) throw Error(Kind::malformed, "the secret is empty");
  return *std::move(bytes);
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
    throw Error(Kind::usage, fmt::format("{} is not for {}", option, otp::type_name(result)),
                fmt::format("leave out {}", option));
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

}  // namespace fob::cli
