#include "core/account/differences.h"

#include <algorithm>

namespace fob {
namespace {

bool same_recovery_codes(const std::vector<RecoveryCode>& a,
                         const std::vector<RecoveryCode>& b) {
  return std::ranges::equal(a, b, [](const RecoveryCode& x, const RecoveryCode& y) {
    return x.text == y.text && x.used == y.used;
  });
}

/// HOTP counters of both that differ.
bool moved(const otp::Method& a, const otp::Method& b) {
  const auto* const from = std::get_if<otp::Hotp>(&a);
  const auto* const to = std::get_if<otp::Hotp>(&b);
  return from != nullptr && to != nullptr && from->counter != to->counter;
}

}  // namespace

std::vector<std::string_view> differences(const Account& a, const Account& b,
                                          Counters counters) {
  const auto period_a = otp::period(a.method);
  const auto period_b = otp::period(b.method);
  std::vector<std::string_view> names;
  const auto note = [&names](std::string_view name, bool differs) {
    if (differs) names.push_back(name);
  };
  note("issuer", a.issuer != b.issuer);
  note("account", a.account != b.account);
  note("type", a.method.index() != b.method.index());
  note("algorithm", otp::algorithm_name(a.method) != otp::algorithm_name(b.method));
  note("digits", otp::digits(a.method) != otp::digits(b.method));
  note("period", period_a && period_b && *period_a != *period_b);
  note("counter", counters == Counters::compared && moved(a.method, b.method));
  note("secret", !(a.key == b.key));
  note("pin", a.pin != b.pin);
  note("tags", a.tags != b.tags);
  note("note", a.note != b.note);
  note("recovery codes", !same_recovery_codes(a.recovery_codes, b.recovery_codes));
  note("other parameters", a.other != b.other);
  return names;
}

}  // namespace fob
