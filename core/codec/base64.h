#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/secret.h"

namespace fob::codec {

/// RFC 4648: section 4 (`standard`: + and /) or section 5 (`url`: - and _).
enum class Base64 { standard, url };

/// Padding may be whole or absent; left-over bits must be zero; nothing else is ignored.
/// Empty for any other text.
std::optional<Bytes> decode_base64(std::string_view text, Base64 alphabet);
/// Without padding.
std::string encode_base64(ByteView bytes, Base64 alphabet);

/// Two digits a byte, in any case. Empty for any other text.
std::optional<Bytes> decode_hex(std::string_view text);
/// Lower case.
std::string encode_hex(ByteView bytes);

}  // namespace fob::codec
