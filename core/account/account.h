#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret.h"
#include "core/otp/method.h"

namespace fob {

/// 128 random bits that name an account for good, whatever it is called.
using Id = std::array<unsigned char, 16>;

/// From the system's random source.
Id random_id();
/// 32 lower-case hex digits.
std::string id_text(const Id& id);
/// Nothing unless `text` is 32 lower-case hex digits.
std::optional<Id> id_of_text(std::string_view text);

/// A one-time code for when the phone is gone, as the service hands them out.
struct RecoveryCode {
  Key text;
  bool used = false;
};

/// One account: whose it is, how its codes are made, and what its owner wrote beside it.
/// All text, a PIN's and a recovery code's too, is valid UTF-8 without NUL; `issuer` and
/// `account` may each be empty; times are in the years 1970 to 9999.
struct Account {
  Id id{};
  std::string issuer;
  std::string account;
  otp::Method method;
  Key key;                 // mOTP: the secret's text; Yandex: 16 bytes
  std::optional<Key> pin;  // its text, not empty; mOTP and Yandex only
  std::vector<std::string> tags;
  std::string note;
  std::vector<RecoveryCode> recovery_codes;
  std::optional<otp::Time> created;
  std::optional<otp::Time> modified;
  std::optional<otp::Time> removed;
  /// Of a removed entry: the id of the account whose former version it is.
  std::optional<Id> former_of;
  /// Parameters of its URI that mean nothing here, `name=value` as they stood, in order.
  std::vector<std::string> other;

  Account clone() const;
};

/// What people call it: `issuer:account`, or the half that is not empty, or nothing.
std::string display_name(const Account& account);

/// The same issuer and account, to the byte?
bool same_name(const Account& a, const Account& b);

/// The same codes for ever: equal type, secret, algorithm, digits, period and PIN (HOTP
/// counters may differ)?
bool same_codes(const Account& a, const Account& b);

}  // namespace fob
