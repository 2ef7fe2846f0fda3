#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>

#include "cli/commands/commands.h"
#include "cli/hint.h"
#include "cli/json.h"
#include "cli/operands.h"
#include "cli/recovery_key.h"
#include "cli/slot_options.h"
#include "cli/terminal/output.h"
#include "core/base/error.h"
#include "core/vault/recovery_key.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> operands;
  SlotOptions slot;
  bool recovery_key = false;
};

/// Does `source` give a passphrase, so that nobody types it?
bool gives(const PassphraseSource& source) {
  std::error_code ignored;
  return source.fd || source.file || source.command ||
         (source.credential && std::filesystem::exists(*source.credential, ignored));
}

/// For who has just typed a passphrase. None where it is declined, or not typed again.
std::optional<Secret> offer_recovery_key(const Context& cli) {
  if (!has_room_for_recovery_key(cli.terminal)) {
    cli.report.note(
        "the terminal is too narrow to show a recovery key; in a wider one, type: " +
        command_hint(cli.globals, "slot add recovery"));
    return std::nullopt;
  }
  if (!cli.terminal.ask_yes("make a recovery key, in case you forget the passphrase?")) {
    return std::nullopt;
  }
  Secret key = vault::new_recovery_key();
  if (show_recovery_key(key, cli.terminal)) return key;
  cli.report.warning(
      "the recovery key was not typed again, and is not used; to make another "
      "one, type: " +
      command_hint(cli.globals, "slot add recovery"));
  return std::nullopt;
}

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
  std::optional<Secret> key;
  if (options.recovery_key) key = vault::new_recovery_key();
  const bool asks = !key && !gives(source) && !cli.globals.yes && cli.terminal.can_ask();
  const vault::KdfCost cost =
      cli.session.make(options.slot.chosen_cost(), source, [&]() -> std::optional<Secret> {
        if (key) return key->clone();
        return asks ? offer_recovery_key(cli) : std::nullopt;
      });
  if (!cli.globals.json) {
    cli.session.tell_made(cost);
    if (key) write_output(recovery_key_line(*key));
    return 0;
  }
  Json json = vault_json(cli.session.file().path(), cli.session.open(), cost);
  add_recovery_key(json, key);
  print_json(std::move(json), cli.report);
  return 0;
}

}  // namespace

Run declare_init(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  options->slot.declare(parser);
  parser.flag("--recovery-key", options->recovery_key, "make a recovery key, and print it");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
