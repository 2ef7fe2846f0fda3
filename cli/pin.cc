#include "cli/pin.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/passphrase.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// An empty one would give a code too, and a wrong one.
Key checked_pin(const Secret& pin) {
  if (pin.empty()) throw Error(Kind::malformed, "the PIN is empty");
  if (!is_text(pin.reveal_text())) throw Error(Kind::malformed, "the PIN is not text");
  return Key::copy_of(pin.reveal());
}

}  // namespace

void PinOptions::declare(Parser& parser) {
  source.declare(parser, "pin", "PIN");
}

std::optional<Key> PinOptions::read() const {
  const auto pin = source.read("pin");
  if (!pin) return std::nullopt;
  return checked_pin(*pin);
}

std::optional<Key> pin_for(const Account& account, const std::optional<Key>& given,
                           const Terminal& terminal) {
  if (!otp::needs_pin(account.method)) return std::nullopt;
  if (given) return given->clone();
  if (account.pin) return account.pin->clone();
  const std::string known = display_name(account);
  const std::string name = known.empty() ? "the account" : known;
  if (!terminal.can_ask()) {
    throw Error(Kind::passphrase, fmt::format("{} needs a PIN, and none was given", name),
                "give --pin-file PATH or --pin-fd N");
  }
  return checked_pin(ask_passphrase(terminal, fmt::format("PIN for {}: ", name)));
}

void refuse_needless_pin(const std::optional<Key>& given,
                         const std::vector<const Account*>& accounts) {
  const auto takes_pin = [](const Account* account) { return otp::needs_pin(account->method); };
  if (!given || accounts.empty() || std::ranges::any_of(accounts, takes_pin)) return;
  throw Error(Kind::usage,
              fmt::format("a PIN is not for {}", otp::type_name(accounts.front()->method)),
              "leave out --pin-fd and --pin-file");
}

}  // namespace fob::cli
