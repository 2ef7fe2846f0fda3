#include "cli/command.h"

#include <algorithm>
#include <array>

#include "cli/commands/commands.h"

namespace fob::cli {
namespace {

constexpr auto table = std::to_array<Command>({
    {"code", "otp", "Codes", "print one-time codes", "[QUERY...] | -",
     "  fob code github                   the code alone\n"
     "  fob code - < uri.txt              without a vault, from a URI or a secret\n",
     declare_code},
    {"verify", "", "Codes", "check a one-time code", "QUERY CODE",
     "  fob verify GitHub:alice 123456    exit 0 if it is valid, else 1\n"
     "  fob verify --window 20 GitHub:alice 123456\n",
     declare_verify},
    {"list", "", "Codes", "list the accounts", "[QUERY]",
     "  fob list --long                   with type, digits, period and tags\n"
     "  fob list | fzf                    one name a line, each of them a QUERY\n",
     declare_list},
    {"show", "", "Codes", "show one account", "QUERY | -",
     "  fob show github                   all but its secret\n"
     "  fob show --uri GitHub:alice | qrencode -t utf8\n",
     declare_show},
    {"add", "", "Accounts", "add an account", "[NAME | -]",
     "  fob add GitHub:alice              asks for the secret\n"
     "  fob add -                         takes otpauth:// URIs, one a line\n",
     declare_add},
    {"edit", "", "Accounts", "change an account", "QUERY",
     "  fob edit GitHub:alice --secret    asks for another secret\n"
     "  fob edit GitHub:alice --digits 8 --tag work\n",
     declare_edit},
    {"rename", "", "Accounts", "change an account's name", "QUERY NEW",
     "  fob rename alice GitHub:alice     issuer and account\n"
     "  fob rename GitHub:alice bob       the account alone\n",
     declare_rename},
    {"remove", "", "Accounts", "remove accounts, or bring them back", "QUERY...",
     "  fob remove GitHub:alice           kept for 90 days, out of sight\n"
     "  fob remove --undo GitHub:alice    brings it back\n",
     declare_remove},
    {"import", "", "In and out", "add the accounts of a file", "FILE...",
     "  fob import --dry-run list.txt     says what would happen\n"
     "  zbarimg --quiet --raw *.png | fob import -\n",
     declare_import},
    {"export", "", "In and out", "write accounts to a file", "[QUERY...]",
     "  fob export --to fob -o copy.fob   another vault, with another passphrase\n"
     "  fob export | age -p > list.age    a list for other apps, encrypted\n",
     declare_export},
    {"init", "", "Vault", "make a vault", "",
     "  fob init                          in its usual place\n"
     "  fob init --vault pi.fob --kdf-memory 32\n",
     declare_init},
    {"passphrase", "", "Vault", "change the passphrase", "",
     "  fob passphrase                    asks for the old one, then the new one\n"
     "  fob passphrase --kdf-memory 512   another cost of a guess, too\n",
     declare_passphrase},
    {"slot", "", "Vault", "list, add or remove ways to open the vault",
     "list | add KIND | remove ID",
     "  fob slot add recovery             prints a key for the day it is needed\n"
     "  fob slot list                     what opens the vault\n",
     declare_slot},
    {"unlock", "", "Vault", "give the passphrase once, for a while", "",
     "  fob unlock                        for 15 minutes\n"
     "  fob unlock --for 8h --idle        until it is unused for eight hours\n",
     declare_unlock},
    {"lock", "", "Vault", "forget the key that unlock keeps", "",
     "  fob lock                          this vault\n"
     "  fob lock --all                    every vault of yours\n",
     declare_lock},
    {"status", "", "Vault", "is the vault unlocked, and for how long", "",
     "  fob status                        exit 0 while it is, else 1\n"
     "  fob status > /dev/null || fob unlock\n",
     declare_status},
    {"backup", "", "Vault", "copy the vault, and compare the copy", "[FILE | FOLDER | -]",
     "  fob backup /media/stick           a dated name there\n"
     "  fob backup --keep 12 ~/backups    the last twelve stay\n",
     declare_backup},
    {"restore", "", "Vault", "make the vault as a backup has it", "[FILE | -]",
     "  fob restore stick/vault.fob       says what will change, and asks\n"
     "  fob restore --previous            undoes the last change\n",
     declare_restore},
    {"check", "", "Vault", "look for what could be better", "",
     "  fob check                         a finding a line; exit 0 without any\n"
     "  fob check --drill copy.fob        what the backup would not give back\n",
     declare_check},
    {"completions", "", "Other", "print the completions for a shell", "bash|zsh|fish",
     "  fob completions fish > ~/.config/fish/completions/fob.fish\n"
     "  eval \"$(fob completions bash)\"   for this shell alone\n",
     declare_completions},
    {"help", "", "Other", "open a manual page", "[COMMAND]",
     "  fob help                          of fob itself\n"
     "  fob help code                     of a command\n",
     declare_help},
});

constexpr auto reserved =
    std::to_array<std::string_view>({"recovery-codes", "scan", "qr", "merge", "sync"});

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
