#include "core/vault/vault.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/crypto/aead.h"
#include "core/crypto/blake2b.h"
#include "core/vault/body.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

Secret commit_of(const Secret& data_key, std::string_view first_line) {
  return crypto::keyed_hash(data_key, "fob-vault 1 commit", first_line);
}

Secret body_key(const Secret& data_key) {
  return crypto::keyed_hash(data_key, "fob-vault 1 body", "");
}

bool commits_to(const Sealed& sealed, const Secret& data_key) {
  const Secret commit = commit_of(data_key, sealed.first_line());
  return equal_in_constant_time(commit.reveal(), sealed.commit());
}

Secret open_body(const Sealed& sealed, const Secret& data_key) {
  auto text = crypto::aead_open(body_key(data_key), sealed.nonce(), sealed.header(),
                                sealed.ciphertext());
  if (!text) throw damaged("its key fits, but its header or its body was changed");
  return *std::move(text);
}

/// Is that what a header may have between its ends?
void check_slot_lines(std::string_view first_line, std::string_view lines) {
  const std::vector<Slot> slots = slots_of(lines);
  if (slots.empty()) {
    throw Error(Kind::failed, "this is the last slot: without it nothing opens the vault");
  }
  check_room(slots);
  const Bytes commit(32), nonce(crypto::aead_nonce_size);
  if (first_line.size() + lines.size() + format_body_line(commit, nonce).size() > max_header) {
    throw Error(Kind::failed, "the vault's header has no room for another slot");
  }
}

}  // namespace

VaultSeed VaultSeed::random() {
  return {random_id(), new_data_key(), SlotSeed::random()};
}

void check_room(std::span<const Slot> slots, std::optional<SlotKind> another) {
  const std::size_t one = another ? 1 : 0;
  const std::size_t passphrase = another == SlotKind::passphrase ? 1 : 0;
  const auto passphrases = std::ranges::count(slots, word(SlotKind::passphrase), &Slot::kind);
  const std::string hint = "remove one that is of no use: fob slot list";
  if (slots.size() + one > max_slots) {
    throw Error(Kind::failed, "the vault has 32 slots, and cannot have more", hint);
  }
  if (static_cast<std::size_t>(passphrases) + passphrase > max_passphrase_slots) {
    throw Error(Kind::failed, "the vault has 8 slots with a passphrase, and cannot have more",
                hint);
  }
}

Vault Vault::create(const Secret& passphrase, const KdfCost& cost, VaultSeed seed) {
  Vault vault;
  vault.id_ = seed.id;
  vault.changed_ = true;
  vault.data_key_ = std::move(seed.data_key);
  vault.first_line_ = format_first_line(seed.id);
  vault.slot_lines_ =
      make_slot(vault.first_line_, passphrase, cost, vault.data_key_, seed.slot);
  return vault;
}

std::optional<Vault> Vault::unlock(const Sealed& sealed, const Secret& passphrase) {
  if (!sealed.has_slot(SlotKind::passphrase)) {
    throw Error(Kind::passphrase,
                "no passphrase opens this vault: its slots are of other kinds",
                "a newer fob may know them");
  }
  return unlock(sealed, SlotKind::passphrase, passphrase);
}

std::optional<Vault> Vault::unlock(const Sealed& sealed, std::span<const SlotSecret> secrets) {
  for (const SlotSecret& each : secrets) {
    if (auto vault = unlock(sealed, each.kind, each.secret)) return vault;
  }
  return std::nullopt;
}

std::optional<Vault> Vault::unlock(const Sealed& sealed, SlotKind kind, const Secret& secret) {
  for (const KnownSlot& slot : sealed.slots()) {
    if (slot.kind != kind) continue;
    auto data_key = open_slot(slot, sealed.first_line(), secret);
    if (!data_key) continue;
    if (!commits_to(sealed, *data_key)) {
      throw damaged(fmt::format("the {} fits a slot, but the key in it is another vault's",
                                spoken(kind)));
    }
    Vault vault = open(sealed, std::move(*data_key));
    vault.unlocked_slot_ = slot.line;
    return vault;
  }
  return std::nullopt;
}

std::optional<Vault> Vault::reopen(const Sealed& sealed, const Secret& data_key) {
  if (!commits_to(sealed, data_key)) return std::nullopt;
  return open(sealed, data_key.clone());
}

std::optional<Vault> Vault::reopen(const Sealed& sealed) const {
  auto vault = reopen(sealed, data_key_);
  if (vault) vault->unlocked_slot_ = unlocked_slot_;
  return vault;
}

