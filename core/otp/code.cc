#include "core/otp/code.h"

#include "core/base/error.h"
#include "core/otp/hotp.h"
#include "core/otp/motp.h"
#include "core/otp/steam.h"
#include "core/otp/yandex.h"

namespace fob::otp {
namespace {

struct Ingredients {
  const Key& key;
  const Key* pin;
  std::uint64_t counter;
};

std::string text(const Totp& m, const Ingredients& in) {
  return hotp_code(in.key, m.hash, m.digits, in.counter);
}
std::string text(const Hotp& m, const Ingredients& in) {
  return hotp_code(in.key, m.hash, m.digits, in.counter);
}
std::string text(const Steam&, const Ingredients& in) {
  return steam_code(in.key, in.counter);
}
std::string text(const Motp&, const Ingredients& in) {
  return motp_code(in.key, *in.pin, in.counter);
}
std::string text(const Yandex&, const Ingredients& in) {
  return yandex_code(in.key, *in.pin, in.counter);
}

}  // namespace

std::string code_text(const Key& key, const Method& method, const Key* pin,
                      std::uint64_t counter) {
  if (key.empty()) throw Error(Kind::malformed, "the secret is empty");
  if (needs_pin(method) && pin == nullptr) {
    throw Error(Kind::passphrase, "this account needs a PIN, and none was given");
  }
  return std::visit([&](const auto& m) { return text(m, {key, pin, counter}); }, method);
}

std::uint64_t period_number(const Method& method, Time at) {
  if (at < Time{}) throw Error(Kind::malformed, "the time is before 1970");
  if (at > Time::max() - max_period) {
    throw Error(Kind::malformed, "the time is too far in the future");
  }
  return static_cast<std::uint64_t>(at.time_since_epoch() / *period(method));
}

std::optional<Window> window_at(const Method& method, Time at) {
  const auto length = period(method);
  if (!length) return std::nullopt;
  const Time from{*length * static_cast<seconds::rep>(period_number(method, at))};
  return Window{from, from + *length};
}

Code generate(const Key& key, const Method& method, const Key* pin, Time at) {
  const auto* hotp = std::get_if<Hotp>(&method);
  const std::uint64_t counter = hotp ? hotp->counter : period_number(method, at);
  return {code_text(key, method, pin, counter), window_at(method, at)};
}

}  // namespace fob::otp
