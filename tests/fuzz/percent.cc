// Percent-encoding: any text is the same when it is written and read again, and nothing else
// is taken for text.

#include "core/codec/percent.h"

#include <algorithm>

#include "core/base/text.h"
#include "tests/fuzz/harness.h"

using namespace fob;

namespace {

bool needs_no_escape(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("-._~%").find(c) != std::string_view::npos;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  for (const codec::Plus plus : {codec::Plus::literal, codec::Plus::space}) {
    const auto read = codec::decode_percent(input, plus);
    if (!read) continue;
    fuzz::require(is_text(*read), "what was read is not UTF-8 without NUL");
    fuzz::require(codec::decode_percent(codec::encode_percent(*read), plus) == read,
                  "text is another when it is read again");
  }
  const std::string written = codec::encode_percent(input);
  fuzz::require(std::ranges::all_of(written, needs_no_escape), "a character is not escaped");
  const auto again = codec::decode_percent(written, codec::Plus::space);
  fuzz::require(again.has_value() == is_text(input), "what is no text was taken for one");
  fuzz::require(!again || *again == input, "what was written is another when it is read");
  return 0;
}
