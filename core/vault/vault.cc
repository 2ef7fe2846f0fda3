#include "core/vault/vault.h"

#include <algorithm>

#include "core/crypto/aead.h"
#include "core/crypto/blake2b.h"
#include "core/vault/body.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

constexpr std::size_t data_key_size = 32;

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

}  // namespace

VaultSeed VaultSeed::random() {
  return {random_id(), Secret::random(data_key_size), SlotSeed::random()};
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
  if (sealed.passphrase_slots().empty()) {
    throw Error(Kind::passphrase,
                "no passphrase opens this vault: its slots are of other kinds",
                "a newer fob may know them");
  }
  for (const PassphraseSlot& slot : sealed.passphrase_slots()) {
    auto data_key = open_slot(slot, sealed.first_line(), passphrase);
    if (!data_key) continue;
    if (!commits_to(sealed, *data_key)) {
      throw damaged("the passphrase fits a slot, but the key in it is another vault's");
    }
    return open(sealed, std::move(*data_key));
  }
  return std::nullopt;
}

std::optional<Vault> Vault::reopen(const Sealed& sealed, const Secret& data_key) {
  if (!commits_to(sealed, data_key)) return std::nullopt;
  return open(sealed, data_key.clone());
}

Vault Vault::open(const Sealed& sealed, Secret data_key) {
  const auto text = crypto::aead_open(body_key(data_key), sealed.nonce(), sealed.header(),
                                      sealed.ciphertext());
  if (!text) throw damaged("its key fits, but its header or its body was changed");

  Vault vault;
  vault.id_ = sealed.id();
  vault.data_key_ = std::move(data_key);
  vault.first_line_ = sealed.first_line();
  vault.slot_lines_ = sealed.slot_lines();
  const Body body = parse_body(text->reveal_text());
  vault.generation_ = body.generation;
  vault.by_id_.reserve(body.lines.size());
  std::ranges::for_each(body.lines, [&vault](std::string_view line) { vault.read(line); });
  return vault;
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
  body.lines.reserve(lines_.size());
  for (const Line& line : lines_) {
    if (!line.text.empty()) body.lines.push_back(line.text);
  }
  const Secret text = format_body(body);
  const Secret commit = commit_of(data_key_, first_line_);
  const std::string header =
      first_line_ + slot_lines_ + format_body_line(commit.reveal(), nonce);
  return assemble(header, crypto::aead_seal(body_key(data_key_), nonce, header, text.reveal()));
}

bool Vault::same_lines(const Vault& other) const {
  const auto written = [](const Vault& vault) {
    std::vector<std::string_view> texts;
    for (const Line& line : vault.lines_) {
      if (!line.text.empty()) texts.emplace_back(line.text);
    }
    return texts;
  };
  return first_line_ == other.first_line_ && slot_lines_ == other.slot_lines_ &&
         written(*this) == written(other);
}

Vault Vault::copy(const Secret& passphrase, const KdfCost& cost,
                  const std::optional<std::vector<Id>>& only, VaultSeed seed) const {
  Vault copy = create(passphrase, cost, std::move(seed));
  std::vector<Id> chosen = only.value_or(std::vector<Id>());
  std::ranges::sort(chosen);
  for (const Line& line : lines_) {
    const bool wanted =
        !only || (line.account && std::ranges::binary_search(chosen, line.account->id));
    if (!wanted || line.text.empty()) continue;
    Line& twin = copy.lines_.emplace_back(Line{std::nullopt, line.text});
    if (!line.account) continue;
    twin.account = line.account->clone();
    copy.by_id_.emplace(twin.account->id, &twin);
  }
  return copy;
}

}  // namespace fob::vault
