#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/parser.h"
#include "core/base/secret.h"
#include "core/otp/method.h"

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

}  // namespace fob::cli
