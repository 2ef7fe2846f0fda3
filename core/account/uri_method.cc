#include "core/account/uri_method.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::uri {
namespace {

constexpr std::string_view steam_issuer = "Steam";

/// The end of a message about `word`: itself, where it can be nobody's secret.
std::string not_this(std::string_view word) {
  const bool harmless =
      !word.empty() && word.size() <= 8 && std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      });
  return harmless ? fmt::format(", not {}", word) : "";
}

/// `word` as hashes are called: SHA1 for `HMAC-SHA-1` or `Algorithm.sha1`.
std::string plain_hash_name(std::string_view word) {
  std::string name = uppered(word);
  std::erase_if(name, [](char c) { return c == '-' || c == '_'; });
  for (const std::string_view front : {"ALGORITHM.", "HMAC"}) {
    if (name.starts_with(front)) name.erase(0, front.size());
  }
  return name;
}

otp::Hash read_hash(const Parameters& parameters) {
  const auto word = parameters.text(Name::algorithm);
  if (!word) return otp::Hash::sha1;
  if (const auto hash = otp::hash_named(*word)) return *hash;
  const std::string name = plain_hash_name(*word);
  const bool well_known = name == "MD5" || name == "SHA224" || name == "SHA384";
  throw Error(Kind::malformed, "algorithm must be SHA1, SHA256 or SHA512" +
                                   (well_known ? ", not " + name : not_this(*word)));
}

int read_digits(const Parameters& parameters) {
  constexpr int standard = otp::Totp{}.digits;
  return static_cast<int>(
      parameters.number(Name::digits, 1, otp::max_digits).value_or(standard));
}

otp::seconds read_period(const Parameters& parameters) {
  const auto period = parameters.number(Name::period, 1, otp::max_period.count());
  return period ? otp::seconds(*period) : otp::Totp{}.period;
}

std::optional<std::uint64_t> read_counter(const Parameters& parameters) {
  return parameters.number(Name::counter, 0, std::numeric_limits<std::uint64_t>::max());
}

void expect(const Parameters& parameters, Name name, std::string_view value,
            const otp::Method& type) {
  const auto text = parameters.text(name);
  if (!text || *text == value) return;
  if (name == Name::algorithm && plain_hash_name(*text) == value) return;
  throw Error(Kind::malformed, fmt::format("{} must be {} for the type {}", text_of(name),
                                           value, otp::type_name(type)));
}

/// Parameters that can only say what the type says already.
void expect_fixed(const Parameters& parameters, const otp::Method& type) {
  expect(parameters, Name::algorithm, otp::algorithm_name(type), type);
  expect(parameters, Name::digits, std::to_string(otp::digits(type)), type);
  expect(parameters, Name::period, std::to_string(otp::period(type)->count()), type);
}

bool is_steam(const otp::Method& type, const Parameters& parameters, std::string_view issuer,
              SteamByName by_name) {
  const bool host = std::holds_alternative<otp::Steam>(type);
  const bool totp = std::holds_alternative<otp::Totp>(type);
  if (const auto encoder = parameters.text(Name::encoder)) {
    if (!same_word(*encoder, "steam")) {
      throw Error(Kind::malformed, "encoder must be steam" + not_this(*encoder));
    }
    if (!host && !totp) {
      throw Error(Kind::malformed, fmt::format("encoder must not be there for the type {}",
                                               otp::type_name(type)));
    }
    return true;
  }
  if (host || !totp) return host;
  if (parameters.raw(Name::steam)) return true;
  const auto digits = parameters.text(Name::digits);
  return by_name == SteamByName::yes && issuer == steam_issuer && (!digits || *digits == "5");
}

}  // namespace

otp::Method type_named(std::string_view host) {
  const std::array<otp::Method, 5> types = {otp::Totp{}, otp::Hotp{}, otp::Steam{},
                                            otp::Yandex{}, otp::Motp{}};
  for (const otp::Method& type : types) {
    if (same_word(host, host_of(type))) return type;
  }
  throw Error(Kind::malformed,
              "the type must be totp, hotp, steam, motp or yaotp" + not_this(host));
}

std::string_view host_of(const otp::Method& method) noexcept {
  return std::holds_alternative<otp::Yandex>(method) ? "yaotp" : otp::type_name(method);
}

otp::Method read_method(const otp::Method& type, const Parameters& parameters,
                        std::string_view issuer, SteamByName by_name,
                        std::vector<std::string>& notes) {
  const auto counter = read_counter(parameters);  // a bad one is an error in every type
  if (is_steam(type, parameters, issuer, by_name)) {
    expect_fixed(parameters, otp::Steam{});
    return otp::Steam{};
  }
  if (std::holds_alternative<otp::Hotp>(type)) {
    read_period(parameters);  // likewise
    if (!counter) notes.emplace_back("it has no counter; it starts at 0");
    return otp::Hotp{read_hash(parameters), read_digits(parameters), counter.value_or(0)};
  }
  if (std::holds_alternative<otp::Totp>(type)) {
    const otp::Totp totp{read_hash(parameters), read_digits(parameters),
                         read_period(parameters)};
    if (by_name == SteamByName::yes && issuer == steam_issuer) {
      notes.push_back(
          fmt::format("its issuer is Steam, but it has {}: it is taken as plain TOTP",
                      counted(static_cast<std::size_t>(totp.digits), "digit")));
    }
    return totp;
  }
  expect_fixed(parameters, type);
  return type;
}

bool passes_for_steam(const otp::Method& method, std::string_view issuer) noexcept {
  const auto* totp = std::get_if<otp::Totp>(&method);
  return totp != nullptr && totp->digits == 5 && issuer == steam_issuer;
}

void append_method(std::string& uri, const otp::Method& method) {
  uri += "&algorithm=";
  uri += otp::algorithm_name(method);
  uri += "&digits=";
  uri += std::to_string(otp::digits(method));
  if (const auto* hotp = std::get_if<otp::Hotp>(&method)) {
    uri += "&counter=";
    uri += std::to_string(hotp->counter);
  } else {
    uri += "&period=";
    uri += std::to_string(otp::period(method)->count());
  }
}

}  // namespace fob::uri
