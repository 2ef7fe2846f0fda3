#include <array>
#include <memory>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/import_file.h"
#include "cli/json.h"
#include "cli/on_duplicate.h"
#include "cli/query.h"
#include "cli/removed.h"
#include "cli/source_options.h"
#include "cli/terminal/output.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/vault/take_in.h"

namespace fob::cli {
namespace {

/// Why an entry is rejected, and what to do about it where that is known.
std::string why(const formats::Entry& entry) {
  return entry.hint.empty() ? entry.reason : entry.reason + "; " + entry.hint;
}

struct Options {
  std::vector<std::string> files;
  std::optional<std::string> from;
  bool dry_run = false;
  SourceSecretOptions source;
  OnDuplicateOption on_duplicate;
};

/// What became of an entry: of the four of every import, and of two that --on-duplicate adds.
enum class Status { added, already, conflict, rejected, replaced, skipped };

struct Word {
  std::string_view json, people;
};

constexpr std::array<Word, 6> words{{{"added", "added"},
                                     {"already", "already there"},
                                     {"conflict", "in conflict"},
                                     {"rejected", "rejected"},
                                     {"replaced", "replaced"},
                                     {"skipped", "skipped"}}};

const Word& word_of(Status status) {
  return words[static_cast<std::size_t>(status)];
}

Status status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::added:
      return Status::added;
    case Outcome::already:
      return Status::already;
    case Outcome::conflict:
      return Status::conflict;
    case Outcome::skipped:
      return Status::skipped;
    case Outcome::replaced:
      return Status::replaced;
  }
  return Status::conflict;
}

struct Decision {
  Status status;
  std::string reason;  // of what was rejected or is in conflict
};

std::string reason_of(Conflict conflict) {
  switch (conflict) {
    case Conflict::secret:
    case Conflict::settings:
      return fmt::format("the name exists with {}", difference(conflict));
    case Conflict::several:
      break;
  }
  return "several accounts have this name; replace cannot choose";
}

std::vector<Decision> decide(const Accounts& present, const Accounts& incoming,
                             OnDuplicate on_duplicate) {
  std::vector<Decision> decisions;
  for (const Merged& merged : plan_merge(present, incoming, on_duplicate)) {
    const bool conflict = merged.outcome == Outcome::conflict;
    decisions.push_back(
        {status_of(merged.outcome), conflict ? reason_of(merged.conflict) : std::string()});
  }
  return decisions;
}

/// What became of all entries, in their order, and the accounts that one of them replaced.
struct Result {
  std::vector<Decision> decisions;
  std::vector<Id> replaced;
};

Result take(const Context& cli, const Options& options, OnDuplicate on_duplicate,
            const std::vector<ImportEntry>& entries) {
  Accounts incoming;
  for (const ImportEntry& entry : entries) {
    if (entry.entry.account) incoming.push_back(&*entry.entry.account);
  }
  Result result;
  std::vector<Decision> decided;
  if (options.dry_run) {
    const Accounts present =
        cli.session.vault_exists() ? cli.session.open().accounts() : Accounts{};
    decided = decide(present, incoming, on_duplicate);
  } else if (!incoming.empty()) {
    cli.session.open_or_make();
    const otp::Time now = cli.now();
    cli.session.change(
        [&](vault::Vault& vault) {
          decided = decide(vault.accounts(), incoming, on_duplicate);
          result.replaced.clear();
          for (const vault::Taken& taken : vault::take_in(vault, incoming, on_duplicate, now)) {
            if (taken.outcome == Outcome::replaced) result.replaced.push_back(taken.id);
          }
        },
        vault::VaultFile::Previous::replaced, now);
  }
  auto next = decided.begin();
  for (const ImportEntry& entry : entries) {
    result.decisions.push_back(entry.entry.account
                                   ? std::move(*next++)
                                   : Decision{Status::rejected, why(entry.entry)});
  }
  return result;
}

/// A line for an entry. What was left out is a warning; the rest is for who wants to know.
void tell(Report& report, const ImportEntry& entry, const Decision& decision) {
  const std::string place = escaped(entry.file) + ": " + entry.entry.place + ": ";
  std::string line = fmt::format("{}{}", place, word_of(decision.status).people);
  if (entry.entry.account) line += ": " + escaped(display_name(*entry.entry.account));
  if (decision.reason.empty()) {
    report.aside(line);
  } else {
    report.line(line + ": " + decision.reason);
  }
  for (const std::string& note : entry.entry.notes)
    report.aside(place + note);
}

Json entry_json(const ImportEntry& entry, const Decision& decision) {
  Json json{{"status", word_of(decision.status).json}};
  if (entry.entry.account) json["name"] = display_name(*entry.entry.account);
  json["file"] = entry.file;
  json["place"] = entry.entry.place;
  if (!decision.reason.empty()) json["reason"] = decision.reason;
  if (!entry.entry.notes.empty()) json["notes"] = entry.entry.notes;
  return json;
}

int run(const Context& cli, const Options& options) {
  if (options.files.empty()) {
    throw Error(Kind::usage, "no FILE is given", "type: fob import FILE    or: fob import -");
  }
  const OnDuplicate on_duplicate = options.on_duplicate.value();
  if (!cli.session.vault_exists()) cli.session.refuse_to_begin_anew();
  // A passphrase stands before what else comes on its descriptor.
  const PassphraseSource& passphrase = cli.globals.passphrase;
  const bool first =
      passphrase.fd == 0 || passphrase_comes_first(passphrase, {options.source.passphrase});
  if (first && (!options.dry_run || cli.session.vault_exists())) {
    cli.session.open_or_make();
  }
  const ImportFiles read =
      read_import_files(cli, options.files, options.from, options.source.secret());
  const auto [decisions, replaced] = take(cli, options, on_duplicate, read.entries);
  std::array<std::size_t, words.size()> totals{};
  for (const Decision& decision : decisions)
    ++totals[static_cast<std::size_t>(decision.status)];
  const auto total = [&](Status status) { return totals[static_cast<std::size_t>(status)]; };

  if (cli.globals.json) {
    Json list = Json::array();
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      list.push_back(entry_json(read.entries[i], decisions[i]));
    }
    print_json({{"added", total(Status::added)},
                {"already", total(Status::already)},
                {"conflicts", total(Status::conflict)},
                {"rejected", total(Status::rejected)},
                {"replaced", total(Status::replaced)},
                {"skipped", total(Status::skipped)},
                {"missing", read.missing},
                {"entries", std::move(list)}},
               cli.report);
  } else {
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      tell(cli.report, read.entries[i], decisions[i]);
    }
    for (const std::string& missing : read.missing)
      cli.report.line(missing);
    tell_replaced(cli, replaced);
    std::string text = fmt::format("{} added, {} already there, {} in conflict, {} rejected",
                                   total(Status::added), total(Status::already),
                                   total(Status::conflict), total(Status::rejected));
    for (const Status more : {Status::replaced, Status::skipped}) {
      if (total(more) > 0) text += fmt::format(", {} {}", total(more), word_of(more).people);
    }
    write_output(text + "\n");
  }
  const bool partial = total(Status::conflict) + total(Status::rejected) > 0;
  return partial || !read.missing.empty() ? static_cast<int>(Kind::partial) : 0;
}

}  // namespace

Run declare_import(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->files);
  parser.value("--from", options->from, "otpauth|google|fob", "the format");
  parser.flag("--dry-run", options->dry_run, "say what would happen");
  options->on_duplicate.declare(parser);
  options->source.declare(parser, "the file's own");
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
