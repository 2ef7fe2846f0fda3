// All of a vault but its trailer, which is made as an attacker would make it: what is taken is
// of the grammar to the byte.

#include <string>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/vault/line.h"
#include "core/vault/vault.h"
#include "tests/fuzz/harness.h"
#include "tests/unit/vault/helpers.h"

using namespace fob;

namespace {

vault::Sealed sealed(std::string_view text) {
  return vault::Sealed(vault::with_trailer(text));
}

std::string written(const vault::KnownSlot& slot) {
  if (slot.kind != vault::SlotKind::passphrase) {
    return fmt::format(
        "slot {}{}{}{}{}\n", vault::word(slot.kind), vault::format_field("id", slot.id),
        vault::format_field("check", slot.check), vault::format_field("nonce", slot.nonce),
        vault::format_field("key", slot.key));
  }
  return fmt::format(
      "slot passphrase{} kdf=argon2id passes={} memory={}{}{}{}{}\n",
      vault::format_field("id", slot.id), slot.cost.passes, slot.cost.memory,
      vault::format_field("salt", slot.salt), vault::format_field("check", slot.check),
      vault::format_field("nonce", slot.nonce), vault::format_field("key", slot.key));
}

void check_slots(const vault::Sealed& file) {
  auto known = file.slots().begin();
  std::size_t passphrase_slots = 0;
  const auto slots = vault::slots_of(file.slot_lines());
  for (const vault::Slot& slot : slots) {
    if (slot.kind == "passphrase") ++passphrase_slots;
    if (!slot.known) continue;
    fuzz::require(known != file.slots().end() && known->line == slot.line,
                  "the slots of the header are others than those of its lines");
    ++known;
    fuzz::require(written(*slot.known) == slot.line, "a slot is another when written");
    if (slot.known->kind != vault::SlotKind::passphrase) continue;
    const vault::KdfCost& cost = slot.known->cost;
    fuzz::require(cost.passes >= vault::min_passes && cost.passes <= vault::max_passes &&
                      cost.memory >= vault::min_memory && cost.memory <= vault::max_memory,
                  "a slot's cost is out of range");
  }
  fuzz::require(known == file.slots().end(), "a slot of the header has no line");
  fuzz::require(!slots.empty() && slots.size() <= vault::max_slots, "there are too many slots");
  fuzz::require(passphrase_slots <= vault::max_passphrase_slots,
                "there are too many slots with a passphrase");
}

void check_lines(const vault::Sealed& file) {
  const std::string_view header = file.header();
  const std::string last = vault::format_body_line(file.commit(), file.nonce());
  fuzz::require(header.size() <= vault::max_header, "the header is too long");
  fuzz::require(file.first_line() == vault::format_first_line(file.id()),
                "the first line is another when it is written");
  fuzz::require(
      header.size() == file.first_line().size() + file.slot_lines().size() + last.size() &&
          header.ends_with(last),
      "the line of the body is another when it is written");
  for (const std::string_view line : split(header.substr(0, header.size() - 1), '\n')) {
    fuzz::require(vault::is_line(line) && line.size() < vault::max_line,
                  "a line of the header is not of the grammar");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const auto file =
      fuzz::parsed(input, {Kind::damaged, Kind::malformed}, sealed, fuzz::version);
  if (!file) return 0;
  check_lines(*file);
  fuzz::require(
      fmt::format("{}\n{}{}", file->header(), '\0', as_text(file->ciphertext())) == input,
      "the parts of the vault are not the vault");
  check_slots(*file);
  static const Secret key = Secret::copy_of(vault::ramp(0, 32));  // of tests/vectors/vault
  fuzz::parsed(input, {Kind::damaged, Kind::malformed}, [](std::string_view text) {
    return vault::Vault::reopen(sealed(text), key).has_value();
  });
  return 0;
}
