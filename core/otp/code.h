#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/otp/method.h"

namespace fob::otp {

/// From `from`, up to but without `until`.
struct Window {
  Time from;
  Time until;
  friend bool operator==(const Window&, const Window&) = default;
};

struct Code {
  std::string text;
  /// Nothing for HOTP.
  std::optional<Window> valid;
};

/// The code of `method` at `at` (not before 1970; HOTP ignores it and uses its counter).
/// Pure: the same arguments always give the same code. `pin` is for the methods that need
/// one, null for the others. Throws malformed for a key, PIN or time that `method` cannot
/// use, and passphrase where a PIN is needed and `pin` is null.
Code generate(const Key& key, const Method& method, const Key* pin, Time at);

/// The text of the code for a counter: the number of the period, or HOTP's own counter.
/// Throws as generate() does.
std::string code_text(const Key& key, const Method& method, const Key* pin,
                      std::uint64_t counter);

/// How many periods of `method` (not HOTP) lie between 1970 and `at`. Throws malformed
/// before 1970, and where time_t is about to end.
std::uint64_t period_number(const Method& method, Time at);

/// The window of `method` that `at` falls in; nothing for HOTP. Throws as period_number()
/// does.
std::optional<Window> window_at(const Method& method, Time at);

}  // namespace fob::otp
