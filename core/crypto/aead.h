#pragma once

#include <optional>
#include <string_view>

#include "core/base/secret.h"

namespace fob::crypto {

inline constexpr std::size_t aead_key_size = 32, aead_nonce_size = 24, aead_tag_size = 16;

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): the ciphertext with its tag behind it.
Bytes aead_seal(const Secret& key, ByteView nonce, std::string_view associated, ByteView plain);
/// The same into `cipher`, which has room for just that: aead_tag_size more than `plain`.
void aead_seal(const Secret& key, ByteView nonce, std::string_view associated, ByteView plain,
               std::span<unsigned char> cipher);

/// Nothing when key, nonce, associated data and ciphertext do not belong together.
std::optional<Secret> aead_open(const Secret& key, ByteView nonce, std::string_view associated,
                                ByteView cipher);

}  // namespace fob::crypto
