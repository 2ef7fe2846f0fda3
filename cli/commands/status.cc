#include <memory>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/operands.h"
#include "cli/terminal/facts.h"
#include "cli/terminal/output.h"
#include "cli/unlocked.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> operands;
};

Json json_of(const std::string& path, const vault::Vault* vault, const Session& session,
             otp::Time now) {
  Json json{{"vault", path}};
  if (vault == nullptr) {
    json["state"] = "locked";
    return json;
  }
  add_unlocked(json, *session.unlocked(), now);
  json["accounts"] = vault->accounts().size();
  json["generation"] = vault->generation();
  return json;
}

Facts facts_of(const std::string& path, const vault::Vault* vault, const Session& session,
               otp::Time now) {
  if (vault == nullptr) return {{"state", "locked"}, {"vault", path}};
  return {{"state", "unlocked"},
          {"time", unlocked_time(*session.unlocked(), now)},
          {"vault", path},
          {"accounts", std::to_string(vault->accounts().size())},
          {"generation", std::to_string(vault->generation())}};
}

int run(const Context& cli, const Options& options) {
  if (!options.operands.empty()) {
    throw wrong_operands(options.operands, "status takes no operand",
                         "of another vault, type: fob status --vault PATH");
  }
  const vault::Vault* vault = cli.session.open_unlocked();
  const std::string path = cli.session.file().path().string();
  const otp::Time now = cli.now();
  // It may have come to its end meanwhile.
  if (vault != nullptr && cli.session.unlocked()->deadline <= now) vault = nullptr;
  if (cli.globals.json) {
    print_json(json_of(path, vault, cli.session, now), cli.report);
  } else {
    write_output(fact_lines(facts_of(path, vault, cli.session, now)));
  }
  return vault == nullptr ? static_cast<int>(Kind::no) : 0;
}

}  // namespace

Run declare_status(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
