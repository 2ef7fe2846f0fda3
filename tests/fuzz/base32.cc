// The Base32 of a secret: what is read is written as what was read, without what pleases the
// eye; and any bytes are read as they were written.

#include "core/codec/base32.h"

#include <algorithm>

#include "core/base/text.h"
#include "tests/fuzz/harness.h"

using namespace fob;

namespace {

/// As an encoder would write `text`, which was read: no white space, hyphens and padding.
std::string canonical(std::string_view text) {
  std::string result = uppered(text);
  std::erase_if(result,
                [](char c) { return !(c >= 'A' && c <= 'Z') && !(c >= '2' && c <= '7'); });
  return result;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  if (const auto read = fuzz::parsed(input, {Kind::malformed}, codec::decode_base32)) {
    const std::string text = canonical(input);
    const std::string written = codec::encode_base32(read->bytes);
    if (read->odd_ending) {
      const std::size_t whole = text.size() * 5 / 8 * 8 / 5;  // characters that say bytes alone
      fuzz::require(written != text && written.substr(0, whole) == text.substr(0, whole),
                    "more than the ending is odd");
    } else {
      fuzz::require(written == text, "the secret is another when it is written");
    }
    const codec::Base32 again = codec::decode_base32(written);
    fuzz::require(again.bytes == read->bytes && !again.odd_ending,
                  "the secret is another when it is read again");
  }
  if (size == 0) return 0;
  const codec::Base32 bytes = codec::decode_base32(codec::encode_base32({data, size}));
  fuzz::require(std::ranges::equal(bytes.bytes, ByteView(data, size)) && !bytes.odd_ending,
                "bytes that were written are others when they are read");
  return 0;
}
