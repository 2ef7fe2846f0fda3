#include "core/codec/base64.h"

#include <algorithm>

#include <sodium.h>

namespace fob::codec {

std::optional<Bytes> decode_base64(std::string_view text, Base64 alphabet) {
  // libsodium 1.0.18 takes some bytes beyond ASCII for characters of the alphabet.
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7f; })) {
    return std::nullopt;
  }
  const bool padded = text.ends_with('=');
  const int variant =
      alphabet == Base64::standard
          ? (padded ? sodium_base64_VARIANT_ORIGINAL
                    : sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
          : (padded ? sodium_base64_VARIANT_URLSAFE : sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, variant) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::string encode_base64(ByteView bytes, Base64 alphabet) {
  const int variant = alphabet == Base64::standard ? sodium_base64_VARIANT_ORIGINAL_NO_PADDING
                                                   : sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
  text.pop_back();  // the NUL that libsodium ends it with
  return text;
}

std::optional<Bytes> decode_hex(std::string_view text) {
  Bytes bytes(text.size() / 2 + 1);  // never empty: libsodium takes no null
  std::size_t size = 0;
  if (sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                     nullptr) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::string encode_hex(ByteView bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();  // the NUL that libsodium ends it with
  return text;
}

}  // namespace fob::codec
