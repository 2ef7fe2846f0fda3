// A recovery key: what is taken for one is the same when it is written as it is shown and
// read again, however it was typed; nothing else is taken for one.

#include "core/vault/recovery_key.h"

#include <algorithm>

#include "tests/fuzz/harness.h"

using namespace fob;

namespace {

bool is_shown(char c) {
  return std::string_view("0123456789ABCDEFGHJKMNPQRSTVWXYZ-").find(c) !=
         std::string_view::npos;
}

void check_written(const Secret& key) {
  const Secret shown = vault::format_recovery_key(key);
  const std::string_view text = shown.reveal_text();
  fuzz::require(text.size() == 34 && std::ranges::all_of(text, is_shown),
                "a recovery key is shown in another form");
  const auto again = vault::parse_recovery_key(text);
  fuzz::require(again && *again == key, "a recovery key is another when it is read again");
  for (std::size_t group = 0; group < vault::recovery_groups; ++group) {
    const std::string_view own =
        text.substr(group * (vault::recovery_group_size + 1), vault::recovery_group_size);
    fuzz::require(vault::is_recovery_group(key, group, own), "a group is not the key's own");
  }
  // One character that is another: the checksum has ten bits, so some pass; none is the key.
  std::string wrong(text);
  wrong[0] = wrong[0] == '7' ? '8' : '7';
  const auto other = vault::parse_recovery_key(wrong);
  fuzz::require(!other || *other != key, "another text is taken for the same recovery key");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  if (const auto key = vault::parse_recovery_key(input)) {
    fuzz::require(key->size() == vault::recovery_key_size, "a recovery key has 16 bytes");
    check_written(*key);
  }
  if (size >= vault::recovery_key_size)
    check_written(Secret::copy_of(input.substr(0, vault::recovery_key_size)));
  return 0;
}
