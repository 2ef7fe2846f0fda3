// Base64 in both alphabets, and hex: the other ways in which a secret may be typed.

#include "core/codec/base64.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "tests/fuzz/harness.h"

using namespace fob;

namespace {

void check_base64(std::string_view text, ByteView bytes, codec::Base64 alphabet) {
  if (const auto read = codec::decode_base64(text, alphabet)) {
    const std::size_t end = text.find_last_not_of('=') + 1;
    fuzz::require(codec::encode_base64(*read, alphabet) == text.substr(0, end),
                  "Base64 is another when it is written");
  }
  const auto again = codec::decode_base64(codec::encode_base64(bytes, alphabet), alphabet);
  fuzz::require(again && std::ranges::equal(*again, bytes),
                "bytes in Base64 are others when they are read");
}

void check_hex(std::string_view text, ByteView bytes) {
  if (const auto read = codec::decode_hex(text)) {
    fuzz::require(codec::encode_hex(*read) == lowered(text),
                  "hex is another when it is written");
  }
  const auto again = codec::decode_hex(codec::encode_hex(bytes));
  fuzz::require(again && std::ranges::equal(*again, bytes),
                "bytes in hex are others when they are read");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const ByteView bytes(data, size);
  check_base64(input, bytes, codec::Base64::standard);
  check_base64(input, bytes, codec::Base64::url);
  check_hex(input, bytes);
  return 0;
}
