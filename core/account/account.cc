#include "core/account/account.h"

#include <algorithm>
#include <charconv>
#include <variant>

#include "core/codec/base64.h"

namespace fob {
namespace {

/// Two methods that differ in their counter alone give the same codes, sooner or later.
otp::Method at_its_start(otp::Method method) {
  if (auto* hotp = std::get_if<otp::Hotp>(&method)) hotp->counter = 0;
  return method;
}

}  // namespace

Id random_id() {
  Id id{};
  fill_random(id);
  return id;
}

std::string id_text(const Id& id) {
  return codec::encode_hex(id);
}

std::optional<Id> id_of_text(std::string_view text) {
  Id id{};
  if (text.size() != 2 * id.size()) return std::nullopt;
  if (std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'F'; }))
    return std::nullopt;
  for (std::size_t half = 0; half < id.size(); half += 8) {
    std::uint64_t value = 0;
    const char* const digits = text.data() + 2 * half;
    if (std::from_chars(digits, digits + 16, value, 16).ptr != digits + 16) return std::nullopt;
    for (std::size_t i = half + 8; i-- > half; value >>= 8)
      id[i] = static_cast<unsigned char>(value);
  }
  return id;
}

Account Account::clone() const {
  Account copy;
  copy.id = id;
  copy.issuer = issuer;
  copy.account = account;
  copy.method = method;
  copy.key = key.clone();
  if (pin) copy.pin = pin->clone();
  copy.tags = tags;
  copy.note = note;
  copy.recovery_codes.reserve(recovery_codes.size());
  for (const RecoveryCode& code : recovery_codes) {
    copy.recovery_codes.push_back({code.text.clone(), code.used});
  }
  copy.created = created;
  copy.modified = modified;
  copy.removed = removed;
  copy.former_of = former_of;
  copy.other = other;
  return copy;
}

std::string display_name(const Account& account) {
  if (account.issuer.empty()) return account.account;
  if (account.account.empty()) return account.issuer;
  return account.issuer + ':' + account.account;
}

bool same_name(const Account& a, const Account& b) {
  return a.issuer == b.issuer && a.account == b.account;
}

bool same_codes(const Account& a, const Account& b) {
  return at_its_start(a.method) == at_its_start(b.method) && a.key == b.key &&
         (!otp::needs_pin(a.method) || a.pin == b.pin);
}

}  // namespace fob
