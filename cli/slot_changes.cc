#include "cli/slot_changes.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "cli/hint.h"
#include "cli/machine.h"
#include "cli/slot_names.h"
#include "cli/slot_secrets.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/label.h"

namespace fob::cli {
namespace {

using vault::KnownSlot, vault::Slot, vault::SlotKind, vault::SlotSecret;

/// Slots, and what opens them, as far as that is known.
class Openers {
 public:
  Openers(const std::vector<KnownSlot>& slots, const vault::Vault& vault)
      : slots_(slots), vault_(vault), openers_(slots.size()) {}

  /// The one that is open needs no key derivation.
  void take_open(const SlotSecret& by) {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].line == vault_.unlocked_slot()) openers_[i] = copy_of(by);
    }
  }

  /// True when one of `secrets` opens a slot that nothing opened yet.
  bool take(const std::vector<SlotSecret>& secrets) {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (take_at(i, secrets)) return true;
    }
    return false;
  }

  /// The same for all slots that it opens; true also for those that were opened by it.
  bool take_all(const std::vector<SlotSecret>& secrets) {
    bool any = false;
    for (std::size_t i = 0; i < slots_.size(); ++i)
      any = take_at(i, secrets) || any;
    return any || std::ranges::any_of(openers_, [&](const std::optional<SlotSecret>& opener) {
             return opener && is_among(*opener, secrets);
           });
  }

  /// The kind to ask for next; nothing when all are known.
  std::optional<SlotKind> missing() const {
    std::optional<SlotKind> least;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (!openers_[i] && (!least || slots_[i].kind < *least)) least = slots_[i].kind;
    }
    return least;
  }

  std::vector<SlotSecret> all() && {
    std::vector<SlotSecret> secrets;
    for (auto& opener : openers_)
      secrets.push_back(*std::move(opener));
    return secrets;
  }

 private:
  bool take_at(std::size_t i, const std::vector<SlotSecret>& secrets) {
    if (openers_[i]) return false;
    const SlotSecret* opener = opener_of(slots_[i], vault_.first_line(), secrets);
    if (opener != nullptr) openers_[i] = copy_of(*opener);
    return opener != nullptr;
  }

  static SlotSecret copy_of(const SlotSecret& secret) {
    return {secret.kind, secret.secret.clone()};
  }

  static bool is_among(const SlotSecret& one, const std::vector<SlotSecret>& secrets) {
    return std::ranges::any_of(secrets, [&](const SlotSecret& each) {
      return each.kind == one.kind && each.secret == one.secret;
    });
  }

  const std::vector<KnownSlot>& slots_;
  const vault::Vault& vault_;
  std::vector<std::optional<SlotSecret>> openers_;
};

/// Asks for what opens one of the slots of that kind. Empty for an empty line.
std::vector<SlotSecret> ask_for(SlotKind kind, std::string_view before, std::string_view path,
                                const Terminal& terminal) {
  const std::string what =
      kind == SlotKind::passphrase ? "another passphrase" : fmt::format("a {}", spoken(kind));
  const std::string prompt =
      fmt::format("{}{} of {} (Enter if you have none): ", before, what, path);
  if (kind != SlotKind::keyfile) {
    const Secret typed = ask_passphrase(terminal, prompt);
    if (typed.empty()) return {};
    return readings_of(typed);
  }
  const std::string file = terminal.ask_line(prompt);
  if (file.empty()) return {};
  std::vector<SlotSecret> secrets;
  secrets.push_back(read_key_file(file));
  return secrets;
}

/// False for an empty line: it is not to be had. `before_trying` may refuse what that costs.
bool ask_for_one(Openers& openers, SlotKind kind, const std::string& path,
                 const Terminal& terminal, const std::function<void()>& before_trying) {
  std::string_view before;
  const auto had = ask_thrice([&]() -> std::optional<bool> {
    const auto secrets = ask_for(kind, before, path, terminal);
    if (secrets.empty()) return false;
    before_trying();
    if (openers.take(secrets)) return true;
    before = "wrong; ";
    return std::nullopt;
  });
  if (had) return *had;
  throw Error(Kind::passphrase, fmt::format("wrong {} for {}", spoken(kind), escaped(path)));
}

