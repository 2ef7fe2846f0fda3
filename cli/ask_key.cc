#include "cli/ask_key.h"

#include <algorithm>

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
  std::string prompt = fmt::format("secret of {}: ", name);
  for (int attempt = 1;; ++attempt) {
    const Secret typed = cli.terminal.ask_secret(prompt);
    try {
      std::vector<std::string> notes;
      Key key = options.key(account.method, typed.reveal_text(), notes);
      cli.report.note(description(typed.reveal_text(), key));
      report(cli, notes);
      return key;
    } catch (const Error& error) {
      if (error.kind() != Kind::malformed || attempt == attempts) throw;
      if (!error.hint().empty()) cli.report.note(error.hint());
      prompt = fmt::format("{}; secret of {}: ", error.what(), name);
    }
  }
}

Key given_key(const Context& cli, const MethodOptions& options, const Account& account,
              std::string_view text) {
  std::vector<std::string> notes;
  Key key = options.key(account.method, text, notes);
  report(cli, notes);
  return key;
}

}  // namespace fob::cli
