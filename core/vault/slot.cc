#include "core/vault/slot.h"

#include <algorithm>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/crypto/aead.h"
#include "core/crypto/argon2id.h"
#include "core/crypto/blake2b.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

constexpr std::size_t salt_size = 16, check_size = 32, key_size = 32;

constexpr std::array<std::string_view, 8> field_names{"id",   "kdf",   "passes", "memory",
                                                      "salt", "check", "nonce",  "key"};

Id id_of(const Bytes& bytes) {
  Id id;
  std::ranges::copy(bytes, id.begin());
  return id;
}

bool is_field(std::string_view text) noexcept {
  const std::size_t equals = text.find('=');
  return equals != text.npos && is_word(text.substr(0, equals)) && equals + 1 < text.size();
}

bool is_known_field(std::string_view text) noexcept {
  return std::ranges::find(field_names, text.substr(0, text.find('='))) != field_names.end();
}

Secret derive(const Secret& passphrase, const KdfCost& cost, ByteView salt) {
  return crypto::argon2id(passphrase, salt, cost.passes, cost.memory);
}

/// `line` up to, without, the field `name`: what a check or a key is bound to.
std::string bound_part(std::string_view first_line, std::string_view line,
                       std::string_view name) {
  return fmt::format("{}{}", first_line, line.substr(0, line.find(name)));
}

Secret check_of(const Secret& kek, std::string_view first_line, std::string_view line) {
  return crypto::keyed_hash(kek, "fob-vault 1 check", bound_part(first_line, line, " check="));
}

Secret wrapping_key(const Secret& kek) {
  return crypto::keyed_hash(kek, "fob-vault 1 wrap", "");
}

}  // namespace

std::optional<PassphraseSlot> parse_slot(std::string_view line) {
  const std::vector<std::string_view> words = split(line, ' ');
  const std::span fields = std::span(words).subspan(std::min<std::size_t>(2, words.size()));
  if (fields.empty() || !is_word(words[1]) || !std::ranges::all_of(fields, is_field)) {
    throw damaged("a slot is not as the format has it");
  }
  if (words[1] != "passphrase" || !std::ranges::all_of(fields, is_known_field)) {
    return std::nullopt;
  }
  if (fields.size() != field_names.size() || fields[1] != "kdf=argon2id") {
    throw damaged("a slot is not as the format has it");
  }
  constexpr std::uint64_t any = std::numeric_limits<std::uint64_t>::max();
  auto id = bytes_field(fields[0], "id", Id{}.size());
  auto passes = number_field(fields[2], "passes", 0, any);
  auto memory = number_field(fields[3], "memory", 0, any);
  auto salt = bytes_field(fields[4], "salt", salt_size);
  auto check = bytes_field(fields[5], "check", check_size);
  auto nonce = bytes_field(fields[6], "nonce", crypto::aead_nonce_size);
  auto key = bytes_field(fields[7], "key", key_size + crypto::aead_tag_size);
  if (!id || !passes || !memory || !salt || !check || !nonce || !key) {
    throw damaged("a slot is not as the format has it");
  }
  if (*passes < min_passes || *passes > max_passes || *memory < min_memory ||
      *memory > max_memory) {
    throw damaged("a slot asks for more, or less, than the format lets it");
  }
  return PassphraseSlot{
      fmt::format("{}\n", line), id_of(*id),        {*passes, *memory}, std::move(*salt),
      std::move(*check),         std::move(*nonce), std::move(*key)};
}

std::vector<Slot> slots_of(std::string_view lines) {
  std::vector<Slot> slots;
  for (const std::string_view line : split(lines, '\n')) {
    if (!line.starts_with("slot ")) continue;
    slots.push_back(
        {fmt::format("{}\n", line), std::string(split(line, ' ')[1]), parse_slot(line)});
  }
  return slots;
}

std::optional<Secret> open_slot(const PassphraseSlot& slot, std::string_view first_line,
                                const Secret& passphrase) {
  const Secret kek = derive(passphrase, slot.cost, slot.salt);
  const Secret check = check_of(kek, first_line, slot.line);
  if (!equal_in_constant_time(check.reveal(), slot.check)) return std::nullopt;
  auto data_key = crypto::aead_open(wrapping_key(kek), slot.nonce,
                                    bound_part(first_line, slot.line, " key="), slot.key);
  if (!data_key) throw damaged("the passphrase fits a slot, but the key in it does not open");
  return data_key;
}

SlotSeed SlotSeed::random() {
  SlotSeed seed{random_id(), Bytes(salt_size), Bytes(crypto::aead_nonce_size)};
  fill_random(seed.salt);
  fill_random(seed.nonce);
  return seed;
}

std::string make_slot(std::string_view first_line, const Secret& passphrase,
                      const KdfCost& cost, const Secret& data_key, const SlotSeed& seed) {
  const Secret kek = derive(passphrase, cost, seed.salt);
  std::string line = fmt::format("slot passphrase{} kdf=argon2id passes={} memory={}{}",
                                 format_field("id", seed.id), cost.passes, cost.memory,
                                 format_field("salt", seed.salt));
  line += format_field("check", check_of(kek, first_line, line).reveal());
  line += format_field("nonce", seed.nonce);
  const Bytes key = crypto::aead_seal(wrapping_key(kek), seed.nonce,
                                      bound_part(first_line, line, " key="), data_key.reveal());
  return line + format_field("key", key) + '\n';
}

}  // namespace fob::vault