/// The kind that it was given as.
SlotKind kind_of(const GivenSecret& given) {
  return given.readings.back().kind;
}

/// What was given for another slot opens none.
Error opens_nothing(const GivenSecret& given, std::string_view path) {
  const SlotKind kind = kind_of(given);
  return {Kind::passphrase,
          kind == SlotKind::passphrase
              ? fmt::format("wrong passphrase for {}", escaped(path))
              : fmt::format("the {} does not open {}", spoken(kind), escaped(path))};
}

}  // namespace

Slot SlotChanges::with_passphrase(const std::optional<std::string>& query) const {
  const std::vector<Slot> slots = vault().slots();
  const std::string list = command_hint(globals_, "slot list");
  if (query) {
    const Slot& slot = slots[slot_named(slots, *query, list)];
    if (has_passphrase(slot)) return slot;
    throw Error(Kind::failed, "that slot has no passphrase", "see: " + list);
  }
  const auto open = std::ranges::find(slots, vault().unlocked_slot(), &Slot::line);
  // Somebody may have been faster while the passphrase was typed.
  if (open == slots.end()) throw vault::passphrase_changed();
  if (has_passphrase(*open)) return *open;
  std::vector<const Slot*> with;
  std::vector<std::string> choices;
  const std::vector<std::string> names = short_ids(slots);
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (!has_passphrase(slots[i])) continue;
    with.push_back(&slots[i]);
    choices.push_back(describe(slots[i], names[i]));
  }
  if (with.empty()) {
    throw Error(Kind::failed, "the vault has no slot with a passphrase",
                "to make one, type: " + command_hint(globals_, "slot add passphrase"));
  }
  if (with.size() == 1) return *with.front();
  if (!terminal_.can_ask()) {
    throw Error(Kind::usage,
                fmt::format("the vault has {} slots with a passphrase, and {}", with.size(),
                            terminal_.obstacle()),
                "name one of them: --slot ID    see: " + list);
  }
  return *with[terminal_.ask_which("which passphrase is to be changed?", choices)];
}

void SlotChanges::check_cost(const vault::KdfCost& cost, const Slot* but) const {
  std::uint64_t memory = cost.memory, work = cost.work();
  for (const Slot& slot : vault().slots()) {
    if (!has_passphrase(slot) || (but != nullptr && slot.line == but->line)) continue;
    memory = std::max(memory, slot.known->cost.memory);
    work += slot.known->cost.work();
  }
  vault::check_affordable(memory, work, globals_.kdf_work_limit, memory_limits());
}

std::vector<KnownSlot> SlotChanges::others(const Slot& slot, bool& unknown) const {
  std::vector<KnownSlot> others;
  for (Slot& other : vault().slots()) {
    if (other.line == slot.line) continue;
    if (!other.known) {
      unknown = true;
    } else {
      others.push_back(*std::move(other.known));
    }
  }
  return others;
}

std::optional<std::vector<SlotSecret>> SlotChanges::secrets_of(
    const std::vector<KnownSlot>& slots, const Slot& but) const {
  Openers openers(slots, vault());
  openers.take_open(session_.opened_by());
  const std::string path = session_.file().path().string();
  // Who opened the vault without a passphrase has not paid for one, nor agreed to.
  const auto before_trying = [&] { check_cost({}, nullptr); };
  for (const GivenSecret& given : further_secrets(globals_, session_.opened_by().kind)) {
    if (kind_of(given) == SlotKind::passphrase) before_trying();
    if (openers.take_all(given.readings) || !given.by_option) continue;
    // That of the slot itself is of no use, but it is not wrong.
    if (but.known && opener_of(*but.known, vault().first_line(), given.readings)) continue;
    throw opens_nothing(given, path);
  }
  while (const auto kind = openers.missing()) {
    if (!terminal_.can_ask()) return std::nullopt;
    if (!ask_for_one(openers, *kind, path, terminal_, before_trying)) return std::nullopt;
  }
  return std::move(openers).all();
}

