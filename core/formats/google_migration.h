#pragma once

#include <string_view>
#include <vector>

#include "core/formats/format.h"

namespace fob::formats {

/// One QR code of a Google Authenticator transfer.
struct Migration {
  std::vector<Entry> entries;  // their places: `entry 1`, `entry 2`, ...
  Picture picture;
};

/// Does `line` begin with `otpauth-migration:`, in any case?
bool is_migration(std::string_view line) noexcept;

/// Reads an `otpauth-migration://offline?data=...` URI. One account that cannot be read is an
/// entry with a reason. Throws malformed when the URI, its base64 or the protobuf message is
/// broken, empty or over the limits (1 MiB, 100 entries, batch_size 1-100).
Migration read_migration(std::string_view uri);

}  // namespace fob::formats
