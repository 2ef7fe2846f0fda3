#include "cli/drill.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/hint.h"
#include "cli/json.h"
#include "cli/open_backup.h"
#include "cli/query.h"
#include "cli/terminal/output.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/drill.h"

namespace fob::cli {
namespace {

using What = vault::Loss::What;

std::string_view word(What what) {
  switch (what) {
    case What::missing:
      return "missing";
    case What::other_codes:
      return "other_codes";
    case What::counter:
      return "counter_behind";
    case What::other_text:
      return "other_text";
    case What::unreadable:
      return "unreadable";
  }
  return {};
}

/// `name` is that of its account, if it is about one.
std::string message(const vault::Loss& loss, const std::string& name) {
  switch (loss.what) {
    case What::missing:
      return name + ": not in the backup";
    case What::other_codes:
      return fmt::format("{}: other codes in the backup ({})", name,
                         fmt::join(loss.fields, ", "));
    case What::counter:
      if (loss.fields.empty()) return name + ": its counter is behind in the backup";
      return fmt::format(
          "{}: its counter is behind in the backup, and other fields differ ({})", name,
          fmt::join(loss.fields, ", "));
    case What::other_text:
      return fmt::format("{}: the same codes in the backup, but not the same {}", name,
                         fmt::join(loss.fields, ", "));
    case What::unreadable:
      return fmt::format("{} that this version cannot read {} not in the backup",
                         counted(loss.count, "entry", "entries"),
                         loss.count == 1 ? "is" : "are");
  }
  return {};
}

/// How much of the vault the losses are.
std::string extent(const std::vector<vault::Loss>& losses, const std::string& accounts) {
  const bool unreadable = !losses.empty() && losses.back().what == What::unreadable;
  std::string text = fmt::format("{} of {}", losses.size() - (unreadable ? 1u : 0u), accounts);
  if (unreadable) {
    text += ", and " + counted(losses.back().count, "unreadable entry", "unreadable entries");
  }
  return text;
}

}  // namespace

int drill(const Context& cli, const std::string& file, const SourceSecret& secret) {
  const Backup backup = read_backup(cli, file, secret);
  const vault::Vault& vault = cli.session.open_as_it_is();
  // What is tried is whether it opens by what its owner knows, not by a key that is at hand.
  const vault::Vault other = open_backup(cli, backup, secret).vault;
  if (other.id() != vault.id()) {
    cli.report.note(fmt::format("{} is of another id: its accounts come back by fob import",
                                escaped(backup.name)));
  }
  const auto losses = vault::drill(vault, other, cli.now());
  const int status = losses.empty() ? 0 : static_cast<int>(Kind::no);
  const Names names(vault.accounts());
  const auto name_of = [&](const vault::Loss& loss) {
    return loss.account != nullptr ? names.of(*loss.account) : std::string();
  };
  if (cli.globals.json) {
    Json json{{"vault", cli.session.file().path().native()}, {"backup", backup.name},
              {"accounts", vault.accounts().size()},         {"generation", vault.generation()},
              {"backup_generation", other.generation()},     {"findings", Json::array()}};
    for (const vault::Loss& loss : losses) {
      const std::string name = name_of(loss);
      Json finding{{"kind", word(loss.what)},
                   {"message", message(loss, name)},
                   {"hint", command_hint(cli.globals, "backup")}};
      if (loss.account != nullptr) finding["accounts"] = Json::array({name});
      if (!loss.fields.empty()) finding["fields"] = loss.fields;
      json["findings"].push_back(std::move(finding));
    }
    print_json(std::move(json), cli.report);
    return status;
  }
  std::string lines;
  for (const vault::Loss& loss : losses)
    lines += message(loss, name_of(loss)) + "\n";
  write_output(lines);
  const std::string all = counted(vault.accounts().size(), "account");
  cli.report.note(losses.empty()
                      ? fmt::format("no findings: {} would come back as they are", all)
                      : fmt::format("{}; a newer backup is made by: {}", extent(losses, all),
                                    command_hint(cli.globals, "backup")));
  return status;
}

}  // namespace fob::cli