bool SlotChanges::rewrap(std::vector<vault::Rewrap> rewraps, std::vector<std::string> removed,
                         const std::vector<KnownSlot>& others,
                         const std::optional<std::vector<SlotSecret>>& secrets, otp::Time now) {
  for (std::size_t i = 0; secrets && i < others.size(); ++i) {
    rewraps.push_back({others[i], &(*secrets)[i].secret, others[i].cost});
  }
  vault::Rewrapped by =
      vault::rewrap(vault().first_line(),
                    secrets ? vault::new_data_key() : vault().data_key().clone(), rewraps);
  by.removed = std::move(removed);
  session_.rewrap(by, now);
  return secrets.has_value();
}

bool SlotChanges::set_passphrase(const Slot& slot, const vault::KdfCost& cost,
                                 const PassphraseSource& source, otp::Time now) {
  check_cost(cost, &slot);
  bool unknown = false;
  const std::vector<KnownSlot> rest = others(slot, unknown);
  const auto secrets = unknown ? std::nullopt : secrets_of(rest, slot);
  const Secret passphrase =
      new_passphrase(source, session_.file().path().string(), terminal_, report_, globals_.yes);
  const bool new_key = rewrap({{*slot.known, &passphrase, cost}}, {}, rest, secrets, now);
  if (!new_key) warn_of_old_key("the old passphrase");
  report_.note("older backups still open with the old passphrase");
  return new_key;
}

void SlotChanges::warn_of_old_key(std::string_view with) const {
  report_.warning(
      fmt::format("the data key stays, for the vault has other slots: whoever has an older "
                  "backup and {} can open this vault too",
                  with));
}

void SlotChanges::warn_without_passphrase(const std::vector<KnownSlot>& left) const {
  const auto has = [&](SlotKind kind) {
    return std::ranges::find(left, kind, &KnownSlot::kind) != left.end();
  };
  if (has(SlotKind::passphrase)) return;
  const std::string_view ways = !has(SlotKind::keyfile) ? "a recovery key opens"
                                : !has(SlotKind::recovery)
                                    ? "a key file opens"
                                    : "a recovery key or a key file opens";
  report_.warning(fmt::format("nothing but {} the vault now; to make another way in, type: {}",
                              ways, command_hint(globals_, "slot add passphrase")));
}

void SlotChanges::check_room(SlotKind kind) const {
  std::vector<Slot> slots;
  try {
    const vault::Sealed sealed(session_.file().read());
    slots = vault::slots_of(sealed.slot_lines());
  } catch (const Error&) {
    return;  // whoever opens it says what is wrong with it, and what to do
  }
  vault::check_room(slots, kind);
}

void SlotChanges::refuse_last(const Slot& slot) const {
  bool unknown = false;
  if (!slot.known || !others(slot, unknown).empty()) return;
  throw Error(
      Kind::failed,
      unknown ? "this is the last slot of a kind that this version knows"
              : "this is the last slot: without it nothing opens the vault",
      "to add another one first, type: " + command_hint(globals_, "slot add passphrase"));
}

bool SlotChanges::remove(const Slot& slot, otp::Time now) {
  refuse_last(slot);
  bool unknown = false;
  const std::vector<KnownSlot> rest = others(slot, unknown);
  const auto secrets = unknown ? std::nullopt : secrets_of(rest, slot);
  std::vector<std::string> lines{slot.line};
  if (!slot.label_line.empty()) lines.push_back(slot.label_line);
  const bool new_key = rewrap({}, std::move(lines), rest, secrets, now);
  if (!new_key) warn_of_old_key("what opened this slot");
  warn_without_passphrase(rest);
  report_.note("older backups still open with what opened it");
  return new_key;
}

void SlotChanges::add(const std::string& line, const Id& id, const std::string& label,
                      otp::Time now) {
  vault::Rewrapped by{vault().data_key().clone(), {}, {}, {line}};
  if (!label.empty()) by.added.push_back(vault::format_label(id, label));
  session_.rewrap(by, now);
}

}  // namespace fob::cli
