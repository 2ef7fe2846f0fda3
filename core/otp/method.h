#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "core/base/secret.h"
#include "core/crypto/hmac.h"

namespace fob::otp {

using crypto::Hash;
using std::chrono::seconds;
/// Unix time. Always an argument: core never reads a clock.
using Time = std::chrono::sys_seconds;

/// RFC 6238.
struct Totp {
  Hash hash = Hash::sha1;
  int digits = 6;
  seconds period{30};
  friend bool operator==(const Totp&, const Totp&) = default;
};
/// RFC 4226. `counter` is the next one to use.
struct Hotp {
  Hash hash = Hash::sha1;
  int digits = 6;
  std::uint64_t counter = 0;
  friend bool operator==(const Hotp&, const Hotp&) = default;
};
/// Valve's: TOTP with SHA1 and 30 s, written in five characters of its own alphabet.
struct Steam {
  friend bool operator==(const Steam&, const Steam&) = default;
};
/// Mobile-OTP: MD5 over the time in tens of seconds, the secret's text and a PIN.
struct Motp {
  friend bool operator==(const Motp&, const Motp&) = default;
};
/// Yandex Key: HMAC-SHA256 under a key made of PIN and secret, in eight letters.
struct Yandex {
  friend bool operator==(const Yandex&, const Yandex&) = default;
};

/// How an account's codes are made. What varies is in the alternatives; what a type fixes is
/// told by the functions below.
using Method = std::variant<Totp, Hotp, Steam, Motp, Yandex>;

// Who reads a method from a text refuses what is out of range, naming the parameter: it is
// never clamped, never filled in.
inline constexpr int max_digits = 10;
inline constexpr seconds max_period{86400};

/// totp, hotp, steam, motp or yandex.
std::string_view type_name(const Method& method) noexcept;
/// SHA1, SHA256, SHA512 or MD5.
std::string_view algorithm_name(const Method& method) noexcept;
/// SHA1, SHA256 or SHA512.
std::string_view algorithm_name(Hash hash) noexcept;
/// The characters of a code.
int digits(const Method& method) noexcept;
/// How long a code lives; nothing for HOTP.
std::optional<seconds> period(const Method& method) noexcept;
/// The next counter to use; only HOTP has one.
std::optional<std::uint64_t> counter(const Method& method) noexcept;
/// Are codes made with a PIN beside the secret?
bool needs_pin(const Method& method) noexcept;

/// The hash that `word` names (`sha1`, `SHA-1`, `HmacSHA256`, ...), whatever its case;
/// nothing for other words.
std::optional<Hash> hash_named(std::string_view word);

}  // namespace fob::otp
