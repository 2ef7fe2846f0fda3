#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/codec/base64.h"
#include "core/codec/percent.h"

namespace fob::test {

// The bytes of protobuf messages, and transfers made of them.

inline std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value > 0x7f; value >>= 7)
    bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

inline std::string number(std::uint64_t field, std::uint64_t value) {
  return varint(field << 3) + varint(value);
}

inline std::string bytes(std::uint64_t field, std::string_view value) {
  return varint(field << 3 | 2) + varint(value.size()) + std::string(value);
}

/// A secret of 160 bits, so that no note is about it.
inline constexpr std::string_view secret_text = "12345678901234567890";

/// An account of a transfer: its secret and name, and `more` fields.
inline std::string account(std::string_view name, std::string_view more = {}) {
  return bytes(1, bytes(1, secret_text) + bytes(2, name) + std::string(more));
}

inline std::string transfer(std::string_view message) {
  return "otpauth-migration://offline?data=" + codec::encode_percent(codec::encode_base64(
                                                   as_bytes(message), codec::Base64::standard));
}

/// One picture of a transfer.
inline std::string picture(std::string_view name, std::uint64_t size, std::uint64_t index,
                           std::uint64_t id = 0) {
  return transfer(account(name) + number(3, size) + number(4, index) +
                  (id == 0 ? "" : number(5, id)));
}

}  // namespace fob::test
