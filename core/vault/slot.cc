#include "core/vault/slot.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base64.h"
#include "core/crypto/aead.h"
#include "core/crypto/argon2id.h"
#include "core/crypto/blake2b.h"
#include "core/vault/label.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

constexpr std::size_t salt_size = 16, check_size = 32, key_size = 32;

/// A kind of slot, and its fields in their order.
struct Form {
  SlotKind kind;
  std::string_view word, spoken;
  std::vector<std::string_view> fields;
};

const std::array<Form, 3>& forms() {
  static const std::array<Form, 3> all{
      {{SlotKind::passphrase,
        "passphrase",
        "passphrase",
        {"id", "kdf", "passes", "memory", "salt", "check", "nonce", "key"}},
       {SlotKind::recovery, "recovery", "recovery key", {"id", "check", "nonce", "key"}},
       {SlotKind::keyfile, "keyfile", "key file", {"id", "check", "nonce", "key"}}}};
  return all;
}

const Form& form_of(SlotKind kind) noexcept {
  return forms()[static_cast<std::size_t>(kind)];
}

Id id_of(const Bytes& bytes) {
  Id id;
  std::ranges::copy(bytes, id.begin());
  return id;
}

bool is_field(std::string_view text) noexcept {
  const std::size_t equals = text.find('=');
  return equals != text.npos && is_word(text.substr(0, equals)) && equals + 1 < text.size();
}

/// Nothing where the kind, or one of the fields, is not known.
const Form* form_of(std::string_view kind, std::span<const std::string_view> fields) {
  const auto form = std::ranges::find(forms(), kind, &Form::word);
  if (form == forms().end()) return nullptr;
  const bool known = std::ranges::all_of(fields, [&](std::string_view field) {
    return std::ranges::count(form->fields, field.substr(0, field.find('='))) == 1;
  });
  return known ? &*form : nullptr;
}

/// The key of a slot that has `secret`: 32 bytes.
Secret derive(SlotKind kind, const Id& id, const KdfCost& cost, ByteView salt,
              std::string_view first_line, const Secret& secret) {
  if (kind == SlotKind::passphrase) {
    return crypto::argon2id(secret, salt, cost.passes, cost.memory);
  }
  const std::string_view label =
      kind == SlotKind::recovery ? "fob-vault 1 recovery" : "fob-vault 1 keyfile";
  return crypto::keyed_hash(
      secret, label,
      fmt::format("{}{}", first_line, codec::encode_base64(id, codec::Base64::url)));
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

/// `line` is what stands left of the check.
std::string wrapped(std::string line, std::string_view first_line, const Secret& kek,
                    const Secret& data_key, ByteView nonce) {
  line += format_field("check", check_of(kek, first_line, line).reveal());
  line += format_field("nonce", nonce);
  const Bytes key = crypto::aead_seal(wrapping_key(kek), nonce,
                                      bound_part(first_line, line, " key="), data_key.reveal());
  return line + format_field("key", key) + '\n';
}

Error bad_form() {
  return damaged("a slot is not as the format has it");
}

bool is_within_limits(const KdfCost& cost) noexcept {
  return cost.passes >= min_passes && cost.passes <= max_passes && cost.memory >= min_memory &&
         cost.memory <= max_memory;
}

/// What only a slot with a passphrase has.
void parse_cost(std::span<const std::string_view> fields, KnownSlot& slot) {
  constexpr std::uint64_t any = std::numeric_limits<std::uint64_t>::max();
  auto passes = number_field(fields[2], "passes", 0, any);
  auto memory = number_field(fields[3], "memory", 0, any);
  auto salt = bytes_field(fields[4], "salt", salt_size);
  if (fields[1] != "kdf=argon2id" || !passes || !memory || !salt) throw bad_form();
  slot.cost = {*passes, *memory};
  slot.salt = std::move(*salt);
}

}  // namespace

std::string_view word(SlotKind kind) noexcept {
  return form_of(kind).word;
}

std::string_view spoken(SlotKind kind) noexcept {
  return form_of(kind).spoken;
}

