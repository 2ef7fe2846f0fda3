#include "core/vault/check.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands/commands.h"
#include "cli/drill.h"
#include "cli/hint.h"
#include "cli/json.h"
#include "cli/query.h"
#include "cli/shell_word.h"
#include "cli/source_options.h"
#include "cli/terminal/output.h"
#include "cli/vault_facts.h"
#include "core/account/secret_notes.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base64.h"

namespace fob::cli {
namespace {

using vault::Topic;

std::string_view word(Topic topic) {
  switch (topic) {
    case Topic::permissions:
      return "permissions";
    case Topic::owner:
      return "owner";
    case Topic::clock_behind:
      return "clock_behind";
    case Topic::rollback:
      return "rollback";
    case Topic::previous:
      return "previous";
    case Topic::unreadable:
      return "unreadable";
    case Topic::weak_secret:
      return "weak_secret";
    case Topic::repeated_secret:
      return "repeated_secret";
    case Topic::sync_conflict:
      return "sync_conflict";
    case Topic::hard_link:
      return "hard_link";
    case Topic::link:
      return "link";
    case Topic::clock_unsynchronized:
      return "clock_unsynchronized";
    case Topic::unknown_slot:
      return "unknown_slot";
    case Topic::low_cost:
      return "low_cost";
    case Topic::leftovers:
      return "leftovers";
    case Topic::similar_names:
      return "similar_names";
    case Topic::removed:
      return "removed";
    case Topic::one_way_in:
      return "one_way_in";
  }
  return {};
}

/// A finding in words: what is so, and what to do about it, or what it means.
struct Told {
  std::string message, hint;
};

/// Turns findings into words.
class Teller {
 public:
  Teller(const Context& cli, const vault::Vault& vault, const vault::Facts& facts)
      : cli_(cli),
        facts_(facts),
        names_(vault.accounts()),
        path_(cli.session.file().path()),
        real_path_(real_path(path_)) {}

  std::vector<std::string> names(const vault::Finding& finding) const {
    std::vector<std::string> names;
    for (const Account* account : finding.accounts)
      names.push_back(names_.of(*account));
    return names;
  }

  Told tell(const vault::Finding& finding) const {
    switch (finding.topic) {
      case Topic::permissions:
        if (finding.place == vault::Place::folder) {
          return {fmt::format("{}: others than its owner may replace files in it",
                              file(finding).native()),
                  "chmod go-w " + shell_path(file(finding))};
        }
        return {
            fmt::format("{}: others than its owner have rights to it", file(finding).native()),
            "chmod 600 " + shell_path(file(finding))};
      case Topic::owner:
        return {fmt::format("{} belongs to another user", file(finding).native()),
                fmt::format("sudo chown \"$(id -u)\" {}", shell_path(file(finding)))};
      case Topic::clock_behind:
        return {
            "the clock is behind the newest entry of the vault, or its file: codes may be "
            "wrong",
            "set it, or let it be set: timedatectl set-ntp true"};
      case Topic::rollback:
        return {cli_.session.describe_freshness().value_or(""),
                "look for the newer one in your backups, and import what is missing here"};
      case Topic::previous:
        return {
            fmt::format("{} does not open as the previous generation", file(finding).native()),
            "the next change to the vault replaces it"};
      case Topic::unreadable:
        return {fmt::format("this version cannot read {}",
                            counted(finding.count, "entry", "entries")),
                "a newer fob may; they stay as they are"};
      case Topic::weak_secret:
        return {fmt::format("{}: a secret of {} bits, under {}", all(finding),
                            *vault::secret_bits(*finding.accounts.front()), weak_below_bits),
                command("edit --secret " + last(finding))};
      case Topic::repeated_secret:
        return {fmt::format("{} have the same secret", all(finding)),
                "see: " + command("list --long")};
      case Topic::sync_conflict: {
        const auto copy = folder_of(real_path_) / finding.file;
        return {fmt::format("{} was made by a program that syncs: both sides changed the vault",
                            copy.native()),
                fmt::format("take in what is missing here, and delete it: {}",
                            command("import " + shell_path(copy)))};
      }
      case Topic::hard_link:
        return {fmt::format(
                    "{} has {}: it is no copy, and keeps the old vault when this one is "
                    "saved",
                    real_path_.native(), counted(finding.count, "other name", "other names")),
                fmt::format("find it: find / -xdev -samefile {}; a copy is made by: {}",
                            shell_path(real_path_), command("backup"))};
      case Topic::link:
        return {fmt::format("{} is a symbolic link", path_.string()),
                "a backup must copy the file that it leads to"};
      case Topic::clock_unsynchronized:
        return {"the clock is not synchronized with another one",
                "where codes are rejected: timedatectl set-ntp true"};
      case Topic::unknown_slot:
        return {fmt::format("{} of a kind that this version does not know",
                            counted(finding.count, "slot")),
                "a newer fob may know more"};
      case Topic::low_cost:
        return {"guesses cost less than in a vault made here",
                command(fmt::format("passphrase --kdf-memory {}",
                                    facts_.usual_cost->memory / vault::mib))};
      case Topic::leftovers:
        return {fmt::format("{} of a save that was cut off", counted(finding.count, "file")),
                "the next change to the vault removes it"};
      case Topic::similar_names:
        return {fmt::format("{} differ in upper and lower case, or not at all", all(finding)),
                command("rename " + last(finding) + " NEW")};
      case Topic::removed:
        return {counted(finding.count, "removed entry", "removed entries"),
                command("list --removed")};
      case Topic::one_way_in:
        return {"there is one way in, and no recovery key", command("slot add recovery")};
    }
    return {};
  }

