#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cli/account_text.h"
#include "cli/ask_key.h"
#include "cli/change_account.h"
#include "cli/commands/commands.h"
#include "cli/enrol.h"
#include "cli/operands.h"
#include "cli/options.h"
#include "cli/pin.h"
#include "cli/query.h"
#include "core/account/uri.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/otp/yandex.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> queries;
  std::optional<std::string> issuer, account, note;
  std::vector<std::string> tags, untags;
  bool ask_secret = false;
  MethodOptions method;
  SourceOptions secret;
  PinOptions pin;

  bool new_secret() const noexcept { return ask_secret || secret.given(); }
  bool given() const noexcept {
    return issuer || account || note || !tags.empty() || !untags.empty() || new_secret() ||
           method.given() || pin.source.given();
  }
};

void check(const Options& options) {
  if (options.queries.size() != 1) {
    throw wrong_operands(options.queries, "edit takes one QUERY", "type: fob edit --help");
  }
  check_query(options.queries.front());
  if (!options.given()) {
    throw Error(Kind::usage, "nothing to change is given", "type: fob edit --help");
  }
  if (options.issuer) plain_text("--issuer", *options.issuer);
  if (options.account) plain_text("--account", *options.account);
  if (options.note) plain_text("--note", *options.note);
  check_tags("--tag", options.tags);
  check_tags("--untag", options.untags);
  const auto both = std::ranges::find_first_of(options.tags, options.untags);
  if (both != options.tags.end()) {
    throw Error(Kind::usage,
                fmt::format("--tag and --untag are both given for {}", escaped(*both)),
                "leave out one of them");
  }
  options.method.check();
  if (options.method.secret_format && !options.new_secret()) {
    throw Error(Kind::usage, "--secret-format is for a new secret",
                "add --secret, --secret-file PATH or --secret-fd N");
  }
}

/// mOTP and Yandex have secrets of their own kind: no other type can use them, nor they those
/// of others.
void refuse_foreign_secret(const otp::Method& before, const otp::Method& after) {
  if (before.index() == after.index()) return;
  if (!otp::needs_pin(before) && !otp::needs_pin(after)) return;
  throw Error(Kind::usage,
              fmt::format("the secret of a {} account is none for {}", otp::type_name(before),
                          otp::type_name(after)),
              "add --secret, --secret-file PATH or --secret-fd N");
}

void set_texts(const Options& options, Account& account) {
  if (options.issuer) account.issuer = *options.issuer;
  if (options.account) account.account = *options.account;
  if (options.note) account.note = *options.note;
  for (const std::string& tag : options.tags) {
    if (std::ranges::find(account.tags, tag) == account.tags.end()) account.tags.push_back(tag);
  }
  std::erase_if(account.tags, [&](const std::string& tag) {
    return std::ranges::find(options.untags, tag) != options.untags.end();
  });
}

/// What an edit takes over that was read or asked for beside the options.
struct Given {
  std::optional<Key> key, pin;
};

void set_codes(const Options& options, const Given& given, Account& account) {
  const otp::Method before = account.method;
  account.method = options.method.over(before);
  if (given.key) account.key = given.key->clone();
  if (before.index() != account.method.index()) {
    account.pin.reset();
    drop_read_parameters(account);
  }
  if (given.pin) account.pin = given.pin->clone();
}

/// A counter is the one thing of which both ways of changing it, and of leaving it, can
/// surprise. `floor` is what it would be at least.
void tell_of_counter(const Context& cli, const Options& options, const Account& before,
                     const Account& after, std::uint64_t floor) {
  const auto* const is = std::get_if<otp::Hotp>(&after.method);
  if (is == nullptr) return;
  if (is->counter < floor) {
    cli.report.warning(fmt::format("the counter goes back from {} to {}: codes come again",
                                   floor, is->counter));
  }
  if (std::holds_alternative<otp::Hotp>(before.method) && !(before.key == after.key) &&
      !options.method.counter && is->counter > 0) {
    cli.report.note(
        fmt::format("the counter stays at {}; where a new secret begins anew, add --counter 0",
                    is->counter));
  }
}

Given read_given(const Context& cli, const Options& options,
                 const std::optional<Secret>& secret, const Account& as_read) {
  Given given;
  Account target = as_read.clone();
  target.method = options.method.over(as_read.method);
  given.pin = options.pin.read();
  refuse_needless_pin(given.pin, {&target});
  if (given.pin && std::holds_alternative<otp::Yandex>(target.method)) {
    otp::check_yandex_pin(*given.pin);
  }
  if (!options.new_secret()) {
    refuse_foreign_secret(as_read.method, target.method);
  } else if (secret) {
    given.key = given_key(cli, options.method, target, secret->reveal_text());
  } else {
    given.key =
        ask_key(cli, options.method, target, "give --secret-file PATH or --secret-fd N");
  }
  return given;
}

int run(const Context& cli, const Options& options) {
  check(options);
  if (passphrase_comes_first(cli.globals.passphrase, {options.secret, options.pin.source})) {
    cli.session.open();
  }
  const std::optional<Secret> secret = options.secret.read("secret");
  const Accounts all = cli.session.open().accounts();
  const Account as_read =
      pick(cli, all, options.queries.front(), Match::exact).account->clone();
  const Given given = read_given(cli, options, secret, as_read);

  Account before;
  std::uint64_t floor = 0;
  const Changed changed = change_account(
      cli, as_read,
      [&](Account& account, const vault::Vault& vault) {
        before = account.clone();
        set_texts(options, account);
        set_codes(options, given, account);
        if (display_name(account).empty() && !display_name(before).empty()) {
          throw Error(Kind::usage, "an account without issuer and account has no name",
                      "keep one of them");
        }
        floor = vault.counter_floor(account);
      },
      options.method.counter ? vault::Vault::Counter::as_given : vault::Vault::Counter::onward);
  tell_of_counter(cli, options, before, *cli.session.open().get(changed.id), floor);
  print_changed(cli, changed);
  if (given.key && !secret && !changed.fields.empty()) {
    const Accounts now = cli.session.open().accounts();
    const Account& account = *cli.session.open().get(changed.id);
    show_new_code(cli, account, selecting_name(now, account));
  }
  return 0;
}

}  // namespace

Run declare_edit(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->queries);
  parser.value("--issuer", options->issuer, "TEXT", "the service");
  parser.value("--account", options->account, "TEXT", "the user there");
  options->method.declare(parser);
  parser.flag("--secret", options->ask_secret, "another secret; asks for it");
  options->secret.declare(parser, "secret", "secret");
  options->pin.declare(parser);
  parser.values("--tag", options->tags, "TAG", "add a tag; may be repeated");
  parser.values("--untag", options->untags, "TAG", "remove a tag; may be repeated");
  parser.value("--note", options->note, "TEXT", "a note");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
