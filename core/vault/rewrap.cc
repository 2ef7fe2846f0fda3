#include "core/vault/rewrap.h"

namespace fob::vault {

Rewrapped rewrap(std::string_view first_line, Secret data_key, std::span<const Rewrap> slots) {
  Rewrapped result{std::move(data_key), {}, {}, {}};
  for (const Rewrap& each : slots) {
    SlotSeed seed = SlotSeed::random();
    seed.id = each.slot.id;
    result.slots.push_back(
        {each.slot.line,
         each.slot.kind == SlotKind::passphrase
             ? make_slot(first_line, *each.secret, each.cost, result.data_key, seed)
             : make_slot(first_line, {each.slot.kind, each.secret->clone()}, result.data_key,
                         seed)});
  }
  return result;
}

Secret new_data_key() {
  constexpr std::size_t size = 32;
  return Secret::random(size);
}

Error passphrase_changed() {
  return {Kind::passphrase, "the passphrase was changed meanwhile, and nothing was saved",
          "type the command again"};
}

}  // namespace fob::vault
