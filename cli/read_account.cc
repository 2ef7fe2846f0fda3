#include "cli/read_account.h"

#include "cli/input.h"
#include "core/account/uri.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/formats/google_migration.h"

namespace fob::cli {
namespace {

constexpr std::size_t input_limit = 64 * 1024;

/// What has a scheme, and not one that can be read here, is no secret either.
void refuse_other_uri(std::string_view line) {
  if (line.find("://") == line.npos) return;
  if (formats::is_migration(line)) {
    throw Error(Kind::malformed, "this is a transfer of Google Authenticator",
                "type: fob import -    and give it on standard input");
  }
  throw Error(Kind::malformed, "this is no URI of an account",
              "it should begin with otpauth://, steam:// or motp://");
}

/// The one line of `text` that is not blank.
std::string_view only_line(std::string_view text) {
  const std::string_view line = trimmed(text);
  if (line.empty()) {
    throw Error(Kind::malformed, "there is no secret on standard input",
                "give one URI or one secret");
  }
  if (line.find('\n') != line.npos) {
    throw Error(Kind::malformed, "there is more than one line on standard input",
                "give one URI or one secret");
  }
  return line;
}

}  // namespace

Account read_account(const Context& cli, const MethodOptions& options) {
  std::string text;
  if (is_terminal(0)) {
    text = cli.terminal.ask_secret("URI or secret: ").reveal_text();
  } else {
    text = read_standard_input(input_limit);
  }
  std::vector<std::string> notes;
  Account account;
  if (looks_like_uri(text)) {
    if (options.given()) {
      throw Error(Kind::usage, "a URI says itself how its codes are made",
                  "leave out the options from --type to --secret-format");
    }
    ParsedUri parsed = parse_uri(only_line(text), Origin::outside);
    account = std::move(parsed.account);
    notes = std::move(parsed.notes);
  } else {
    const std::string_view line = only_line(text);
    refuse_other_uri(line);
    account.method = options.method();
    account.key = options.key(account.method, line, notes);
  }
  account.id = Id{};
  for (const std::string& note : notes)
    cli.report.note(note);
  return account;
}

}  // namespace fob::cli
