#include <memory>

#include "cli/change_account.h"
#include "cli/commands/commands.h"
#include "cli/operands.h"
#include "cli/options.h"
#include "cli/query.h"
#include "core/account/uri_label.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

struct Options {
  std::vector<std::string> operands;
  std::optional<std::string> tag;
};

int run(const Context& cli, const Options& options) {
  if (options.operands.size() != 2) {
    throw wrong_operands(options.operands, "rename takes a QUERY and the new name",
                         "type: fob rename QUERY ISSUER:ACCOUNT");
  }
  check_query(options.operands[0]);
  const std::string& name = plain_text("the new name", options.operands[1]);
  const bool whole = name.find(':') != name.npos;
  const uri::Names halves = uri::read_names(name, {}, uri::Spaces::trimmed);
  if (halves.issuer.empty() && halves.account.empty()) {
    throw Error(Kind::usage, "the new name is empty", "type: fob rename QUERY ISSUER:ACCOUNT");
  }
  const Accounts all = with_tag(cli, cli.session.open().accounts(), {options.tag});
  const Account as_read =
      pick(cli, all, options.operands[0], Match::exact, {options.tag}).account->clone();
  const auto set_name = [&](Account& account, const vault::Vault&) {
    if (whole) account.issuer = halves.issuer;
    account.account = halves.account;
  };
  print_changed(cli, change_account(cli, as_read, set_name));
  return 0;
}

}  // namespace

Run declare_rename(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  parser.value("--tag", options->tag, "TAG", "only accounts with this tag");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
