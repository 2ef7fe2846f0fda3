#pragma once

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/crypto/aead.h"
#include "core/crypto/blake2b.h"
#include "core/vault/vault.h"

namespace fob::vault {

/// The smallest that the format lets it be.
inline constexpr KdfCost cheap{min_passes, min_memory};

/// `first`, `first` + 1, ...
inline Bytes ramp(unsigned char first, std::size_t size) {
  Bytes bytes(size);
  std::iota(bytes.begin(), bytes.end(), first);
  return bytes;
}

inline Id id_ramp(unsigned char first) {
  Id id;
  std::iota(id.begin(), id.end(), first);
  return id;
}

inline SlotSeed slot_seed(unsigned char id, unsigned char salt, unsigned char nonce) {
  return {id_ramp(id), ramp(salt, 16), ramp(nonce, 24)};
}

/// `damaged: what`: the kind of the error that `action` throws, and its words.
template <typename Action>
std::string failure_of(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    const std::string kind = error.kind() == Kind::damaged      ? "damaged"
                             : error.kind() == Kind::malformed  ? "malformed"
                             : error.kind() == Kind::passphrase ? "passphrase"
                             : error.kind() == Kind::failed     ? "failed"
                                                                : "other";
    return kind + ": " + error.what();
  }
  return "none";
}

/// What failure_of() gives for a damaged vault.
inline std::string damage(std::string_view what) {
  return "damaged: the vault is damaged: " + std::string(what);
}

/// `text` with the trailer that belongs to it.
inline Bytes with_trailer(std::string_view text) {
  Bytes file(text.begin(), text.end());
  const Bytes trailer = crypto::blake2b(file, 32);
  file.insert(file.end(), trailer.begin(), trailer.end());
  return file;
}

/// `text` with the first `from` in it replaced.
inline std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result(text);
  return result.replace(result.find(from), from.size(), to);
}

inline otp::Time at(std::int64_t seconds) {
  return otp::Time(otp::seconds(seconds));
}

/// A new vault, whose passphrase is "open sesame".
inline Vault fresh() {
  return Vault::create(Secret::copy_of("open sesame"), cheap);
}

/// As it is after it was written and read: another generation of it.
inline Vault again(const Vault& vault) {
  return Vault::reopen(Sealed(vault.seal(Digest{})), vault.data_key()).value();
}

/// Replaces the account of that id by what `change` makes of it.
template <typename Change>
void edit(Vault& vault, const Id& id, otp::Time now, Change&& change) {
  Account after = vault.get(id)->clone();
  change(after);
  vault.replace(std::move(after), now);
}

/// A TOTP account of that name, without an id.
inline Account account_named(std::string_view name) {
  Account account;
  account.account = name;
  account.method = otp::Totp{};
  account.key = Key::copy_of("0123456789");
  return account;
}

/// The text of a sealed vault's body, padding and all.
inline std::string body_of(ByteView file, const Secret& data_key) {
  const Sealed sealed(Bytes(file.begin(), file.end()));
  const Secret key = crypto::keyed_hash(data_key, "fob-vault 1 body", "");
  const auto body =
      crypto::aead_open(key, sealed.nonce(), sealed.header(), sealed.ciphertext());
  return std::string(body.value().reveal_text());
}

}  // namespace fob::vault
