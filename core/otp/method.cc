#include "core/otp/method.h"

#include <string>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::otp {
namespace {

struct Traits {
  std::string_view type;
  std::string_view algorithm;
  int digits;
  std::optional<seconds> period;
  bool pin;
};

Traits traits(const Totp& m) {
  return {"totp", algorithm_name(m.hash), m.digits, m.period, false};
}
Traits traits(const Hotp& m) {
  return {"hotp", algorithm_name(m.hash), m.digits, std::nullopt, false};
}
Traits traits(const Steam&) {
  return {"steam", "SHA1", 5, seconds{30}, false};
}
Traits traits(const Motp&) {
  return {"motp", "MD5", 6, seconds{10}, true};
}
Traits traits(const Yandex&) {
  return {"yandex", "SHA256", 8, seconds{30}, true};
}

Traits traits(const Method& method) {
  return std::visit([](const auto& m) { return traits(m); }, method);
}

/// Takes `prefix` off the front of `word`; was it there?
bool take(std::string_view& word, std::string_view prefix) {
  if (!word.starts_with(prefix)) return false;
  word.remove_prefix(prefix.size());
  return true;
}

void take_separator(std::string_view& word) {
  if (!take(word, "-")) take(word, "_");
}

}  // namespace

std::string_view type_name(const Method& method) noexcept {
  return traits(method).type;
}

std::string_view algorithm_name(const Method& method) noexcept {
  return traits(method).algorithm;
}

std::string_view algorithm_name(Hash hash) noexcept {
  return hash == Hash::sha1 ? "SHA1" : hash == Hash::sha256 ? "SHA256" : "SHA512";
}

int digits(const Method& method) noexcept {
  return traits(method).digits;
}

std::optional<seconds> period(const Method& method) noexcept {
  return traits(method).period;
}

std::optional<std::uint64_t> counter(const Method& method) noexcept {
  const Hotp* const hotp = std::get_if<Hotp>(&method);
  return hotp == nullptr ? std::nullopt : std::optional(hotp->counter);
}

bool needs_pin(const Method& method) noexcept {
  return traits(method).pin;
}

std::optional<Hash> hash_named(std::string_view word) {
  const std::string upper = uppered(word);
  std::string_view rest = upper;
  take(rest, "ALGORITHM.");
  if (take(rest, "HMAC")) take_separator(rest);
  if (!take(rest, "SHA")) return std::nullopt;
  take_separator(rest);
  if (rest == "1") return Hash::sha1;
  if (rest == "256") return Hash::sha256;
  if (rest == "512") return Hash::sha512;
  return std::nullopt;
}

}  // namespace fob::otp
