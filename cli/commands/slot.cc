#include <algorithm>
#include <filesystem>
#include <memory>
#include <sys/stat.h>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/hint.h"
#include "cli/json.h"
#include "cli/operands.h"
#include "cli/recovery_key.h"
#include "cli/shell_word.h"
#include "cli/slot_changes.h"
#include "cli/slot_names.h"
#include "cli/slot_options.h"
#include "cli/slot_secrets.h"
#include "cli/terminal/output.h"
#include "cli/terminal/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base64.h"
#include "core/vault/label.h"
#include "core/vault/new_file.h"
#include "core/vault/recovery_key.h"

namespace fob::cli {
namespace {

using vault::SlotKind, vault::SlotSecret;

struct Options {
  std::vector<std::string> operands;
  std::optional<std::string> label, new_keyfile;
  SlotOptions passphrase;
};

std::string_view kind_of(const vault::Slot& slot) {
  return slot.known ? word(slot.known->kind) : "unknown";
}

Json slot_json(const vault::Slot& slot, const std::string& short_id) {
  Json json = Json::object();
  if (slot.id) {
    json["id"] = codec::encode_base64(*slot.id, codec::Base64::url);
    json["short_id"] = short_id;
  }
  json["kind"] = kind_of(slot);
  if (!slot.label.empty()) json["label"] = slot.label;
  if (has_passphrase(slot)) {
    json["kdf_memory"] = slot.known->cost.memory / vault::mib;
    json["kdf_passes"] = slot.known->cost.passes;
  }
  return json;
}

std::vector<std::string> row_of(const vault::Slot& slot, const std::string& short_id,
                                bool open) {
  std::string cost;
  if (has_passphrase(slot)) {
    cost = fmt::format("{} MiB, {}", slot.known->cost.memory / vault::mib,
                       counted(slot.known->cost.passes, "pass", "passes"));
  }
  return {short_id, std::string(kind_of(slot)), slot.label, cost, open ? "open" : ""};
}

constexpr std::size_t label_column = 2;  // of row_of()

std::string tabbed(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      text += (i > 0 ? "\t" : "") + escaped(row[i]);
    text += "\n";
  }
  return text;
}

int list(const Context& cli) {
  const vault::Vault& vault = cli.session.open();
  const std::vector<vault::Slot> slots = vault.slots();
  const std::vector<std::string> names = short_ids(slots);
  Json array = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const bool open = slots[i].line == vault.unlocked_slot();
    rows.push_back(row_of(slots[i], names[i], open));
    Json json = slot_json(slots[i], names[i]);
    if (open) json["open"] = true;
    array.push_back(std::move(json));
  }
  if (cli.globals.json) {
    print_json({{"vault", cli.session.file().path().string()}, {"slots", std::move(array)}},
               cli.report);
  } else {
    write_output(is_terminal(1) ? aligned(rows, terminal_columns(1), label_column)
                                : tabbed(rows));
  }
  return 0;
}

/// Where a new slot has come from: told, or in a document.
struct Added {
  Id id{};
  std::optional<Secret> recovery_key;
  std::optional<std::string> keyfile;
};

void tell(const Context& cli, const Added& added) {
  const std::vector<vault::Slot> slots = cli.session.open().slots();
  const auto slot = std::ranges::find(slots, std::optional(added.id), &vault::Slot::id);
  const std::string name = short_ids(slots)[static_cast<std::size_t>(slot - slots.begin())];
  if (!cli.globals.json) {
    cli.report.note(fmt::format("added {}", describe(*slot, name)));
    return;
  }
  Json json{{"vault", cli.session.file().path().string()}, {"slot", slot_json(*slot, name)}};
  add_recovery_key(json, added.recovery_key);
  if (added.keyfile) json["keyfile"] = *added.keyfile;
  print_json(std::move(json), cli.report);
}