std::optional<KnownSlot> parse_slot(std::string_view line) {
  const std::vector<std::string_view> words = split(line, ' ');
  const std::span fields = std::span(words).subspan(std::min<std::size_t>(2, words.size()));
  if (fields.empty() || !is_word(words[1]) || !std::ranges::all_of(fields, is_field)) {
    throw bad_form();
  }
  const Form* form = form_of(words[1], fields);
  if (form == nullptr) return std::nullopt;
  if (fields.size() != form->fields.size()) throw bad_form();
  KnownSlot slot;
  slot.kind = form->kind;
  slot.line = fmt::format("{}\n", line);
  if (slot.kind == SlotKind::passphrase) parse_cost(fields, slot);
  auto id = bytes_field(fields[0], "id", Id{}.size());
  const auto last = fields.last(3);
  auto check = bytes_field(last[0], "check", check_size);
  auto nonce = bytes_field(last[1], "nonce", crypto::aead_nonce_size);
  auto key = bytes_field(last[2], "key", key_size + crypto::aead_tag_size);
  if (!id || !check || !nonce || !key) throw bad_form();
  if (slot.kind == SlotKind::passphrase && !is_within_limits(slot.cost)) {
    throw damaged("a slot asks for more, or less, than the format lets it");
  }
  slot.id = id_of(*id);
  slot.check = std::move(*check);
  slot.nonce = std::move(*nonce);
  slot.key = std::move(*key);
  return slot;
}

std::vector<Slot> slots_of(std::string_view lines) {
  std::vector<Slot> slots;
  std::vector<Label> labels;
  for (const std::string_view line : split(lines, '\n')) {
    if (auto label = parse_label(line)) labels.push_back(*std::move(label));
    if (!line.starts_with("slot ")) continue;
    const auto words = split(line, ' ');
    Slot slot;
    slot.line = fmt::format("{}\n", line);
    slot.kind = words[1];
    slot.known = parse_slot(line);
    if (const auto id = bytes_field(words[2], "id", Id{}.size())) slot.id = id_of(*id);
    slots.push_back(std::move(slot));
  }
  for (Slot& slot : slots) {
    const auto label = std::ranges::find(
        labels, slot.id, [](const Label& each) { return std::optional(each.slot); });
    if (label == labels.end()) continue;
    slot.label = label->text;
    slot.label_line = label->line;
  }
  return slots;
}

bool has_passphrase(const Slot& slot) noexcept {
  return slot.known && slot.known->kind == SlotKind::passphrase;
}

std::optional<Secret> open_slot(const KnownSlot& slot, std::string_view first_line,
                                const Secret& secret) {
  const Secret kek = derive(slot.kind, slot.id, slot.cost, slot.salt, first_line, secret);
  const Secret check = check_of(kek, first_line, slot.line);
  if (!equal_in_constant_time(check.reveal(), slot.check)) return std::nullopt;
  auto data_key = crypto::aead_open(wrapping_key(kek), slot.nonce,
                                    bound_part(first_line, slot.line, " key="), slot.key);
  if (!data_key) {
    throw damaged(
        fmt::format("the {} fits a slot, but the key in it does not open", spoken(slot.kind)));
  }
  return data_key;
}

const SlotSecret* opener_of(const KnownSlot& slot, std::string_view first_line,
                            std::span<const SlotSecret> secrets) {
  const auto found = std::ranges::find_if(secrets, [&](const SlotSecret& each) {
    return each.kind == slot.kind && open_slot(slot, first_line, each.secret).has_value();
  });
  return found == secrets.end() ? nullptr : &*found;
}

SlotSeed SlotSeed::random() {
  SlotSeed seed{random_id(), Bytes(salt_size), Bytes(crypto::aead_nonce_size)};
  fill_random(seed.salt);
  fill_random(seed.nonce);
  return seed;
}

std::string make_slot(std::string_view first_line, const Secret& passphrase,
                      const KdfCost& cost, const Secret& data_key, const SlotSeed& seed) {
  const Secret kek =
      derive(SlotKind::passphrase, seed.id, cost, seed.salt, first_line, passphrase);
  return wrapped(fmt::format("slot passphrase{} kdf=argon2id passes={} memory={}{}",
                             format_field("id", seed.id), cost.passes, cost.memory,
                             format_field("salt", seed.salt)),
                 first_line, kek, data_key, seed.nonce);
}

std::string make_slot(std::string_view first_line, const SlotSecret& secret,
                      const Secret& data_key, const SlotSeed& seed) {
  const Secret kek = derive(secret.kind, seed.id, {}, {}, first_line, secret.secret);
  return wrapped(fmt::format("slot {}{}", word(secret.kind), format_field("id", seed.id)),
                 first_line, kek, data_key, seed.nonce);
}

Secret key_file_secret(ByteView file) {
  if (file.size() < min_key_file) {
    throw Error(Kind::malformed, "a key file has 32 bytes or more, and this one has less");
  }
  return Secret::copy_of(crypto::blake2b(file, key_size));
}

}  // namespace fob::vault
