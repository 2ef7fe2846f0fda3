#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands/commands.h"
#include "cli/json.h"
#include "cli/operands.h"
#include "cli/query.h"
#include "cli/read_account.h"
#include "cli/reveal.h"
#include "cli/terminal/facts.h"
#include "cli/terminal/output.h"
#include "core/account/uri.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/time_text.h"
#include "core/codec/base32.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> queries;
  std::optional<std::string> tag;
  bool uri = false, secret = false;
  MethodOptions method;
};

std::string secret_text(const Account& account) {
  if (std::holds_alternative<otp::Motp>(account.method)) {
    return std::string(account.key.reveal_text());
  }
  return codec::encode_base32(account.key.reveal());
}

/// All but the secrets; what does not apply is left out.
Facts facts_of(const Account& account, const std::string& name) {
  Facts facts;
  const auto add = [&](std::string label, std::string value) {
    if (!value.empty()) facts.emplace_back(std::move(label), std::move(value));
  };
  const auto time = [](const std::optional<otp::Time>& at) {
    return at ? format_time(*at) : std::string();
  };
  add("name", name);
  add("issuer", account.issuer);
  add("account", account.account);
  add("type", std::string(otp::type_name(account.method)));
  add("algorithm", std::string(otp::algorithm_name(account.method)));
  add("digits", std::to_string(otp::digits(account.method)));
  if (const auto period = otp::period(account.method)) {
    add("period", std::to_string(period->count()));
  }
  if (const auto* hotp = std::get_if<otp::Hotp>(&account.method)) {
    add("counter", std::to_string(hotp->counter));
  }
  if (account.pin) add("pin", "kept");
  add("tags", fmt::format("{}", fmt::join(account.tags, ", ")));
  add("note", account.note);
  add("created", time(account.created));
  add("modified", time(account.modified));
  if (account.id != Id{}) add("id", id_text(account.id));
  return facts;
}

Json json_of(const Account& account, const std::string& name, const Options& options) {
  Json json = account_json(account, name);
  if (account.pin) json["pin"] = "kept";
  if (!account.note.empty()) json["note"] = account.note;
  add_times(json, account);
  if (options.uri) json["uri"] = format_uri(account, Fields::standard);
  if (options.secret) json["secret"] = secret_text(account);
  return json;
}

void print(const Context& cli, const Account& account, const std::string& name,
           const Options& options) {
  if (options.uri || options.secret) {
    confirm_secrets_on_terminal(cli, options.uri ? "the URI with its secret" : "the secret");
  }
  if (cli.globals.json) return print_json(json_of(account, name, options), cli.report);
  if (options.uri) return write_output(format_uri(account, Fields::standard) + "\n");
  if (options.secret) return write_output(secret_text(account) + "\n");
  write_output(fact_lines(facts_of(account, name)));
}

int run(const Context& cli, const Options& options) {
  if (options.queries.size() != 1) {
    throw wrong_operands(options.queries, "show takes one QUERY", "type: fob list");
  }
  if (options.uri && options.secret) {
    throw Error(Kind::usage, "--uri and --secret do not go together", "leave out one of them");
  }
  const std::string& query = options.queries.front();
  if (query == "-") {
    refuse_tag_without_vault(options.tag);
    const Account account = read_account(cli, options.method);
    print(cli, account, display_name(account), options);
    return 0;
  }
  options.method.refuse_without_secret("fob show -");
  check_query(query);
  const Accounts all = cli.session.open().accounts();
  const bool reveals = options.uri || options.secret;
  const Among among{options.tag};
  const Picked picked =
      pick(cli, with_tag(cli, all, among), query, reveals ? Match::exact : Match::any, among);
  print(cli, *picked.account, selecting_name(all, *picked.account), options);
  return 0;
}

}  // namespace

Run declare_show(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->queries);
  parser.value("--tag", options->tag, "TAG", "only an account with this tag");
  parser.flag("--uri", options->uri, "the URI, with the secret, and nothing else");
  parser.flag("--secret", options->secret, "the secret and nothing else");
  options->method.declare(parser);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