void add_passphrase(const Context& cli, const Options& options, const std::string& label) {
  const PassphraseSource source = options.passphrase.source();
  options.passphrase.check_cost();
  SlotChanges changes(cli.session, cli.globals, cli.report, cli.terminal);
  changes.check_room(SlotKind::passphrase);
  cli.session.open_by_passphrase();
  const vault::KdfCost cost =
      new_cost(options.passphrase.chosen_cost(), cli.globals.kdf_work_limit,
               "choose its cost: --kdf-memory 8");
  changes.check_cost(cost, nullptr);
  const Secret passphrase = new_passphrase(source, cli.session.file().path().string(),
                                           cli.terminal, cli.report, cli.globals.yes);
  const vault::Vault& vault = cli.session.open();
  const auto seed = vault::SlotSeed::random();
  changes.add(make_slot(vault.first_line(), passphrase, cost, vault.data_key(), seed), seed.id,
              label, cli.now());
  tell(cli, {seed.id, {}, {}});
}

/// Opens the vault, which is to get a slot of that kind.
void open_for(const Context& cli, SlotKind kind) {
  SlotChanges(cli.session, cli.globals, cli.report, cli.terminal).check_room(kind);
  cli.session.open_by_passphrase();
}

/// Adds a slot of a kind that costs nothing; its id.
Id add_slot(const Context& cli, const SlotSecret& secret, const std::string& label) {
  const vault::Vault& vault = cli.session.open();
  const auto seed = vault::SlotSeed::random();
  SlotChanges changes(cli.session, cli.globals, cli.report, cli.terminal);
  changes.add(make_slot(vault.first_line(), secret, vault.data_key(), seed), seed.id, label,
              cli.now());
  return seed.id;
}

void add_recovery(const Context& cli, const std::string& label) {
  const bool shown =
      is_terminal(1) && cli.terminal.can_ask() && !cli.globals.yes && !cli.globals.json;
  if (shown && !has_room_for_recovery_key(cli.terminal)) {
    throw Error(Kind::failed, "the terminal is too narrow to show a recovery key",
                fmt::format("make it {} columns wide, or have the key printed: {}",
                            vault::recovery_key_columns + 1,
                            command_hint(cli.globals, "slot add recovery --yes")));
  }
  open_for(cli, SlotKind::recovery);
  const SlotSecret secret{SlotKind::recovery, vault::new_recovery_key()};
  if (shown && !show_recovery_key(secret.secret, cli.terminal)) {
    throw Error(Kind::failed, "the recovery key was not typed again, and nothing was saved",
                "type the command again: it makes another one");
  }
  // Printed when it is on the disk: what somebody writes down opens the vault.
  const Id id = add_slot(cli, secret, label);
  if (!shown && !cli.globals.json) write_output(recovery_key_line(secret.secret));
  tell(cli, {id, secret.secret.clone(), {}});
}

/// Others may read it: a note of what that means.
void warn_of_readers(const Context& cli, const std::filesystem::path& file) {
  struct stat state {};
  if (stat(file.c_str(), &state) != 0 || (state.st_mode & (S_IRGRP | S_IROTH)) == 0) return;
  cli.report.warning(fmt::format("others than its owner may read {}: chmod go-r {}",
                                 escaped(file.string()), shell_path(file)));
}

void add_keyfile(const Context& cli, const Options& options, const std::string& label) {
  const bool makes = options.new_keyfile.has_value();
  const std::string path = makes ? *options.new_keyfile : options.operands[2];
  if (makes) vault::refuse_existing(path);
  std::optional<SlotSecret> secret;
  if (!makes) secret = read_new_key_file(path);
  open_for(cli, SlotKind::keyfile);
  if (makes) {
    const Secret content = Secret::random(vault::min_key_file);
    secret = {SlotKind::keyfile, vault::key_file_secret(content.reveal())};
    // Before the slot: one that nothing opens would be worth nothing.
    vault::write_new_file(path, content.reveal());
  }
  Added added;
  try {
    added.id = add_slot(cli, *secret, label);
  } catch (...) {
    std::error_code ignored;
    if (makes) std::filesystem::remove(path, ignored);
    throw;
  }
  if (!makes) warn_of_readers(cli, path);
  added.keyfile = path;
  tell(cli, added);
}

std::string checked_label(const Options& options) {
  if (!options.label) return {};
  if (!vault::is_label(*options.label)) {
    throw Error(Kind::usage, "--label must be text of 1 to 64 bytes in one line");
  }
  if (reads_as_id(*options.label)) {
    throw Error(Kind::usage, "--label must not read as the id of a slot",
                "six or more of 0-9 and a-f need another character beside them");
  }
  return *options.label;
}

