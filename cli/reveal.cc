#include "cli/reveal.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace fob::cli {

void confirm_secrets_on_terminal(const Context& cli, std::string_view what) {
  if (!is_terminal(1) || cli.globals.yes) return;
  if (!cli.terminal.can_ask()) {
    throw Error(Kind::usage, fmt::format("{} would be shown on this terminal", what),
                "to do that, add --yes");
  }
  cli.terminal.confirm(fmt::format("show {} on this terminal?", what));
}

}  // namespace fob::cli
