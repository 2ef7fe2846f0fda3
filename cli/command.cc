#include "cli/command.h"

#include <algorithm>
#include <array>

#include "cli/commands/commands.h"

namespace fob::cli {
namespace {

constexpr std::array<Command, 8> table{{
    {"code", "otp", "print one-time codes", "[QUERY...] | -",
     "  fob code github                   the code alone\n"
     "  fob code - < uri.txt              without a vault, from a URI or a secret\n",
     declare_code},
    {"verify", "", "check a one-time code", "QUERY CODE",
     "  fob verify GitHub:alice 123456    exit 0 if it is valid, else 1\n"
     "  fob verify --window 20 GitHub:alice 123456\n",
     declare_verify},
    {"list", "", "list the accounts", "[QUERY]",
     "  fob list --long                   with type, digits, period and tags\n"
     "  fob list | fzf                    one name a line, each of them a QUERY\n",
     declare_list},
    {"show", "", "show one account", "QUERY | -",
     "  fob show github                   all but its secret\n"
     "  fob show --uri GitHub:alice | qrencode -t utf8\n",
     declare_show},
    {"add", "", "add an account", "[NAME | -]",
     "  fob add GitHub:alice              asks for the secret\n"
     "  fob add -                         takes otpauth:// URIs, one a line\n",
     declare_add},
    {"import", "", "add the accounts of a file", "FILE...",
     "  fob import --dry-run list.txt     says what would happen\n"
     "  zbarimg --quiet --raw *.png | fob import -\n",
     declare_import},
    {"export", "", "write accounts to a file", "[QUERY...]",
     "  fob export --to fob -o copy.fob   another vault, with another passphrase\n"
     "  fob export | age -p > list.age    a list for other apps, encrypted\n",
     declare_export},
    {"init", "", "make a vault", "",
     "  fob init                          in its usual place\n"
     "  fob init --vault pi.fob --kdf-memory 32\n",
     declare_init},
}};

constexpr std::array<std::string_view, 18> reserved{
    "edit",       "rename", "remove", "recovery-codes", "scan",        "qr",
    "passphrase", "slot",   "unlock", "lock",           "status",      "backup",
    "restore",    "merge",  "sync",   "check",          "completions", "help"};

}  // namespace

std::span<const Command> commands() noexcept {
  return table;
}

const Command* command_named(std::string_view word) noexcept {
  const auto found = std::ranges::find_if(table, [&](const Command& command) {
    return word == command.name || (!command.alias.empty() && word == command.alias);
  });
  return found == table.end() ? nullptr : &*found;
}

std::span<const std::string_view> reserved_words() noexcept {
  return reserved;
}

}  // namespace fob::cli