int add(const Context& cli, const Options& options) {
  const std::string label = checked_label(options);
  const auto& words = options.operands;
  if (words.size() < 2) {
    throw Error(Kind::usage, "slot add needs the kind of slot",
                "it is one of: passphrase, recovery, keyfile");
  }
  const bool of_passphrase = options.passphrase.memory || options.passphrase.passes ||
                             options.passphrase.passphrase.given();
  if (of_passphrase && words[1] != "passphrase") {
    throw Error(Kind::usage,
                "--new-passphrase-* and --kdf-* are options of slot add passphrase");
  }
  if (options.new_keyfile && words[1] != "keyfile") {
    throw Error(Kind::usage, "--new-keyfile is an option of slot add keyfile");
  }
  const std::size_t most = words[1] == "keyfile" && !options.new_keyfile ? 3 : 2;
  if (words.size() > most) {
    throw wrong_operands({words.begin() + 2, words.end()}, "slot add has an operand too many",
                         "type: fob slot --help");
  }
  if (words[1] == "passphrase") {
    add_passphrase(cli, options, label);
  } else if (words[1] == "recovery") {
    add_recovery(cli, label);
  } else if (words[1] == "keyfile") {
    if (words.size() < most || (options.new_keyfile && options.new_keyfile->empty())) {
      throw Error(Kind::usage, "slot add keyfile needs the path of a file",
                  "to make one, type: fob slot add keyfile --new-keyfile PATH");
    }
    add_keyfile(cli, options, label);
  } else {
    throw Error(Kind::usage, "there is no such kind of slot",
                "it is one of: passphrase, recovery, keyfile");
  }
  return 0;
}

int remove(const Context& cli, const Options& options) {
  if (options.operands.size() != 2) {
    throw wrong_operands({options.operands.begin() + 1, options.operands.end()},
                         "slot remove needs the id or the label of one slot",
                         "see: " + command_hint(cli.globals, "slot list"));
  }
  const std::vector<vault::Slot> slots = cli.session.open_by_passphrase().slots();
  const std::size_t at =
      slot_named(slots, options.operands[1], command_hint(cli.globals, "slot list"));
  const std::string name = short_ids(slots)[at];
  const std::string what = describe(slots[at], name);
  SlotChanges changes(cli.session, cli.globals, cli.report, cli.terminal);
  changes.refuse_last(slots[at]);
  if (!cli.globals.yes) {
    if (!cli.terminal.can_ask()) {
      throw Error(
          Kind::usage,
          fmt::format("removing a slot is asked about, and {}", cli.terminal.obstacle()),
          "to answer with yes, add --yes");
    }
    cli.terminal.confirm(
        fmt::format("remove {} of {}?", what, cli.session.file().path().string()));
  }
  const bool new_key = changes.remove(slots[at], cli.now());
  if (!cli.globals.json) {
    cli.report.note("removed " + what);
    return 0;
  }
  print_json({{"vault", cli.session.file().path().string()},
              {"removed", slot_json(slots[at], name)},
              {"new_data_key", new_key},
              {"slots", cli.session.open().slots().size()}},
             cli.report);
  return 0;
}

/// Options of `slot add` with another word would do nothing.
void refuse_options_of_add(const Options& options) {
  if (!options.label && !options.new_keyfile && !options.passphrase.memory &&
      !options.passphrase.passes && !options.passphrase.passphrase.given()) {
    return;
  }
  throw Error(Kind::usage, "that option is one of slot add", "type: fob slot --help");
}

int run(const Context& cli, const Options& options) {
  const std::string word = options.operands.empty() ? "" : options.operands.front();
  if (word == "add") return add(cli, options);
  refuse_options_of_add(options);
  if (word == "list") {
    if (options.operands.size() == 1) return list(cli);
    throw wrong_operands({options.operands.begin() + 1, options.operands.end()},
                         "slot list takes no operand", "type: fob slot list");
  }
  if (word == "remove") return remove(cli, options);
  throw wrong_operands(options.operands, "slot needs one of: list, add, remove",
                       "type: fob slot --help");
}

}  // namespace

Run declare_slot(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.operands(options->operands);
  parser.value("--label", options->label, "TEXT", "add: what you call it");
  parser.value("--new-keyfile", options->new_keyfile, "PATH", "add keyfile: make this file");
  options->passphrase.declare(parser);
  return [options](Context& cli) { return run(cli, *options); };
}

}  // namespace fob::cli