 private:
  /// The one that the finding is about; behind a link, the one that it leads to.
  std::filesystem::path file(const vault::Finding& finding) const {
    switch (finding.place) {
      case vault::Place::vault:
        break;
      case vault::Place::folder:
        return folder_of(real_path_);
      case vault::Place::previous:
        return previous_path(real_path_);
    }
    return real_path_;
  }

  std::string command(std::string_view words) const {
    return command_hint(cli_.globals, words);
  }

  std::string all(const vault::Finding& finding) const {
    return fmt::format("{}", fmt::join(names(finding), ", "));
  }

  /// The last account, as a QUERY that is typed.
  std::string last(const vault::Finding& finding) const {
    return typed_query(names_.of(*finding.accounts.back()));
  }

  const Context& cli_;
  const vault::Facts& facts_;
  Names names_;
  const std::filesystem::path& path_;
  const std::filesystem::path real_path_;
};

Json slots_json(const vault::Vault& vault) {
  Json array = Json::array();
  for (const vault::Slot& slot : vault.slots()) {
    Json json{{"kind", slot.kind}};
    if (slot.known) json["id"] = codec::encode_base64(slot.known->id, codec::Base64::url);
    if (slot.known && slot.known->kind == vault::SlotKind::passphrase) {
      json["kdf_memory"] = slot.known->cost.memory / vault::mib;
      json["kdf_passes"] = slot.known->cost.passes;
    }
    array.push_back(std::move(json));
  }
  return array;
}

Json document(const Context& cli, const vault::Vault& vault,
              const std::vector<vault::Finding>& found, const Teller& teller) {
  Json json{{"vault", cli.session.file().path().string()},
            {"accounts", vault.accounts().size()},
            {"removed", vault.removed().size()},
            {"unreadable", vault.unreadable()},
            {"generation", vault.generation()},
            {"slots", slots_json(vault)},
            {"findings", Json::array()},
            {"notes", Json::array()}};
  for (const vault::Finding& finding : found) {
    auto [message, hint] = teller.tell(finding);
    Json told{{"kind", word(finding.topic)}, {"message", message}, {"hint", hint}};
    if (!finding.accounts.empty()) told["accounts"] = teller.names(finding);
    json[vault::is_note(finding.topic) ? "notes" : "findings"].push_back(std::move(told));
  }
  return json;
}

struct Options {
  std::vector<std::string> operands;
  std::optional<std::string> drill;
  SourceSecretOptions source;
};

int run(const Context& cli, const Options& options) {
  if (!options.operands.empty()) {
    throw Error(Kind::usage, "check takes no operand",
                "for another vault, type: fob check --vault PATH");
  }
  const SourceSecret secret = options.source.secret();
  if (options.drill) {
    const int status = drill(cli, *options.drill, secret);
    cli.session.offer_new_passphrase();
    return status;
  }
  if (secret.given()) {
    throw Error(Kind::usage, "what opens a backup is given, but no backup",
                "name it: fob check --drill FILE");
  }
  const vault::Vault& vault = cli.session.open(Session::Oddities::left);
  const vault::Facts facts = vault_facts(cli, vault);
  const auto found = vault::check(vault, facts);
  const auto notes = std::ranges::find_if(
      found, [](const vault::Finding& finding) { return vault::is_note(finding.topic); });
  const int status = notes == found.begin() ? 0 : static_cast<int>(Kind::no);
  const Teller teller(cli, vault, facts);
  if (cli.globals.json) {
    print_json(document(cli, vault, found, teller), cli.report);
    return status;
  }
  std::string lines;
  for (const vault::Finding& finding : found) {
    const auto [message, hint] = teller.tell(finding);
    const std::string line = fmt::format("{}; {}", message, hint);
    if (vault::is_note(finding.topic)) {
      cli.report.note(line);
    } else {
      lines += escaped(line) + "\n";
    }
  }
  write_output(lines);
  if (status == 0) {
    cli.report.note(
        fmt::format("no findings: {}", counted(vault.accounts().size(), "account")));
  }
  return status;
}

}  // namespace

Run declare_check(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  parser.value("--drill", options->drill, "FILE", "what this backup would not give back");
  options->source.declare(parser, "the backup's own");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
