#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "cli/account_text.h"
#include "cli/ask_key.h"
#include "cli/commands/commands.h"
#include "cli/enrol.h"
#include "cli/hint.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/on_duplicate.h"
#include "cli/operands.h"
#include "cli/options.h"
#include "cli/pin.h"
#include "cli/query.h"
#include "cli/removed.h"
#include "cli/shell_word.h"
#include "cli/terminal/output.h"
#include "core/account/uri.h"
#include "core/account/uri_label.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/formats/format.h"
#include "core/otp/yandex.h"
#include "core/vault/take_in.h"

namespace fob::cli {
namespace {

constexpr std::size_t generated_bytes = 20;  // 160 bits, as RFC 4226 recommends

struct Options {
  std::vector<std::string> operands;
  std::optional<std::string> issuer, account, note;
  std::vector<std::string> tags;
  bool generate = false;
  MethodOptions method;
  SourceOptions secret;
  PinOptions pin;
  OnDuplicateOption on_duplicate;

  /// What describes a single account that is no URI.
  bool describes() const { return generate || secret.given() || method.given(); }
};

// --- From URIs ---------------------------------------------------------------------------

/// All accounts of `text`, or none: the first that cannot be read is the failure.
std::vector<Account> accounts_of(const Context& cli, std::string_view text) {
  const formats::Format& list = *formats::named("otpauth");
  if (!list.probe(text)) {
    throw Error(Kind::malformed, "there is no URI in what was given",
                "to type a secret instead: fob add NAME");
  }
  formats::Batch batch = list.read(text);
  if (batch.entries.empty()) {
    throw Error(Kind::malformed, "there are only removed entries in what was given",
                "to have them as accounts, take fob-removed out");
  }
  std::vector<Account> accounts;
  for (formats::Entry& entry : batch.entries) {
    // Where there is one entry, its place says nothing.
    const std::string place = batch.entries.size() > 1 ? entry.place + ": " : "";
    if (!entry.account) throw Error(Kind::malformed, place + entry.reason, entry.hint);
    for (const std::string& note : entry.notes)
      cli.report.note(place + note);
    accounts.push_back(*std::move(entry.account));
  }
  for (const std::string& missing : formats::missing_pictures(batch.pictures)) {
    cli.report.warning(missing);
  }
  return accounts;
}

/// The URIs that are to be read: of the argument, of a pipe, of the terminal; nothing where
/// the account is described by name and options.
std::optional<std::vector<Account>> read_uris(const Context& cli, const Options& options) {
  const bool named = options.issuer || options.account || options.describes();
  if (options.operands.empty() && (named || is_terminal(0))) return std::nullopt;
  const std::string word = options.operands.empty() ? "-" : options.operands.front();
  const Secret* uri = cli.arguments.uri(word);
  if (word != "-" && uri == nullptr) return std::nullopt;
  if (options.describes()) {
    throw Error(Kind::usage, "a URI says itself what the secret is and how its codes are made",
                "leave out the options from --type to --secret-format, and the secret's");
  }
  if (uri != nullptr) {
    cli.report.warning("the URI is now in the shell's history; fob add - keeps it out");
    return accounts_of(cli, uri->reveal_text());
  }
  if (is_terminal(0)) return accounts_of(cli, cli.terminal.ask_secret("URI: ").reveal_text());
  return accounts_of(cli, read_standard_input(formats::max_file));
}

// --- From name, options and a typed secret -----------------------------------------------

/// issuer:account, split at the first colon; either half by its option.
void set_names(const Options& options, Account& account) {
  if (!options.operands.empty()) {
    const std::string& name = options.operands.front();
    if (options.issuer && options.account) {
      throw Error(Kind::usage, "NAME does not go with both --issuer and --account",
                  "leave out one of the three");
    }
    if (options.issuer) {
      account.account = name;
    } else if (options.account) {
      account.issuer = name;
    } else {
      uri::Names halves = uri::read_names(name, {}, uri::Spaces::trimmed);
      account.issuer = std::move(halves.issuer);
      account.account = std::move(halves.account);
    }
  }
  if (options.issuer) account.issuer = *options.issuer;
  if (options.account) account.account = *options.account;
}

/// A folder of that name is no mistake: there is nothing in it to import.
void refuse_file(const Globals& globals, const std::string& name) {
  std::error_code ignored;
  const auto status = std::filesystem::status(name, ignored);
  if (!std::filesystem::exists(status) || std::filesystem::is_directory(status)) return;
  throw Error(Kind::usage, fmt::format("{} is a file", escaped(name)),
              "type: " + command_hint(globals, "import " + shell_path(name)));
}

Account describe_account(const Context& cli, const Options& options) {
  Account account;
  set_names(options, account);
  if (display_name(account).empty()) {
    throw Error(Kind::usage, "no NAME is given",
                "type: fob add ISSUER:ACCOUNT    or: fob add -");
  }
  if (!options.operands.empty()) refuse_file(cli.globals, options.operands.front());
  if (options.generate && options.secret.given()) {
    throw Error(Kind::usage, "--generate does not go with a secret", "leave out one of them");
  }
  const bool asked = !options.generate && !options.secret.given();
  if (asked && !options.operands.empty() && looks_like_secret(options.operands.front())) {
    throw Error(Kind::usage, "the NAME looks like a secret, which is asked for",
                "it is in the shell's history now; where it is a name, type: fob add --account "
                "NAME");
  }
  account.method = options.method.method();
  if (options.generate && otp::needs_pin(account.method)) {
    throw Error(Kind::usage,
                fmt::format("--generate is not for {}", otp::type_name(account.method)),
                "leave it out: whoever runs the service gives the secret");
  }
  return account;
}

void take_secret(const Context& cli, const Options& options, const std::optional<Secret>& given,
                 Account& account) {
  if (options.generate) {
    account.key = Key::copy_of(Secret::random(generated_bytes).reveal());
  } else if (given) {
    account.key = given_key(cli, options.method, account, given->reveal_text());
  } else {
    account.key = ask_key(cli, options.method, account,
                          "give --secret-file PATH, --secret-fd N or --generate");
  }
}

// --- Into the vault ----------------------------------------------------------------------

void set_fields(const Globals& globals, const Options& options, std::vector<Account>& accounts,
                bool from_uris) {
  if (from_uris && (options.issuer || options.account)) {
    if (accounts.size() > 1) {
      throw Error(Kind::usage, "--issuer and --account are for one account",
                  "leave them out, and afterwards type: " +
                      command_hint(globals, "rename QUERY ISSUER:ACCOUNT"));
    }
    if (options.issuer) accounts.front().issuer = *options.issuer;
    if (options.account) accounts.front().account = *options.account;
  }
  const auto pin = options.pin.read();
  for (Account& account : accounts) {
    refuse_needless_pin(pin, {&account});
    if (pin && std::holds_alternative<otp::Yandex>(account.method)) {
      otp::check_yandex_pin(*pin);
    }
    if (pin) account.pin = pin->clone();
    account.tags.insert(account.tags.end(), options.tags.begin(), options.tags.end());
    if (options.note) account.note = *options.note;
  }
}

std::vector<vault::Taken> save(const Context& cli, const std::vector<Account>& accounts,
                               const DuplicateDecision& decision) {
  std::vector<const Account*> incoming;
  for (const Account& account : accounts)
    incoming.push_back(&account);
  const otp::Time now = cli.now();
  std::vector<vault::Taken> taken;
  cli.session.change(
      [&](vault::Vault& vault) {
        for (const Account& namesake : decision.namesakes)
          vault.expect(namesake);
        taken = vault::take_in(vault, incoming, decision.on_duplicate, now);
        for (std::size_t i = 0; i < taken.size(); ++i) {
          if (taken[i].outcome != Outcome::conflict) continue;
          throw name_taken(accounts[i], decision.on_duplicate == OnDuplicate::replace);
        }
      },
      vault::VaultFile::Previous::replaced, now);
  return taken;
}

void print(const Context& cli, const Options& options, const std::vector<Account>& accounts,
           const std::vector<vault::Taken>& taken) {
  const vault::Vault& vault = cli.session.open();
  const Names names(vault.accounts());
  Json list = Json::array();
  std::string text;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const Account* kept = vault.get(taken[i].id);
    const std::string name =
        kept != nullptr ? names.of(*kept) : escaped(display_name(accounts[i]));
    if (taken[i].outcome == Outcome::already) cli.report.note(name + " is already there");
    if (taken[i].outcome == Outcome::skipped) cli.report.note(name + " is left out");
    if (cli.globals.json) {
      Json json = account_json(kept != nullptr ? *kept : accounts[i], name);
      json["status"] = status_word(taken[i].outcome);
      if (options.generate && kept != nullptr)
        json["uri"] = format_uri(accounts[i], Fields::standard);
      list.push_back(std::move(json));
    } else if (options.generate && kept != nullptr) {
      text += format_uri(accounts[i], Fields::standard) + "\n";
    } else if (kept != nullptr) {
      text += name + "\n";
    }
  }
  if (cli.globals.json) return print_json({{"accounts", std::move(list)}}, cli.report);
  std::vector<Id> replaced;
  for (const vault::Taken& each : taken) {
    if (each.outcome == Outcome::replaced) replaced.push_back(each.id);
  }
  tell_replaced(cli, replaced);
  write_output(text);
  const auto is_new = [](Outcome outcome) {
    return outcome == Outcome::added || outcome == Outcome::replaced;
  };
  if (taken.size() == 1 && is_new(taken[0].outcome)) {
    const Account& added = *vault.get(taken[0].id);
    show_new_code(cli, added, names.of(added));
  }
}

int run(const Context& cli, const Options& options) {
  if (options.operands.size() > 1) {
    throw wrong_operands(options.operands, "add takes one NAME",
                         "put a NAME with spaces in quotes");
  }
  for (const std::string& word : options.operands)
    plain_text("NAME", word);
  if (options.issuer) plain_text("--issuer", *options.issuer);
  if (options.account) plain_text("--account", *options.account);
  if (options.note) plain_text("--note", *options.note);
  check_tags("--tag", options.tags);
  DuplicateDecision decision{options.on_duplicate.value(), {}};
  const bool undecided = decision.on_duplicate == OnDuplicate::report;
  // A passphrase stands before what else comes on its descriptor, and a question for the vault
  // before one for what goes into it.
  const bool typed = options.operands == std::vector<std::string>{"-"} && is_terminal(0);
  const PassphraseSource& passphrase = cli.globals.passphrase;
  if (typed || passphrase.fd == 0 ||
      passphrase_comes_first(passphrase, {options.secret, options.pin.source})) {
    cli.session.open_or_make();
  }
  std::optional<std::vector<Account>> accounts = read_uris(cli, options);
  const bool from_uris = accounts.has_value();
  if (!accounts) accounts.emplace().push_back(describe_account(cli, options));
  const std::optional<Secret> secret = options.secret.read("secret");
  set_fields(cli.globals, options, *accounts, from_uris);
  // What can fail without the vault fails before one is made; a question comes after its own.
  const bool asked = !options.generate && !secret;
  if (!from_uris && !asked) take_secret(cli, options, secret, accounts->front());
  cli.session.open_or_make();
  const bool types_secret = !from_uris && asked;
  // Before the secret is typed, which a no would throw away.
  if (types_secret && undecided && cli.terminal.can_ask()) {
    decision = ask_about_name(cli, accounts->front());
  }
  if (types_secret) take_secret(cli, options, secret, accounts->front());
  if (from_uris && is_terminal(0) && undecided && accounts->size() == 1 &&
      cli.terminal.can_ask()) {
    decision = ask_about_conflict(cli, accounts->front());
  }
  print(cli, options, *accounts, save(cli, *accounts, decision));
  return 0;
}

}  // namespace

Run declare_add(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  parser.value("--issuer", options->issuer, "TEXT", "the service");
  parser.value("--account", options->account, "TEXT", "the user there");
  options->method.declare(parser);
  options->secret.declare(parser, "secret", "secret");
  parser.flag("--generate", options->generate, "a new random secret");
  options->pin.declare(parser);
  parser.values("--tag", options->tags, "TAG", "a tag; may be repeated");
  parser.value("--note", options->note, "TEXT", "a note");
  options->on_duplicate.declare(parser);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
