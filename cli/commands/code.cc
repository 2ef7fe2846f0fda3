#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cli/choose.h"
#include "cli/codes.h"
#include "cli/commands/commands.h"
#include "cli/copy_option.h"
#include "cli/environment.h"
#include "cli/hint.h"
#include "cli/pin.h"
#include "cli/query.h"
#include "cli/read_account.h"
#include "cli/terminal/output.h"
#include "cli/terminal/table.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

using Codes = std::vector<ShownCode>;

struct Options {
  std::vector<std::string> queries;
  std::optional<std::string> tag;
  bool all = false, exact = false, accept_rollback = false;
  Moment moment;
  PinOptions pin;
  MethodOptions method;
  Menu menu;
  CopyOption copy;
};

bool is_hotp(const Account& account) {
  return std::holds_alternative<otp::Hotp>(account.method);
}

bool colored(const Globals& globals) {
  if (globals.color != Color::automatic) return globals.color == Color::always;
  return is_terminal(1) && !variable("NO_COLOR") && variable("TERM") != "dumb";
}

/// One code, alone; at a terminal standard error says whose it is and how long it lives.
void print_one(const Context& cli, Options& options, const ShownCode& shown, bool inexact,
               otp::Time now) {
  if (options.copy.given()) {
    return options.copy.copy(cli, shown, options.moment.at.has_value(), now);
  }
  if (cli.globals.json) return print_json(code_json(shown, now), cli.report);
  if (is_terminal(2) && !shown.name.empty()) {
    const auto left = remaining(*shown.code, now);
    cli.report.aside(left ? fmt::format("{}, {}s left", shown.name, *left) : shown.name);
  } else if (inexact) {
    cli.report.note(shown.name);
  }
  write_output(shown.code->text + "\n");
}

void print_json_array(const Context& cli, const Codes& codes, otp::Time now) {
  Json array = Json::array();
  for (const ShownCode& shown : codes)
    array.push_back(code_json(shown, now));
  print_json(std::move(array), cli.report);
}

void print_lines(const Codes& codes) {
  std::string text;
  for (const ShownCode& shown : codes) {
    text += shown.code ? shown.code->text : placeholder(shown.account);
    text += "\t" + shown.name + "\n";
  }
  write_output(text);
}

void print_table(const Context& cli, const Codes& codes, otp::Time now) {
  std::vector<CodeRow> rows;
  for (const ShownCode& shown : codes) {
    CodeRow row;
    row.is_code = shown.code.has_value();
    row.code = shown.code ? shown.code->text : placeholder(shown.account);
    row.name = shown.name;
    if (shown.code) {
      row.remaining = remaining(*shown.code, now);
      if (row.remaining)
        row.period = static_cast<int>(otp::period(shown.account.method)->count());
    }
    rows.push_back(std::move(row));
  }
  write_output(code_table(rows, terminal_columns(1), colored(cli.globals)));
}

/// Codes without a QUERY: never a counter moved, never a question asked.
int run_all(const Context& cli, const Options& options) {
  if (options.moment.valid_for) {
    throw Error(Kind::usage, "--valid-for goes with one QUERY", "type: fob code NAME");
  }
  const Accounts all = cli.session.open().accounts();
  const std::optional<Key> given = options.pin.read();
  const Accounts chosen = with_tag(cli, all, {options.tag});
  refuse_needless_pin(given, chosen);
  if (all.empty())
    cli.report.note("the vault has no accounts yet: " + command_hint(cli.globals, "add NAME"));
  const Names names(all);
  const otp::Time now = options.moment.time(cli);
  Codes codes;
  for (const Account* account : chosen) {
    const std::optional<Key>& pin = given ? given : account->pin;
    if (is_hotp(*account) || (otp::needs_pin(account->method) && !pin)) {
      codes.push_back({account->clone(), names.of(*account), {}, {}});
    } else {
      codes.push_back(code_at(*account, names.of(*account), pin, now, options.moment.next));
    }
  }
  if (cli.globals.json) {
    print_json_array(cli, codes, now);
  } else if (is_terminal(1)) {
    print_table(cli, codes, now);
  } else {
    print_lines(codes);
  }
  return 0;
}

void check_rollback(const Context& cli, const Options& options) {
  if (cli.session.freshness() == vault::Freshness::fresh) return;
  if (!options.accept_rollback) {
    throw Error(Kind::failed,
                "this HOTP code may have been used already: the vault is not the "
                "newest one seen",
                "if it is the right one, type the command again with --accept-rollback");
  }
  cli.session.accept_rollback();
}

/// What one QUERY chose: a copy, which holds whatever becomes of the open vault.
struct Choice {
  Account account;
  std::string name;
  bool inexact;
  std::optional<Key> pin = {};
};

Picked in_menu(const Context& cli, const Menu& menu, const Accounts& all, Match match) {
  if (all.empty()) {
    throw Error(Kind::not_found, "the vault has no accounts yet",
                "type: " + command_hint(cli.globals, "add NAME"));
  }
  return choose_in_menu(cli, *menu.command(cli.globals), all, all, match);
}

/// The accounts of the QUERYs; without any, that which is chosen in the menu.
std::vector<Choice> choose(const Context& cli, const Options& options) {
  const Accounts all = cli.session.open().accounts();
  const Accounts tagged = with_tag(cli, all, {options.tag});
  const Match match = options.exact ? Match::exact : Match::any;
  std::vector<Picked> picked;
  if (options.queries.empty()) {
    picked.push_back(in_menu(cli, options.menu, tagged, match));
  }
  for (const std::string& query : options.queries) {
    picked.push_back(
        pick(cli, tagged, query, match, {options.tag}, chooser(cli, options.menu, match)));
  }
  const bool named = cli.globals.json || picked.size() > 1 || is_terminal(2) ||
                     options.copy.given() || std::ranges::any_of(picked, &Picked::inexact);
  const Names names(named ? all : Accounts{});
  std::vector<Choice> choices;
  for (const Picked& one : picked) {
    options.moment.check(one.account->method);
    choices.push_back(
        {one.account->clone(), named ? names.of(*one.account) : std::string(), one.inexact});
  }
  return choices;
}

