#include <memory>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/machine.h"
#include "cli/options.h"
#include "core/base/error.h"
#include "core/codec/base64.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> operands;
  std::optional<std::string> memory, passes;
  SourceOptions passphrase;
};

/// What was chosen; the other half from the ladder.
std::optional<vault::KdfCost> chosen_cost(const Options& options) {
  using namespace vault;
  if (!options.memory && !options.passes) return std::nullopt;
  KdfCost cost;
  if (options.memory) {
    cost.memory =
        number("--kdf-memory", *options.memory, min_memory / mib, max_memory / mib) * mib;
    cost.passes = passes_for(cost.memory);
  } else {
    const auto usual = cost_for(memory_limits());
    cost.memory = usual ? usual->memory : min_memory;
  }
  if (options.passes) {
    cost.passes = number("--kdf-passes", *options.passes, min_passes, max_passes);
  }
  return cost;
}

int run(const Context& cli, const Options& options) {
  if (!options.operands.empty()) {
    throw Error(Kind::usage, "init takes no operand",
                "to make it elsewhere, type: fob init --vault PATH");
  }
  PassphraseSource source = options.passphrase.source("new-passphrase");
  const PassphraseSource& global = cli.globals.passphrase;
  if (!options.passphrase.given()) {
    source = global;
  } else if (cli.globals.passphrase_options) {
    throw Error(Kind::usage, "more than one source is given for the new passphrase",
                "keep one of the --new-passphrase-* and --passphrase-* options");
  }
  const vault::KdfCost cost = cli.session.make(chosen_cost(options), source);
  if (!cli.globals.json) return 0;
  const Id& id = cli.session.open().id();
  print_json({{"vault", cli.session.file().path().string()},
              {"id", codec::encode_base64(id, codec::Base64::url)},
              {"kdf_memory", cost.memory / vault::mib},
              {"kdf_passes", cost.passes}},
             cli.report);
  return 0;
}

}  // namespace

Run declare_init(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  parser.value("--kdf-memory", options->memory, "MiB", "what opening it takes: 8 to 4096");
  parser.value("--kdf-passes", options->passes, "N", "and how often: 1 to 64");
  options->passphrase.declare(parser, "new-passphrase", "the passphrase");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
