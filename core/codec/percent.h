#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fob::codec {

/// What a `+` means: itself (the path of a URI), or a space (HTML forms).
enum class Plus { literal, space };

/// Decodes %XX (RFC 3986, section 2.1) once. Empty when an escape is broken, or the result
/// holds a NUL or is not UTF-8.
std::optional<std::string> decode_percent(std::string_view text, Plus plus);

/// Escapes every byte but the unreserved ones of RFC 3986 (letters, digits, - . _ ~) with
/// upper-case hex.
std::string encode_percent(std::string_view text);

}  // namespace fob::codec
