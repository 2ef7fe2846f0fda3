#include <memory>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/slot_changes.h"
#include "cli/slot_options.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> operands;
  SlotOptions slot;
  std::optional<std::string> which;
};

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

  cli.session.open_by_passphrase();
  SlotChanges changes(cli.session, cli.globals, cli.report, cli.terminal);
  const vault::Slot slot = changes.with_passphrase(options.which);
  const vault::KdfCost cost = options.slot.cost_over(slot.known->cost);
  const bool new_key = changes.set_passphrase(slot, cost, source, cli.now());
  if (cli.globals.json) print_json(document(cli, cost, new_key), cli.report);
  return 0;
}

}  // namespace

Run declare_passphrase(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  options->slot.declare(parser);
  parser.value("--slot", options->which, "ID", "of another slot than the one that is opened");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
