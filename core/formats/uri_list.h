#pragma once

#include <string_view>

#include "core/formats/format.h"

namespace fob::formats {

/// Is `file` lines of text, and is there a URI in one of them (uri_lines.h)?
bool is_uri_list(std::string_view file) noexcept;
/// Is it such a list, and are all its URIs otpauth-migration?
bool is_google_transfer(std::string_view file) noexcept;

/// Reads the URIs in the lines of `file`, as of a vault's body too: what is removed there is
/// left out. What is none is an entry with a reason. Throws
/// malformed when there is no URI in it at all, and over the limits of limits.h.
Batch read_uri_list(std::string_view file);
/// The same, but takes otpauth-migration URIs alone.
Batch read_google_transfer(std::string_view file);

}  // namespace fob::formats
