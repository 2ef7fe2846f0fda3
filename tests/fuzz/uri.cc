// A key URI, by both rules: what is read is the same account when it is written and read again.

#include "core/account/uri.h"

#include "tests/fuzz/accounts.h"
#include "tests/fuzz/harness.h"

using namespace fob;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  for (const Origin origin : {Origin::outside, Origin::vault}) {
    const auto uri = fuzz::parsed(input, {Kind::malformed}, [origin](std::string_view text) {
      return parse_uri(text, origin);
    });
    if (!uri) continue;
    fuzz::require(looks_like_uri(input), "a URI was read that does not look like one");
    fuzz::check_account(uri->account);
  }
  return 0;
}
