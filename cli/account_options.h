#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/options.h"
#include "core/account/account.h"

namespace fob::cli {

/// The options that say how codes are made from a bare secret.
struct MethodOptions {
  std::optional<std::string> type, algorithm, digits, period, counter, secret_format;

  void declare(Parser& parser);
  /// Is any of them given?
  bool given() const noexcept;
  /// Throws usage when any is, for a command that reads no secret; `instead` is the one that
  /// does.
  void refuse_without_secret(std::string_view instead) const;
  /// Throws usage for a value that can be right for no type.
  void check() const;
  /// Throws usage for a value out of range, or an option that is not for the type.
  otp::Method method() const { return over(otp::Totp{}); }
  /// `method` with what is given laid over it. Another type begins with its own defaults;
  /// between totp and hotp the algorithm and the digits stay. Throws as method() does.
  otp::Method over(const otp::Method& method) const;
  /// The secret in `text`, as --secret-format or the type says it is written. Throws
  /// malformed. Adds to `notes` what its owner should know.
  Key key(const otp::Method& method, std::string_view text,
          std::vector<std::string>& notes) const;
};

/// --pin-fd and --pin-file.
struct PinOptions {
  SourceOptions source;

  void declare(Parser& parser);
  /// The PIN that they name, if they name one. Throws io, and malformed for what is none.
  std::optional<Key> read() const;
};

/// A PIN for `account`, as text: `given`, else its own, else the terminal's answer, which is
/// not kept; nothing for an account that needs none. Throws passphrase where there is none to
/// be had.
std::optional<Key> pin_for(const Account& account, const std::optional<Key>& given,
                           const Terminal& terminal);
/// Throws usage when a PIN is given, and none of `accounts` takes one.
void refuse_needless_pin(const std::optional<Key>& given,
                         const std::vector<const Account*>& accounts);

/// What `source` (--NAME-fd, --NAME-file) holds before its first line end, if it is given.
/// Throws io.
std::optional<Secret> read_source(const SourceOptions& source, std::string_view name);

/// The account that `-` stands for: a URI, or a bare secret with `options`, from standard
/// input; asked for without echo where that is a terminal. Throws malformed, and usage when
/// options are given beside a URI. What its owner should know goes to the report.
Account read_account(const Context& cli, const MethodOptions& options);

}  // namespace fob::cli
