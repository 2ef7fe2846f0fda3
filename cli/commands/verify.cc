#include "core/otp/verify.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cli/codes.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/operands.h"
#include "cli/options.h"
#include "cli/pin.h"
#include "cli/query.h"
#include "cli/read_account.h"
#include "cli/terminal/output.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

constexpr std::size_t code_limit = 1024;

struct Options {
  std::vector<std::string> operands;
  std::optional<std::string> window, at, tag;
  PinOptions pin;
  MethodOptions method;
};

/// How long that many periods are, as people say it.
std::string duration(std::int64_t seconds) {
  if (seconds < 60) return fmt::format("{} seconds", seconds);
  if (seconds < 120) return "a minute";
  if (seconds < 7200) return fmt::format("{} minutes", seconds / 60);
  return fmt::format("{} hours", seconds / 3600);
}

/// Where a code matched that is not the present one.
std::string place(const otp::Method& method, std::int64_t offset) {
  const auto count = static_cast<std::size_t>(offset < 0 ? -offset : offset);
  const auto period = otp::period(method);
  if (!period) return fmt::format("{} ahead", counted(count, "counter"));
  return fmt::format("{} {}: this clock or that one is {} off", counted(count, "period"),
                     offset < 0 ? "behind" : "ahead",
                     duration(static_cast<std::int64_t>(count) * period->count()));
}

int check(const Context& cli, const Account& account, const std::string& name,
          const std::string& code, const Options& options) {
  const int window =
      options.window
          ? static_cast<int>(number("--window", *options.window, 0, otp::max_verify_window))
          : 1;
  if (options.at && std::holds_alternative<otp::Hotp>(account.method)) {
    throw Error(Kind::usage, "--at is not for HOTP, whose codes know no time",
                "leave out --at");
  }
  const std::optional<Key> given = options.pin.read();
  refuse_needless_pin(given, {&account});
  const std::optional<Key> pin = pin_for(account, given, cli.terminal);
  const otp::Time time = Moment{options.at, {}, false}.time(cli);
  const auto offset =
      otp::verify(account.key, account.method, pin ? &*pin : nullptr, code, time, window);
  if (cli.globals.json) {
    Json json{{"valid", offset.has_value()}};
    if (offset) json["offset"] = *offset;
    if (account.id != Id{}) json["id"] = id_text(account.id);
    json["name"] = name;
    print_json(std::move(json), cli.report);
  } else {
    if (offset.value_or(0) != 0) cli.report.note(place(account.method, *offset));
    write_output(offset ? "valid\n" : "not valid\n");
  }
  return offset ? 0 : static_cast<int>(Kind::no);
}

int run(const Context& cli, const Options& options) {
  if (options.operands.size() != 2) {
    throw wrong_operands(options.operands, "verify takes a QUERY and a CODE",
                         "type: fob verify NAME CODE");
  }
  const std::string& query = options.operands[0];
  if (query == "-" && options.operands[1] == "-") {
    throw Error(Kind::usage, "only one of QUERY and CODE can be -",
                "type: fob verify - CODE    or: fob verify NAME -");
  }
  if (query == "-") {
    refuse_tag_without_vault(options.tag);
    const Account account = read_account(cli, options.method);
    return check(cli, account, display_name(account), options.operands[1], options);
  }
  options.method.refuse_without_secret("fob verify - CODE");
  check_query(query);
  const Accounts all = cli.session.open().accounts();
  // Read after a passphrase that stands before it.
  const std::string code =
      options.operands[1] == "-" ? read_standard_input(code_limit) : options.operands[1];
  const Among among{options.tag};
  const Picked picked = pick(cli, with_tag(cli, all, among), query, Match::exact, among);
  return check(cli, *picked.account, selecting_name(all, *picked.account), code, options);
}

}  // namespace

Run declare_verify(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  parser.value("--window", options->window, "N", "periods before and after: 0 to 1000");
  parser.value("--at", options->at, "TIME", "another time: Unix seconds or ISO 8601");
  parser.value("--tag", options->tag, "TAG", "only an account with this tag");
  options->pin.declare(parser);
  options->method.declare(parser);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
