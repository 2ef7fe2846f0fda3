#include <memory>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/duration.h"
#include "cli/environment.h"
#include "cli/json.h"
#include "cli/operands.h"
#include "cli/unlocked.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

constexpr std::chrono::seconds longest = std::chrono::hours(24);

struct Options {
  std::vector<std::string> operands;
  std::optional<std::string> time;
  bool idle = false;
};

std::chrono::seconds time_of(const Options& options) {
  if (options.time) return duration("--for", *options.time, longest);
  if (const auto time = variable("FOB_UNLOCK_FOR")) {
    return duration("FOB_UNLOCK_FOR", *time, longest);
  }
  return std::chrono::minutes(15);
}

int run(const Context& cli, const Options& options) {
  if (!options.operands.empty()) {
    throw wrong_operands(options.operands, "unlock takes no operand",
                         "for another vault, type: fob unlock --vault PATH");
  }
  const std::chrono::seconds time = time_of(options);
  // Nobody types a passphrase for nothing.
  check_keyring();
  cli.session.open_by_passphrase();
  cli.session.offer_new_passphrase();

  const otp::Time now = cli.now();
  UnlockedKey key;
  key.deadline = now + (options.idle ? longest : time);
  if (options.idle) key.idle = time;
  cli.session.keep_unlocked(key.deadline, key.idle);
  const std::string path = cli.session.file().path().string();
  if (cli.globals.json) {
    Json json{{"vault", path}};
    add_unlocked(json, key, now);
    print_json(std::move(json), cli.report);
  } else {
    cli.report.note(fmt::format("unlocked {} {}", path, unlocked_time(key, now)));
  }
  return 0;
}

}  // namespace

Run declare_unlock(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  parser.value("--for", options->time, "TIME", "as 15m (the default), 8h; 24h at most");
  parser.flag("--idle", options->idle, "TIME begins anew with every use");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
