#pragma once

#include <string>
#include <string_view>

#include "core/base/secret.h"

namespace fob::codec {

/// What a Base32 text stood for.
struct Base32 {
  Bytes bytes;
  /// The text ended in a way no encoder writes: left-over bits that are not zero, or five
  /// and more of them. They were ignored, as every other reader does.
  bool odd_ending = false;
};

/// Reads the Base32 (RFC 4648, section 6) of a secret as people and services write it: in
/// any case, with white space (also U+00A0 and U+200B) and hyphens anywhere, with or without
/// padding. Throws malformed when a character is not of the alphabet, naming its position
/// (characters, from 1), with a hint for 0 1 8 9 and for what looks like hex or base64, or
/// when not even one byte is left. No text holds a character of the secret.
Base32 decode_base32(std::string_view text);

/// Upper case, without padding.
std::string encode_base32(ByteView bytes);

}  // namespace fob::codec
