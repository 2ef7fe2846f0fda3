#include <map>
#include <memory>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/previous.h"
#include "cli/query.h"
#include "cli/reveal.h"
#include "cli/source_options.h"
#include "cli/terminal/output.h"
#include "core/account/uri.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/new_file.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> queries;
  std::optional<std::string> to, output, tag;
  SourceOptions passphrase;

  bool to_file() const { return output && *output != "-"; }
};

Accounts chosen(const Context& cli, const Options& options) {
  const Accounts all = with_tag(cli, cli.session.open().accounts(), {options.tag});
  return pick_several(cli, all, options.queries, {options.tag});
}

void say_written(const Context& cli, const Options& options, std::size_t accounts) {
  if (!options.to_file()) return;
  cli.report.note(fmt::format("wrote {} to {}", counted(accounts, "account"), *options.output));
}

/// How many accounts lose which of fob's own fields.
std::map<std::string, std::size_t> lost_fields(const Accounts& accounts) {
  std::map<std::string, std::size_t> lost;
  for (const Account* account : accounts) {
    for (const std::string_view field : fields_lost(*account))
      ++lost[std::string(field)];
  }
  return lost;
}

int export_uris(const Context& cli, const Options& options) {
  const Accounts accounts = chosen(cli, options);
  if (!options.to_file()) confirm_secrets_on_terminal(cli, "secrets that are not encrypted");
  std::string list;
  Json uris = Json::array();
  for (const Account* account : accounts) {
    const std::string uri = format_uri(*account, Fields::standard);
    if (cli.globals.json && !options.to_file()) uris.push_back(uri);
    list += uri + "\n";
  }
  cli.report.warning("what is written is not encrypted");
  const auto lost = lost_fields(accounts);
  for (const auto& [field, count] : lost) {
    cli.report.note(fmt::format("{} left out: {}", field, counted(count, "account")));
  }
  if (options.to_file()) vault::write_new_file(*options.output, as_bytes(list));
  if (cli.globals.json) {
    Json json{{"format", "otpauth"}};
    if (options.to_file()) {
      json["file"] = *options.output;
    } else {
      json["uris"] = std::move(uris);
    }
    json["accounts"] = accounts.size();
    json["lost"] = lost;
    print_json(std::move(json), cli.report);
    return 0;
  }
  if (!options.to_file()) write_output(list);
  say_written(cli, options, accounts.size());
  return 0;
}

int export_vault(const Context& cli, const Options& options) {
  if (options.to_file()) refuse_previous(*options.output, "name another file");
  if (!options.to_file() && (is_terminal(1) || cli.globals.json)) {
    throw Error(Kind::usage, "a vault is not written to a terminal or into JSON",
                "type: fob export --to fob -o FILE");
  }
  const bool whole = options.queries.empty() && !options.tag;
  const Accounts accounts = chosen(cli, options);
  std::optional<std::vector<Id>> only;
  if (!whole) {
    only.emplace();
    for (const Account* account : accounts)
      only->push_back(account->id);
  }
  const std::string name = options.to_file() ? *options.output : "the new vault";
  const vault::KdfCost cost =
      new_cost({}, cli.globals.kdf_work_limit, "a list of URIs takes no memory: --to otpauth");
  const Secret passphrase = new_passphrase(options.passphrase.source("new-passphrase"), name,
                                           cli.terminal, cli.report, cli.globals.yes);
  const Bytes file = cli.session.open().copy(passphrase, cost, only).seal({});
  if (options.to_file()) {
    vault::write_new_file(*options.output, file);
  } else {
    write_output(as_text(file));
  }
  if (cli.globals.json) {
    print_json({{"format", "fob"}, {"file", *options.output}, {"accounts", accounts.size()}},
               cli.report);
  } else {
    say_written(cli, options, accounts.size());
  }
  return 0;
}

int run(const Context& cli, const Options& options) {
  const bool to_vault = options.to && one_of("--to", *options.to, {"otpauth", "fob"}) == 1;
  if (options.output && options.output->empty()) {
    throw Error(Kind::usage, "--output must name a file", "type: fob export -o FILE");
  }
  // Before a passphrase is asked for: the writing itself refuses it too.
  if (options.to_file()) vault::refuse_existing(*options.output);
  for (const std::string& query : options.queries)
    check_query(query);
  if (to_vault) return export_vault(cli, options);
  if (options.passphrase.given()) {
    throw Error(Kind::usage, "a list of URIs has no passphrase", "add --to fob");
  }
  return export_uris(cli, options);
}

}  // namespace

Run declare_export(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->queries);
  parser.value("--to", options->to, "otpauth|fob", "the format");
  parser.value("-o,--output", options->output, "FILE", "a new file; - is standard output");
  parser.value("--tag", options->tag, "TAG", "only accounts with this tag");
  options->passphrase.declare(parser, "new-passphrase", "the new vault's passphrase");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