Vault Vault::open(const Sealed& sealed, Secret data_key) {
  Vault vault;
  vault.body_ = open_body(sealed, data_key);
  vault.id_ = sealed.id();
  vault.data_key_ = std::move(data_key);
  vault.first_line_ = sealed.first_line();
  vault.slot_lines_ = sealed.slot_lines();
  const Body body = parse_body(vault.body_.reveal_text());
  vault.generation_ = body.generation;
  vault.by_id_.reserve(body.lines.size());
  std::ranges::for_each(body.lines, [&vault](std::string_view line) { vault.read(line); });
  return vault;
}

void Vault::rewrap(const Rewrapped& by) {
  std::size_t found = 0, others = 0;
  std::string lines, unlocked = unlocked_slot_;
  for (const std::string_view text : split(slot_lines_, '\n')) {
    if (text.empty()) continue;
    const std::string line = std::string(text) + '\n';
    const auto replaced = std::ranges::find(by.slots, line, &Rewrapped::Line::former);
    const bool goes = std::ranges::find(by.removed, line) != by.removed.end();
    if (replaced != by.slots.end() || goes) {
      ++found;
      const std::string now = goes ? "" : replaced->now;
      lines += now;
      if (line == unlocked_slot_) unlocked = now;
    } else {
      lines += line;
      others += line.starts_with("slot ") ? 1u : 0u;
    }
  }
  if (found < by.slots.size() + by.removed.size()) throw passphrase_changed();
  if (others > 0 && !(by.data_key == data_key_)) {
    throw Error(Kind::failed, "the vault got another slot meanwhile, and nothing was saved",
                "type the command again");
  }
  std::ranges::for_each(by.added, [&](const std::string& line) { lines += line; });
  check_slot_lines(first_line_, lines);
  data_key_ = by.data_key.clone();
  slot_lines_ = std::move(lines);
  unlocked_slot_ = std::move(unlocked);
  changed_ = true;
}

void Vault::take_slots(const Vault& other) {
  check_slot_lines(first_line_, other.slot_lines_);
  data_key_ = other.data_key_.clone();
  slot_lines_ = other.slot_lines_;
  unlocked_slot_ = other.unlocked_slot_;
  changed_ = true;
}

Bytes Vault::seal(std::optional<Digest> replaces) const {
  Bytes nonce(crypto::aead_nonce_size);
  fill_random(nonce);
  return seal(replaces, nonce);
}

Bytes Vault::seal(std::optional<Digest> replaces, ByteView nonce) const {
  Body body;
  body.generation = generation_ + 1;
  if (body.generation > 1) body.previous = replaces.value();
  body.lines = written_lines();
  const Secret text = format_body(body);
  const Secret commit = commit_of(data_key_, first_line_);
  const std::string header =
      first_line_ + slot_lines_ + format_body_line(commit.reveal(), nonce);
  return assemble(
      header, text.size() + crypto::aead_tag_size, [&](std::span<unsigned char> cipher) {
        crypto::aead_seal(body_key(data_key_), nonce, header, text.reveal(), cipher);
      });
}

std::vector<std::string_view> Vault::written_lines() const {
  std::vector<std::string_view> lines;
  lines.reserve(lines_.size());
  for (const Line& line : lines_) {
    if (!line.text().empty()) lines.push_back(line.text());
  }
  return lines;
}

bool Vault::is_sealed_in(const Sealed& sealed) const {
  if (sealed.first_line() != first_line_ || sealed.slot_lines() != slot_lines_ ||
      !commits_to(sealed, data_key_)) {
    return false;
  }
  const Secret text = open_body(sealed, data_key_);
  const Body body = parse_body(text.reveal_text());
  return body.generation == generation_ + 1 && body.lines == written_lines();
}

bool Vault::says_the_same(const Vault& other) const {
  return first_line_ == other.first_line_ && slot_lines_ == other.slot_lines_ &&
         generation_ == other.generation_ && written_lines() == other.written_lines();
}

void Vault::go_above(std::uint64_t seen) noexcept {
  generation_ = std::max(generation_, std::min(seen, max_generation));
  changed_ = true;
}

void Vault::saved() noexcept {
  ++generation_;
  changed_ = false;
}

Vault Vault::copy(const Secret& passphrase, const KdfCost& cost,
                  const std::optional<std::vector<Id>>& only, VaultSeed seed) const {
  Vault copy = create(passphrase, cost, std::move(seed));
  std::vector<Id> chosen = only.value_or(std::vector<Id>());
  std::ranges::sort(chosen);
  for (const Line& line : lines_) {
    const bool wanted =
        !only || (line.account && std::ranges::binary_search(chosen, line.account->id));
    if (!wanted || line.text().empty()) continue;
    Line& twin = copy.lines_.emplace_back();
    twin.written = line.text();
    if (!line.account) continue;
    twin.account = line.account->clone();
    copy.by_id_.emplace(twin.account->id, &twin);
  }
  return copy;
}

}  // namespace fob::vault
