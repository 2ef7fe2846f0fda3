#pragma once

#include <optional>
#include <string_view>

#include "core/base/secret.h"

namespace fob::crypto {

inline constexpr std::size_t aead_key_size = 32, aead_nonce_size = 24, aead_tag_size = 16;

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): the ciphertext with its tag behind it.
Bytes aead_seal(const Secret& key, ByteView nonce, std::string_view associated, ByteView plain);

/// Nothing when key, nonce, associated data and ciphertext do not belong together.
std::optional<Secret> aead_open(const Secret& key, ByteView nonce, std::string_view associated,
                                ByteView cipher);

}  // namespace fob::crypto
