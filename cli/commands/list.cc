#include <chrono>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands/commands.h"
#include "cli/hint.h"
#include "cli/json.h"
#include "cli/operands.h"
#include "cli/options.h"
#include "cli/query.h"
#include "cli/removed.h"
#include "cli/terminal/output.h"
#include "cli/terminal/table.h"
#include "core/account/differences.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/time_text.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> queries;
  std::optional<std::string> tag;
  bool long_form = false, removed = false, unlocked = false;
};

using Row = std::vector<std::string>;

/// What a terminal gets of an id: more than a QUERY needs.
constexpr std::size_t shown_id = 8;

Row long_row(const Account& account, const std::string& name, bool people) {
  std::string step;
  if (const auto period = otp::period(account.method)) step = std::to_string(period->count());
  if (const auto* hotp = std::get_if<otp::Hotp>(&account.method)) {
    step = std::to_string(hotp->counter);
  }
  return {name,
          std::string(otp::type_name(account.method)),
          std::string(otp::algorithm_name(account.method)),
          std::to_string(otp::digits(account.method)),
          step,
          fmt::format("{}", fmt::join(account.tags, ",")),
          account.created ? format_time(*account.created).substr(0, 10) : std::string(),
          people ? id_text(account.id).substr(0, shown_id) : id_text(account.id)};
}

Row short_row(const Account& account, const std::string& name) {
  return {name, std::string(otp::type_name(account.method)),
          fmt::format("{}", fmt::join(account.tags, ", "))};
}

/// A line each, cells with tabs between them.
std::string tabbed(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += (i > 0 ? "\t" : "") + escaped(row[i]);
    }
    text += "\n";
  }
  return text;
}

/// What a listing is made of.
struct Listed {
  const vault::Vault& vault;
  Accounts all, chosen;
  bool removed;
};

/// For people, what tells a former version from others: where it differs from what became of
/// it.
std::string difference(const Account& former, const vault::Vault& vault) {
  const Account* now = vault.get(*former.former_of);
  if (now == nullptr) return "former version";
  const auto fields = differences(former, *now);
  return fields.empty() ? "former version" : fmt::format("former {}", fmt::join(fields, ", "));
}

/// What a removed entry has besides: what it was, when it was removed, the days left.
Row removal(const Account& entry, const vault::Vault& vault, otp::Time now, bool people) {
  const std::string at = format_time(*entry.removed);
  const int days = vault::days_left(entry, now);
  if (!people) {
    return {entry.former_of ? "former version" : "account", at, std::to_string(days)};
  }
  return {entry.former_of ? difference(entry, vault) : "account",
          at.substr(0, 10) + " " + at.substr(11, 5) + "Z",
          counted(static_cast<std::size_t>(days), "day") + " left"};
}

std::string text_of(const Context& cli, const Listed& listed, bool long_form) {
  const Names names(listed.all);
  const bool people = is_terminal(1);
  const otp::Time now = cli.now();
  std::vector<Row> rows;
  for (const Account* account : listed.chosen) {
    const std::string& name = names.of(*account);
    Row row = long_form ? long_row(*account, name, people)
              : people  ? short_row(*account, name)
                        : Row{name};
    if (listed.removed && (people || long_form)) {
      // People look for the one to bring back: that goes before what it is.
      const Row more = removal(*account, listed.vault, now, people);
      row.insert(people ? row.begin() + 1 : row.end(), more.begin(), more.end());
    }
    rows.push_back(std::move(row));
  }
  return people ? aligned(rows, terminal_columns(1)) : tabbed(rows);
}

Json json_row(const Account& account, const std::string& name, bool long_form) {
  Json json = account.removed ? removed_json(account, name) : account_json(account, name);
  if (long_form) add_times(json, account);
  return json;
}

const vault::Vault& open(const Context& cli, bool only_unlocked) {
  if (!only_unlocked) return cli.session.open();
  const vault::Vault* vault = cli.session.open_unlocked();
  if (vault != nullptr) return *vault;
  throw Error(Kind::passphrase, "the vault is locked",
              "type: " + command_hint(cli.globals, "unlock"));
}

int run(const Context& cli, const Options& options) {
  if (options.queries.size() > 1) {
    throw wrong_operands(options.queries, "list takes one QUERY", "type: fob list --help");
  }
  for (const std::string& query : options.queries)
    check_query(query);
  const vault::Vault& vault = open(cli, options.unlocked);
  const Among among{options.tag, options.removed};
  Listed listed{
      vault, options.removed ? removed_entries(vault) : vault.accounts(), {}, options.removed};
  listed.chosen = with_tag(cli, listed.all, among);
  if (!options.queries.empty()) {
    listed.chosen = find_some(cli, listed.chosen, options.queries.front(), among).accounts;
  }
  if (cli.globals.json) {
    const Names names(listed.all);
    Json array = Json::array();
    for (const Account* account : listed.chosen) {
      array.push_back(json_row(*account, names.of(*account), options.long_form));
    }
    print_json(std::move(array), cli.report);
    return 0;
  }
  if (listed.all.empty()) {
    cli.report.note(options.removed ? "the vault has no removed entries"
                                    : "the vault has no accounts yet: " +
                                          command_hint(cli.globals, "add NAME"));
  }
  write_output(text_of(cli, listed, options.long_form));
  return 0;
}

}  // namespace

Run declare_list(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->queries);
  parser.flag("--long", options->long_form, "type, algorithm, digits, period, tags, id");
  parser.value("--tag", options->tag, "TAG", "only accounts with this tag");
  parser.flag("--removed", options->removed, "removed entries, not accounts");
  parser.flag("--unlocked", options->unlocked, "only while unlocked, else exit 5 at once");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
