#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/codec/percent.h"
#include "core/otp/method.h"

namespace fob::uri {

/// The parameters that fob reads.
enum class Name : unsigned char {
  secret,
  issuer,
  algorithm,
  digits,
  counter,
  period,
  pin,
  encoder,
  steam,
  // fob's own.
  exact,
  typed_pin,
  id,
  created,
  modified,
  removed,
  former,
  tags,
  note,
  recovery,
  recovery_used,
};
inline constexpr std::size_t name_count = 20;

/// How `name` is written: `secret`, ..., `fob-id`.
std::string_view text_of(Name name) noexcept;

/// `raw` decoded once. Throws malformed, saying of `what` (the name of a part of the URI)
/// that its escapes are broken, that it holds a NUL, or that it is not UTF-8.
std::string decoded(std::string_view raw, codec::Plus plus, std::string_view what);

/// Would a URI of `type` keep `parameter` (`name=value`) as it stands, because it means
/// nothing there?
bool is_kept_raw(std::string_view parameter, const otp::Method& type);

/// What follows the `?` of a URI, cut into parameters. Refers to the text that it was made
/// of.
class Parameters {
 public:
  /// `type` is what the URI's host says: it decides which names mean something. Throws
  /// malformed for broken escapes in what is kept raw, and for two values of one parameter.
  Parameters(std::string_view query, const otp::Method& type);

  /// Still escaped.
  std::optional<std::string_view> raw(Name name) const noexcept;
  /// Throws as decoded().
  std::optional<std::string> text(Name name, codec::Plus plus = codec::Plus::literal) const;
  /// A decimal without leading zeros; throws malformed, naming it and its range, for
  /// anything else.
  std::optional<std::uint64_t> number(Name name, std::uint64_t min, std::uint64_t max) const;

  /// `fob-recovery` and `fob-recovery-used`, in order, still escaped.
  const std::vector<std::pair<Name, std::string_view>>& recovery() const noexcept {
    return recovery_;
  }
  /// What means nothing here, as it stood and in order; white space, control characters and
  /// commas before another URI are escaped, so that a line stays a line, and one URI.
  std::vector<std::string> take_other() noexcept { return std::move(other_); }

 private:
  void add(Name name, std::string_view value);

  std::array<std::optional<std::string_view>, name_count> values_;
  std::vector<std::pair<Name, std::string_view>> recovery_;
  std::vector<std::string> other_;
};

}  // namespace fob::uri
