#include "core/account/uri_secret.h"

#include <algorithm>

#include "core/account/secret_notes.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base32.h"
#include "core/otp/yandex.h"

namespace fob::uri {
namespace {

/// The PIN as other apps write it.
std::optional<Key> read_pin(const otp::Method& method, const Parameters& parameters) {
  if (!std::holds_alternative<otp::Yandex>(method)) {
    const auto text = parameters.text(Name::pin);
    if (!text) return std::nullopt;
    return Key::copy_of(*text);
  }
  const auto base32 = parameters.text(Name::pin, codec::Plus::space);
  if (!base32) return std::nullopt;
  try {
    Bytes bytes = codec::decode_base32(*base32).bytes;
    if (is_text(as_text(bytes))) return Key(std::move(bytes));
  } catch (const Error&) {
    // Its words are about secrets.
  }
  throw Error(Kind::malformed, "pin must be the Base32 of the PIN's text",
              "the PIN as it is typed goes into fob-pin");
}

}  // namespace

Key read_base32_secret(std::string_view raw, std::vector<std::string>& notes) {
  // As in forms, a raw plus is a space, which Base32 drops.
  const std::string text = decoded(raw, codec::Plus::space, text_of(Name::secret));
  codec::Base32 secret = codec::decode_base32(text);
  if (secret.odd_ending) notes.emplace_back(odd_ending_note);
  if (auto note = short_secret_note(secret.bytes.size())) notes.push_back(*std::move(note));
  return Key(std::move(secret.bytes));
}

Secrets read_secrets(const otp::Method& method, const Parameters& parameters, Origin origin,
                     std::vector<std::string>& notes) {
  const auto raw = parameters.raw(Name::secret);
  if (!raw) throw Error(Kind::malformed, "the secret is missing");
  Secrets secrets;
  if (std::holds_alternative<otp::Motp>(method)) {
    secrets.key = Key::copy_of(decoded(*raw, codec::Plus::literal, text_of(Name::secret)));
    if (secrets.key.empty()) throw Error(Kind::malformed, "the secret is empty");
  } else {
    secrets.key = read_base32_secret(*raw, notes);
    if (std::holds_alternative<otp::Yandex>(method)) {
      secrets.key = otp::yandex_secret(secrets.key.reveal());
    }
  }
  if (!otp::needs_pin(method)) return secrets;

  secrets.pin = read_pin(method, parameters);
  if (const auto typed = parameters.text(Name::typed_pin)) {
    Key pin = Key::copy_of(*typed);
    if (secrets.pin && !(*secrets.pin == pin)) {
      throw Error(Kind::malformed, "pin and fob-pin are two different PINs");
    }
    secrets.pin = std::move(pin);
  }
  if (!secrets.pin) {
    notes.emplace_back("it has no PIN; its codes need one");
  } else if (secrets.pin->empty()) {
    throw Error(Kind::malformed, "the PIN is empty");
  } else if (origin == Origin::outside && std::holds_alternative<otp::Yandex>(method)) {
    otp::check_yandex_pin(*secrets.pin);
  }
  return secrets;
}

void append_secret(std::string& uri, const Account& account) {
  uri += std::holds_alternative<otp::Motp>(account.method)
             ? codec::encode_percent(account.key.reveal_text())
             : codec::encode_base32(account.key.reveal());
}

void append_pin(std::string& uri, const Account& account) {
  if (!otp::needs_pin(account.method) || !account.pin || account.pin->empty()) return;
  uri += "&pin=";
  uri += std::holds_alternative<otp::Motp>(account.method)
             ? codec::encode_percent(account.pin->reveal_text())
             : codec::encode_base32(account.pin->reveal());
}

}  // namespace fob::uri
