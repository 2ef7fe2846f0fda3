#include "cli/enrol.h"

#include <fmt/format.h>

#include "cli/codes.h"
#include "cli/hint.h"
#include "cli/query.h"
#include "cli/terminal/table.h"

namespace fob::cli {

void show_new_code(const Context& cli, const Account& account, const std::string& name) {
  const bool people = is_terminal(0) && is_terminal(2) && cli.terminal.can_ask();
  if (!people || cli.globals.quiet || cli.globals.json) return;
  const bool has_code = otp::period(account.method) &&
                        (!otp::needs_pin(account.method) || account.pin.has_value());
  if (!has_code) {
    cli.report.note("for a code, type: " +
                    command_hint(cli.globals, "code " + typed_query(name)));
    return;
  }
  const Key* pin = account.pin ? &*account.pin : nullptr;
  cli.terminal.show_until_enter([&] {
    const otp::Time now = cli.now();
    const otp::Code code = otp::generate(account.key, account.method, pin, now);
    return fmt::format("{}  {}, {}s left (Enter ends this)", grouped(code.text), name,
                       *remaining(code, now));
  });
}

}  // namespace fob::cli
