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
  }
  return {};
}

std::string message(const vault::Loss& loss, const std::string& name) {
  switch (loss.what) {
    case What::missing:
      return name + ": not in the backup";
    case What::other_codes:
      return fmt::format("{}: other codes in the backup ({})", name,
                         fmt::join(loss.fields, ", "));
    case What::counter:
      return name + ": its counter is behind in the backup";
    case What::other_text:
      return fmt::format("{}: the same codes in the backup, but not the same {}", name,
                         fmt::join(loss.fields, ", "));
  }
  return {};
}

}  // namespace

int drill(const Context& cli, const std::string& file, const SourceSecret& secret) {
  const Backup backup = read_backup(cli, file, secret);
  const vault::Vault& vault = cli.session.open_as_it_is();
  // What is tried is whether it opens by what its owner knows, not by a key that is at hand.
  const vault::Vault other = open_backup(cli, backup, secret);
  if (other.id() != vault.id()) {
    cli.report.note(fmt::format("{} is of another id: its accounts come back by fob import",
                                escaped(backup.name)));
  }
  const auto losses = vault::drill(vault, other, cli.now());
  const int status = losses.empty() ? 0 : static_cast<int>(Kind::no);
  const Names names(vault.accounts());
  if (cli.globals.json) {
    Json json{{"vault", cli.session.file().path().native()}, {"backup", backup.name},
              {"accounts", vault.accounts().size()},         {"generation", vault.generation()},
              {"backup_generation", other.generation()},     {"findings", Json::array()}};
    for (const vault::Loss& loss : losses) {
      const std::string& name = names.of(*loss.account);
      Json finding{{"kind", word(loss.what)},
                   {"message", message(loss, name)},
                   {"hint", command_hint(cli.globals, "backup")},
                   {"accounts", {name}}};
      if (!loss.fields.empty()) finding["fields"] = loss.fields;
      json["findings"].push_back(std::move(finding));
    }
    print_json(std::move(json), cli.report);
    return status;
  }
  std::string lines;
  for (const vault::Loss& loss : losses)
    lines += message(loss, names.of(*loss.account)) + "\n";
  write_output(lines);
  const std::string all = counted(vault.accounts().size(), "account");
  cli.report.note(losses.empty()
                      ? fmt::format("no findings: {} would come back as they are", all)
                      : fmt::format("{} of {}; a newer backup is made by: {}", losses.size(),
                                    all, command_hint(cli.globals, "backup")));
  return status;
}

}  // namespace fob::cli
