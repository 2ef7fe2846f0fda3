#include <memory>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/keyring.h"
#include "cli/operands.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> operands;
  bool all = false;
};

int lock_all(const Context& cli) {
  const std::size_t count = drop_keys({});
  if (const std::size_t left = count_keys({}); left > 0) {
    throw Error(Kind::failed,
                "the kernel does not forget the keys of " + counted(left, "vault"));
  }
  if (cli.globals.json) {
    print_json({{"locked", count}}, cli.report);
  } else {
    cli.report.note(count == 0 ? "no vault was unlocked" : "locked " + counted(count, "vault"));
  }
  return 0;
}

/// Without the vault's file its id is not known, and so not which key is its own.
bool lock_known(const Context& cli) try {
  return cli.session.lock();
} catch (const Error& error) {
  if (error.kind() != Kind::no_vault && error.kind() != Kind::damaged) throw;
  throw Error(error.kind(), error.what(), "to lock it all the same, type: fob lock --all");
}

int lock_one(const Context& cli) {
  const bool was_unlocked = lock_known(cli);
  const std::string path = cli.session.file().path().string();
  if (cli.globals.json) {
    print_json({{"vault", path}, {"locked", was_unlocked ? 1 : 0}}, cli.report);
  } else {
    cli.report.note(was_unlocked ? "locked " + path : path + " was locked already");
  }
  return 0;
}

int run(const Context& cli, const Options& options) {
  if (!options.operands.empty()) {
    throw wrong_operands(options.operands, "lock takes no operand",
                         "for another vault, type: fob lock --vault PATH");
  }
  return options.all ? lock_all(cli) : lock_one(cli);
}

}  // namespace

Run declare_lock(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  parser.flag("--all", options->all, "every vault that is unlocked");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
