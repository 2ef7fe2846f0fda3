#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/json.h"
#include "core/account/account.h"
#include "core/otp/code.h"

namespace fob::cli {

/// When a code is to be valid.
struct Moment {
  std::optional<std::string> at, valid_for;  // as given
  bool next = false;

  /// --next, --at and --valid-for.
  void declare(Parser& parser);
  bool given() const noexcept { return at || valid_for || next; }
  /// Throws usage for what an account of that method cannot have, and what does not go
  /// together.
  void check(const otp::Method& method) const;
  /// The time that --at names, else the clock's. Throws malformed.
  otp::Time time(const Context& cli) const;
  /// The same, after waiting for a period in which a code of `method` lives as long as
  /// --valid-for asks.
  otp::Time time_for(const Context& cli, const otp::Method& method) const;
};

/// An account with its code, as it is going to be shown.
struct ShownCode {
  Account account;  // HOTP: with the counter that was used
  std::string name;
  std::optional<otp::Code> code;  // none in a table for HOTP or without a PIN
  std::optional<std::string> next_code;
};

/// The code of `account` in the period that holds `time`, or with `next` in the one after.
ShownCode code_at(const Account& account, std::string name, const std::optional<Key>& pin,
                  otp::Time time, bool next);

/// The seconds that `code` has left at `now`; nothing for HOTP.
std::optional<int> remaining(const otp::Code& code, otp::Time now);

/// What a row says in place of a code: `hotp` or `pin`.
std::string_view placeholder(const Account& account) noexcept;

Json code_json(const ShownCode& shown, otp::Time now);

}  // namespace fob::cli
