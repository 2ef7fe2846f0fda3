#pragma once

#include <cstdint>
#include <optional>

#include "core/base/secret.h"

namespace fob::formats {

/// A field of a protobuf message, as it stands on the wire.
struct WireField {
  enum class Type { varint, fixed64, bytes, fixed32 };

  std::uint64_t number;
  Type type;
  std::uint64_t value = 0;  // of a varint
  ByteView bytes;           // of bytes: a string, or a message within this one
};

/// Walks over the fields of a protobuf message in their order, known or not. Refers to the
/// bytes that it was made of.
/// Source: protobuf.dev, Encoding.
class WireReader {
 public:
  explicit WireReader(ByteView message) noexcept : rest_(message) {}

  /// The next field; nothing at the end. Throws malformed for a field that is cut short, a
  /// group, a varint that does not fit into 64 bits, and numbers that no field has.
  std::optional<WireField> next();

 private:
  std::uint64_t varint();
  ByteView take(std::uint64_t size);

  ByteView rest_;
};

}  // namespace fob::formats
