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
  if (!cli.terminal.ask_yes(fmt::format("show {} on this terminal?", what))) {
    throw Error(Kind::failed, "not done");
  }
}

}  // namespace fob::cli
