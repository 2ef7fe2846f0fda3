#include <memory>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/operands.h"
#include "cli/slot_options.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> operands;
  SlotOptions slot;
};

int run(const Context& cli, const Options& options) {
  if (!options.operands.empty()) {
    throw wrong_operands(options.operands, "init takes no operand",
                         "to make it elsewhere, type: fob init --vault PATH");
  }
  PassphraseSource source = options.slot.source();
  const PassphraseSource& global = cli.globals.passphrase;
  if (!options.slot.passphrase.given()) {
    source = global;
  } else if (cli.globals.passphrase_options) {
    throw Error(Kind::usage, "more than one source is given for the new passphrase",
                "keep one of the --new-passphrase-* and --passphrase-* options");
  }
  const vault::KdfCost cost = cli.session.make(options.slot.chosen_cost(), source);
  if (!cli.globals.json) {
    cli.session.tell_made(cost);
    return 0;
  }
  print_json(vault_json(cli.session.file().path(), cli.session.open(), cost), cli.report);
  return 0;
}

}  // namespace

Run declare_init(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  options->slot.declare(parser);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
