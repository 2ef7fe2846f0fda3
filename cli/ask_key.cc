#include "cli/ask_key.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

std::string description(std::string_view typed, const Key& key) {
  const std::size_t characters = static_cast<std::size_t>(std::ranges::count_if(
      typed, [](unsigned char c) { return c > ' ' && c != '-' && c != '='; }));
  return fmt::format("{}, {} bits", counted(characters, "character"), 8 * key.size());
}

void report(const Context& cli, const std::vector<std::string>& notes) {
  for (const std::string& note : notes)
    cli.report.note(note);
}

}  // namespace

Key ask_key(const Context& cli, const MethodOptions& options, const Account& account,
            const std::string& hint) {
  if (!cli.terminal.can_ask()) {
    throw Error(Kind::usage, fmt::format("no secret is given, and {}", cli.terminal.obstacle()),
                hint);
  }
  const std::string name = display_name(account);
  std::optional<Error> refused;
  auto key = ask_thrice([&]() -> std::optional<Key> {
    if (refused && !refused->hint().empty()) cli.report.note(refused->hint());
    const std::string before = refused ? fmt::format("{}; ", refused->what()) : "";
    const Secret typed = cli.terminal.ask_secret(fmt::format("{}secret of {}: ", before, name));
    try {
      std::vector<std::string> notes;
      Key taken = options.key(account.method, typed.reveal_text(), notes);
      cli.report.note(description(typed.reveal_text(), taken));
      report(cli, notes);
      return taken;
    } catch (const Error& error) {
      if (error.kind() != Kind::malformed) throw;
      refused = error;
      return std::nullopt;
    }
  });
  if (!key) throw *refused;
  return *std::move(key);
}

Key given_key(const Context& cli, const MethodOptions& options, const Account& account,
              std::string_view text) {
  std::vector<std::string> notes;
  Key key = options.key(account.method, text, notes);
  report(cli, notes);
  return key;
}

}  // namespace fob::cli
