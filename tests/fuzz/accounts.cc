#include "tests/fuzz/accounts.h"

#include <algorithm>
#include <string>

#include "core/account/differences.h"
#include "core/account/uri.h"
#include "core/base/text.h"
#include "core/formats/uri_lines.h"
#include "core/otp/code.h"
#include "core/otp/yandex.h"
#include "tests/fuzz/harness.h"

namespace fob::fuzz {
namespace {

bool is_between_1970_and_9999(const std::optional<otp::Time>& time) {
  constexpr otp::Time last(otp::seconds(253402300799));
  return !time || (*time >= otp::Time() && *time <= last);
}

void check_fields(const Account& account) {
  require(is_text(account.issuer) && is_text(account.account) && is_text(account.note) &&
              std::ranges::all_of(account.tags, is_text),
          "a text of the account is not UTF-8 without NUL");
  for (const RecoveryCode& code : account.recovery_codes)
    require(is_text(code.text.reveal_text()), "a recovery code is not UTF-8 without NUL");
  require(!account.key.empty(), "the account has no secret");
  require(!account.pin || (otp::needs_pin(account.method) && !account.pin->empty() &&
                           is_text(account.pin->reveal_text())),
          "the account has a PIN that is none");
  const int digits = otp::digits(account.method);
  require(digits >= 1 && digits <= otp::max_digits, "digits are out of range");
  const auto period = otp::period(account.method).value_or(otp::seconds(1));
  require(period >= otp::seconds(1) && period <= otp::max_period, "the period is out of range");
  require(is_between_1970_and_9999(account.created) &&
              is_between_1970_and_9999(account.modified) &&
              is_between_1970_and_9999(account.removed),
          "a time is out of range");
}

void check_code(const Account& account) {
  if (otp::needs_pin(account.method) && !account.pin) return;
  const Key* const pin = account.pin ? &*account.pin : nullptr;
  constexpr otp::Time at(otp::seconds(1234567890));
  const otp::Code code = otp::generate(account.key, account.method, pin, at);
  require(code.text.size() == static_cast<std::size_t>(otp::digits(account.method)),
          "the code has another length than its digits say");
}

/// As a line of a list: another program may write our URIs there, or we do.
void check_line(const std::string& uri) {
  require(std::ranges::none_of(
              uri, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; }),
          "a URI that was written is more than a word");
  formats::Uris uris(uri);
  require(uris.next() == uri, "a list's reader takes a URI that was written for another");
}

Account read(const std::string& uri, Origin origin) {
  return parse_uri(uri, origin).account;
}

}  // namespace

bool same_for_others(const Account& a, const Account& b) {
  return a.issuer == b.issuer && a.account == b.account && a.method == b.method &&
         a.key == b.key && a.pin == b.pin && a.other == b.other;
}

bool same(const Account& a, const Account& b) {
  return differences(a, b).empty() && a.method == b.method && a.id == b.id &&
         a.created == b.created && a.modified == b.modified && a.removed == b.removed &&
         a.former_of == b.former_of;
}

bool is_for_vault_alone(const Account& account) {
  if (!std::holds_alternative<otp::Yandex>(account.method) || !account.pin) return false;
  try {
    otp::check_yandex_pin(*account.pin);
  } catch (const Error&) {
    return true;
  }
  return false;
}

void check_account(const Account& account) {
  check_fields(account);
  const std::string all = format_uri(account, Fields::all);
  const std::string standard = format_uri(account, Fields::standard);
  check_line(all);
  check_line(standard);

  const Account again = read(all, Origin::vault);
  require(same(again, account), "the account is another when it is read again");
  require(same_for_others(read(standard, Origin::vault), account),
          "what every app reads is another account when it is read again");
  require(format_uri(again, Fields::all) == all, "the account is written in two ways");
  require(same(account.clone(), account), "a copy of the account is another");
  if (is_for_vault_alone(account)) return;
  check_code(account);
  require(same(read(all, Origin::outside), account),
          "the account is another when it is read from outside");
  require(same_for_others(read(standard, Origin::outside), account),
          "what every app reads is another account when it is read from outside");
}

}  // namespace fob::fuzz