/// The PINs of all choices, before any code is made: while one is typed, others grow old.
void gather_pins(const Context& cli, const Options& options, std::vector<Choice>& choices) {
  const std::optional<Key> given = options.pin.read();
  std::vector<const Account*> accounts;
  for (const Choice& choice : choices)
    accounts.push_back(&choice.account);
  refuse_needless_pin(given, accounts);
  for (Choice& choice : choices)
    choice.pin = pin_for(choice.account, given, cli.terminal);
}

/// Moves the counter of every HOTP choice in one write, before any code is shown. The codes
/// will be those of the vault as it stands under the lock.
void spend(const Context& cli, const Options& options, std::vector<Choice>& choices) {
  const auto chosen_hotp = [](const Choice& choice) { return is_hotp(choice.account); };
  if (std::ranges::none_of(choices, chosen_hotp)) return;
  check_rollback(cli, options);
  const std::uint64_t opened = cli.session.open().generation();
  cli.session.change(
      [&](vault::Vault& now) {
        if (now.generation() < opened) {
          throw Error(Kind::failed, "an older copy of the vault was put in its place meanwhile",
                      "type the command again");
        }
        for (Choice& choice : choices) {
          if (!chosen_hotp(choice)) continue;
          const std::uint64_t counter = now.spend(choice.account.id);
          choice.account = now.get(choice.account.id)->clone();
          std::get<otp::Hotp>(choice.account.method).counter = counter;
        }
      },
      vault::VaultFile::Previous::untouched, cli.now());
}

int run_queries(const Context& cli, Options& options) {
  if (options.moment.valid_for && options.queries.size() > 1) {
    throw Error(Kind::usage, "--valid-for goes with one QUERY", "type: fob code NAME");
  }
  for (const std::string& query : options.queries)
    check_query(query);
  std::vector<Choice> choices = choose(cli, options);
  gather_pins(cli, options, choices);
  spend(cli, options, choices);
  const otp::Time now = options.moment.time_for(cli, choices.front().account.method);
  Codes codes;
  for (const Choice& choice : choices) {
    codes.push_back(code_at(choice.account, choice.name, choice.pin, now, options.moment.next));
  }
  if (codes.size() == 1) {
    print_one(cli, options, codes.front(), choices.front().inexact, now);
    return 0;
  }
  for (const Choice& choice : choices) {
    if (choice.inexact && !cli.globals.json) cli.report.note(choice.name);
  }
  if (cli.globals.json) {
    print_json_array(cli, codes, now);
  } else {
    print_lines(codes);
  }
  return 0;
}

/// `-`: no vault at all.
int run_alone(const Context& cli, Options& options) {
  if (options.menu.option) {
    throw Error(Kind::usage, "--menu is for accounts of the vault, and - is none",
                "leave out --menu");
  }
  if (options.all || options.tag || options.queries.size() > 1) {
    throw Error(Kind::usage, "- is the only QUERY where it is one", "type: fob code -");
  }
  const Account account = read_account(cli, options.method);
  options.moment.check(account.method);
  const std::optional<Key> given = options.pin.read();
  refuse_needless_pin(given, {&account});
  const std::optional<Key> pin = pin_for(account, given, cli.terminal);
  const otp::Time now = options.moment.time_for(cli, account.method);
  print_one(cli, options,
            code_at(account, display_name(account), pin, now, options.moment.next), false, now);
  return 0;
}

/// Is the account to be chosen in the menu, for want of a QUERY? The variable is not for who
/// looks at the table.
bool wants_menu(const Context& cli, const Options& options) {
  if (!options.queries.empty() || options.all) return false;
  if (options.menu.option) return true;
  return (options.copy.given() || (!options.tag && !is_terminal(1))) &&
         options.menu.command(cli.globals).has_value();
}

int run(const Context& cli, Options& options) {
  options.menu.check(cli.globals);
  const bool menu = wants_menu(cli, options);
  options.copy.prepare(menu || (options.queries.size() == 1 && !options.all));
  if (std::ranges::find(options.queries, "-") != options.queries.end()) {
    return run_alone(cli, options);
  }
  options.method.refuse_without_secret("fob code -");
  if (options.all && (!options.queries.empty() || options.menu.option)) {
    throw Error(Kind::usage,
                options.menu.option ? "--menu does not go with --all"
                                    : "--all does not go with a QUERY",
                "leave out one of them");
  }
  if (menu || !options.queries.empty()) return run_queries(cli, options);
  if (!options.all && !options.tag && !is_terminal(1)) {
    throw Error(Kind::usage, "no QUERY is given", "type: fob code NAME    or: fob code --all");
  }
  return run_all(cli, options);
}

}  // namespace

Run declare_code(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->queries);
  parser.flag("--all", options->all, "all accounts");
  parser.flag("--exact", options->exact, "only a whole name, in any case");
  parser.value("--tag", options->tag, "TAG", "only accounts with this tag");
  options->moment.declare(parser);
  options->pin.declare(parser);
  parser.flag("--accept-rollback", options->accept_rollback, "a HOTP code from an older vault");
  options->copy.declare(parser);
  options->menu.declare(parser);
  options->method.declare(parser);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
