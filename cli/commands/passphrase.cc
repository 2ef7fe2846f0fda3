#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/machine.h"
#include "cli/slot_options.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> operands;
  SlotOptions slot;
};

/// The slots of a vault: the one that is open, and the others.
struct Slots {
  vault::KnownSlot open;
  std::vector<vault::KnownSlot> others;
  bool unknown = false;  // there is one that no passphrase opens
};

Slots slots_of(const vault::Vault& vault) {
  Slots slots;
  bool found = false;
  for (vault::Slot& slot : vault.slots()) {
    if (slot.line == vault.unlocked_slot()) {
      slots.open = *std::move(slot.known);
      found = true;
    } else if (slot.known) {
      slots.others.push_back(*std::move(slot.known));
    } else {
      slots.unknown = true;
    }
  }
  // Somebody may have been faster while the passphrase was typed.
  if (!found) throw vault::passphrase_changed();
  return slots;
}

/// Refuses what would be too much for this machine when the vault is opened next.
void check_cost(const Slots& slots, const vault::KdfCost& cost, std::uint64_t limit) {
  std::uint64_t memory = cost.memory, work = cost.work();
  for (const vault::KnownSlot& other : slots.others) {
    memory = std::max(memory, other.cost.memory);
    work += other.cost.work();
  }
  vault::check_affordable(memory, work, limit, memory_limits());
}

/// Asks for the passphrase of one of `closed`, and moves that slot to `opened`. False for an
/// empty line: it is not to be had.
bool ask_for_one(const Context& cli, const vault::Vault& vault,
                 std::vector<vault::KnownSlot>& closed,
                 std::vector<std::pair<vault::KnownSlot, Secret>>& opened) {
  const std::string path = cli.session.file().path().string();
  std::string_view before;
  const auto had = ask_thrice([&]() -> std::optional<bool> {
    Secret passphrase = ask_passphrase(
        cli.terminal,
        fmt::format("{}another passphrase of {} (Enter if you have none): ", before, path));
    if (passphrase.empty()) return false;
    const auto slot = std::ranges::find_if(closed, [&](const vault::KnownSlot& each) {
      return vault::open_slot(each, vault.first_line(), passphrase).has_value();
    });
    if (slot != closed.end()) {
      opened.emplace_back(std::move(*slot), std::move(passphrase));
      closed.erase(slot);
      return true;
    }
    before = "wrong; ";
    return std::nullopt;
  });
  if (had) return *had;
  throw Error(Kind::passphrase, fmt::format("wrong passphrase for {}", escaped(path)));
}

/// The passphrases of all other slots, with these; nothing where one is not to be had.
std::optional<std::vector<std::pair<vault::KnownSlot, Secret>>> open_others(
    const Context& cli, const vault::Vault& vault, Slots& slots) {
  std::vector<std::pair<vault::KnownSlot, Secret>> opened;
  if (slots.unknown) return std::nullopt;
  if (!slots.others.empty() && !cli.terminal.can_ask()) return std::nullopt;
  std::vector<vault::KnownSlot> closed = slots.others;
  while (!closed.empty()) {
    if (!ask_for_one(cli, vault, closed, opened)) return std::nullopt;
  }
  return opened;
}

Json document(const Context& cli, const vault::KdfCost& cost, bool new_key) {
  Json json = vault_json(cli.session.file().path(), cli.session.open(), cost);
  json["new_data_key"] = new_key;
  json["slots"] = cli.session.open().slots().size();
  return json;
}

int run(const Context& cli, const Options& options) {
  if (!options.operands.empty()) {
    throw Error(Kind::usage, "passphrase takes no operand",
                "it asks for it, or reads it: --new-passphrase-file PATH");
  }
  const PassphraseSource source = options.slot.source();
  options.slot.check_cost();
  const std::string path = cli.session.file().path().string();

  const vault::Vault& vault = cli.session.open_by_passphrase();
  Slots slots = slots_of(vault);
  const vault::KdfCost cost = options.slot.cost_over(slots.open.cost);
  check_cost(slots, cost, cli.globals.kdf_work_limit);
  const auto others = open_others(cli, vault, slots);
  const Secret passphrase =
      new_passphrase(source, path, cli.terminal, cli.report, cli.globals.yes);
  std::vector<vault::Rewrap> rewraps{{slots.open, &passphrase, cost}};
  if (others) {
    for (const auto& [slot, opens] : *others)
      rewraps.push_back({slot, &opens, slot.cost});
  }
  cli.session.rewrap(
      vault::rewrap(vault.first_line(),
                    others ? vault::new_data_key() : vault.data_key().clone(), rewraps),
      cli.now());

  if (!others) {
    cli.report.warning(
        "the data key stays, for the vault has other slots: whoever has an older backup and "
        "the old passphrase can open this vault too");
  }
  cli.report.note("older backups still open with the old passphrase");
  if (cli.globals.json) print_json(document(cli, cost, others.has_value()), cli.report);
  return 0;
}

}  // namespace

Run declare_passphrase(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  options->slot.declare(parser);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
