#include "cli/session.h"

#include <utility>

#include <fmt/format.h>

#include "cli/environment.h"
#include "cli/hint.h"
#include "cli/machine.h"
#include "cli/previous.h"
#include "cli/shell_word.h"
#include "cli/slot_changes.h"
#include "cli/vault_facts.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

std::string damaged_hint(const std::filesystem::path& path, const Globals& globals) {
  if (!has_previous(path))
    return "put a backup in its place: " + command_hint(globals, "restore FILE");
  return fmt::format(
      "the previous generation may still be good: {}    a look first: fob list --vault {}",
      command_hint(globals, "restore --previous"), shell_path(previous_path(real_path(path))));
}

std::string missing_hint(const std::filesystem::path& path, const Globals& globals) {
  if (!has_previous(path)) return command_hint(globals, "init") + " makes one";
  return "its previous generation is there: " + command_hint(globals, "restore --previous");
}

std::string kdf_memory_hint(const Globals& globals) {
  return "choose its cost: " + command_hint(globals, "init --kdf-memory 8");
}

/// `read` with the hint that only who knows the path and the options can give.
template <typename Read>
auto with_hint(const std::filesystem::path& path, const Globals& globals, Read&& read) {
  try {
    return read();
  } catch (const Error& error) {
    if (error.kind() == Kind::damaged) {
      throw Error(Kind::damaged, fmt::format("{}: {}", escaped(path.string()), error.what()),
                  damaged_hint(path, globals));
    }
    if (error.kind() != Kind::no_vault || !error.hint().empty()) throw;
    throw Error(Kind::no_vault, error.what(), missing_hint(path, globals));
  }
}

Error wrong_passphrase(std::string_view vault) {
  return {Kind::passphrase, fmt::format("wrong passphrase for {}", escaped(vault))};
}

}  // namespace

vault::KdfCost new_cost(const std::optional<vault::KdfCost>& chosen, std::uint64_t work_limit,
                        const std::string& otherwise) {
  const vault::MemoryLimits limits = memory_limits();
  std::optional<vault::KdfCost> cost = chosen;
  if (!cost) cost = vault::cost_for(limits);
  if (!cost) {
    throw Error(Kind::failed, "this machine has too little memory for the key derivation",
                otherwise);
  }
  vault::check_affordable(cost->memory, cost->work(), work_limit, limits);
  return *cost;
}

const vault::VaultFile& Session::file() {
  if (!file_) file_.emplace(globals_.vault.empty() ? default_vault() : globals_.vault);
  return *file_;
}

vault::Sealed Session::read_file() {
  return with_hint(file().path(), globals_, [&] { return vault::Sealed(file().read()); });
}

bool Session::unlock_by_key() {
  unlocked_ = find_key(sealed_->id(), now_());
  if (!unlocked_) return false;
  vault_ = with_hint(file().path(), globals_,
                     [&] { return vault::Vault::reopen(*sealed_, unlocked_->data_key); });
  // Of another vault with this id, as an old backup is: its key is good for that one.
  if (!vault_) unlocked_.reset();
  return vault_.has_value();
}

void Session::unlock_by_passphrase() {
  take_over(with_hint(file().path(), globals_, [&] {
    return open_vault(*sealed_, globals_, file().path().string(), terminal_);
  }));
}

void Session::unlock() {
  if (globals_.passphrase_options || !unlock_by_key()) return unlock_by_passphrase();
  renew_key(sealed_->id(), *unlocked_, now_());
}

const vault::Vault& Session::open(Oddities oddities) {
  if (vault_) return *vault_;
  open_as_it_is(oddities);
  offer_new_passphrase();
  return *vault_;
}

const vault::Vault& Session::open_as_it_is(Oddities oddities) {
  if (vault_) return *vault_;
  sealed_ = read_file();
  unlock();
  return opened(oddities);
}

std::optional<OpenedVault> Session::open_other(const vault::Sealed& other) const {
  if (auto opened = vault::Vault::reopen(other, vault_->data_key())) {
    return OpenedVault{*std::move(opened)};
  }
  if (!opened_by_) return std::nullopt;
  if (opened_by_->kind == vault::SlotKind::passphrase) {
    vault::check_affordable(other.memory(), other.work(), globals_.kdf_work_limit,
                            memory_limits());
  }
  auto opened = vault::Vault::unlock(other, {&*opened_by_, 1});
  return opened ? std::optional(OpenedVault{*std::move(opened)}) : std::nullopt;
}

void Session::take_over(OpenedVault opened) {
  recovery_key_typed_ =
      opened.typed && opened.by && opened.by->kind == vault::SlotKind::recovery;
  vault_ = std::move(opened.vault);
  opened_by_ = std::move(opened.by);
}

void Session::adopt(OpenedVault opened, vault::Sealed sealed) {
  sealed_ = std::move(sealed);
  take_over(std::move(opened));
  freshness_ = vault::Freshness::fresh;
  record(false);
}

void Session::offer_new_passphrase() {
  if (!std::exchange(recovery_key_typed_, false)) return;
  if (!sealed_->has_slot(vault::SlotKind::passphrase)) return;
  const std::string path = file().path().string();
  if (!globals_.yes && !terminal_.ask_yes(fmt::format(
                           "the recovery key opened {}; set a new passphrase now?", path))) {
    return;
  }
  SlotChanges changes(*this, globals_, report_, terminal_);
  const vault::Slot slot = changes.with_passphrase({});
  changes.set_passphrase(slot, slot.known->cost, {}, now_());
}

const vault::Vault& Session::open_by_passphrase() {
  sealed_ = read_file();
  unlock_by_passphrase();
  return opened(Oddities::told);
}

const vault::Vault* Session::open_unlocked() {
  sealed_ = read_file();
  return unlock_by_key() ? &opened(Oddities::told) : nullptr;
}

void Session::keep_unlocked(otp::Time deadline, std::optional<std::chrono::seconds> idle) {
  keep_key(vault_->id(), {vault_->data_key().clone(), deadline, idle}, now_());
}

bool Session::lock() {
  if (!sealed_) sealed_ = read_file();
  if (drop_keys(sealed_->id()) > 0) return true;
  if (count_keys(sealed_->id()) == 0) return false;
  throw Error(Kind::failed,
              "the kernel does not forget the key of " + escaped(file().path().string()));
}

const vault::Vault& Session::opened(Oddities oddities) {
  report_.detail(
      fmt::format("opened {}, generation {}", file().path().string(), vault_->generation()));
  check_freshness();
  if (oddities == Oddities::told) warn_of_oddities();
  return *vault_;
}

const vault::Vault& Session::open_or_make() {
  if (vault_ || vault_exists()) return open();
  refuse_to_begin_anew();
  report_.note(fmt::format("there is no vault yet: making {}", file().path().string()));
  const vault::KdfCost cost = new_cost({}, globals_.kdf_work_limit, kdf_memory_hint(globals_));
  const Secret passphrase = new_passphrase(globals_.passphrase, file().path().string(),
                                           terminal_, report_, globals_.yes);
  try {
    create(passphrase, cost, {});
  } catch (const Error& error) {
    if (error.kind() != Kind::failed || !vault_exists()) throw;
    report_.note("another process was faster: opening the vault that it made");
    sealed_ = read_file();
    vault::check_affordable(sealed_->memory(), sealed_->work(), globals_.kdf_work_limit,
                            memory_limits());
    // A descriptor gives its passphrase only once.
    vault_ = vault::Vault::unlock(*sealed_, passphrase);
    if (!vault_ && globals_.passphrase.fd) throw wrong_passphrase(file().path().string());
    if (vault_) {
      opened_by_ = {vault::SlotKind::passphrase, passphrase.clone()};
    } else {
      unlock();
    }
    return opened(Oddities::told);
  }
  tell_made(cost);
  return *vault_;
}

void Session::refuse_to_begin_anew() {
  refuse_previous(file().path(), "type: " + command_hint(globals_, "restore --previous"));
}

vault::KdfCost Session::make(const std::optional<vault::KdfCost>& chosen,
                             const PassphraseSource& source,
                             const RecoveryKeyMaker& recovery_key) {
  file().refuse_existing();
  refuse_to_begin_anew();
  const vault::KdfCost cost =
      new_cost(chosen, globals_.kdf_work_limit, kdf_memory_hint(globals_));
  const Secret passphrase =
      new_passphrase(source, file().path().string(), terminal_, report_, globals_.yes);
  create(passphrase, cost, recovery_key ? recovery_key() : std::nullopt);
  return cost;
}

void Session::create(const Secret& passphrase, const vault::KdfCost& cost,
                     const std::optional<Secret>& recovery_key) {
  vault::Vault made = vault::Vault::create(passphrase, cost);
  if (recovery_key) {
    const vault::SlotSecret secret{vault::SlotKind::recovery, recovery_key->clone()};
    made.rewrap(
        {made.data_key().clone(),
         {},
         {},
         {make_slot(made.first_line(), secret, made.data_key(), vault::SlotSeed::random())}});
  }
  vault::Sealed sealed(made.seal({}));
  file().create(sealed.bytes());
  made.saved();
  sealed_ = std::move(sealed);
  vault_ = std::move(made);
  record(false);
}

void Session::tell_made(const vault::KdfCost& cost) {
  report_.note(fmt::format("made {}: opening it takes {} MiB of memory and {} of Argon2id",
                           file().path().string(), cost.memory / vault::mib,
                           counted(cost.passes, "pass", "passes")));
}

vault::VaultFile::Change Session::try_change(const std::function<void(vault::Vault&)>& edit,
                                             vault::VaultFile::Previous previous,
                                             otp::Time now) {
  try {
    return with_hint(file().path(), globals_,
                     [&] { return file().change(*vault_, *sealed_, edit, previous, now); });
  } catch (...) {
    vault_.reset();  // it may be half changed: whoever goes on reads anew
    throw;
  }
}

void Session::change(const std::function<void(vault::Vault&)>& edit,
                     vault::VaultFile::Previous previous, otp::Time now) {
  // The passphrase may have been changed by another process meanwhile, and changed again
  // while it was asked for: once more is enough, then it is somebody else's turn.
  if (try_change(edit, previous, now) == vault::VaultFile::Change::key_changed) {
    vault_.reset();
    sealed_ = read_file();
    unlock();
    check_freshness();
    warn_of_oddities();
    if (try_change(edit, previous, now) == vault::VaultFile::Change::key_changed) {
      throw vault::passphrase_changed();
    }
  }
  record(false);
}

void Session::rewrap(const vault::Rewrapped& by, otp::Time now) {
  const auto edit = [&](vault::Vault& vault) { vault.rewrap(by); };
  const bool only_adds = by.slots.empty() && by.removed.empty();
  const auto previous = only_adds ? vault::VaultFile::Previous::replaced
                                  : vault::VaultFile::Previous::copy_of_new;
  if (try_change(edit, previous, now) == vault::VaultFile::Change::key_changed) {
    throw vault::passphrase_changed();
  }
  if (!only_adds) {
    drop_keys(sealed_->id());
    if (count_keys(sealed_->id()) > 0) {
      report_.warning("the kernel does not forget the key: the vault may still be unlocked");
    }
  }
  record(false);
}

void Session::check_freshness() {
  const auto folder = state_folder();
  if (!folder) return;
  const auto seen = vault::last_seen(*folder, vault_->id());
  const auto compare = [&] {
    freshness_ = vault::freshness(seen, vault_->generation(), sealed_->digest());
    return freshness_ == vault::Freshness::fresh;
  };
  // Another process may have saved, and recorded that, while this one asked for the passphrase.
  // What is read now is at least what the record saw, unless an older copy was put back.
  // Where the passphrase was changed too, what was read was the newest with the former one.
  bool replaced = false;
  if (!compare()) {
    replaced = !read_again();
    if (replaced) {
      freshness_ = vault::Freshness::fresh;
    } else {
      compare();
    }
  }
  seen_generation_ = seen ? seen->generation : 0;
  const bool is_news = !seen || vault_->generation() > seen->generation;
  if (is_news && !replaced) record(false);
}

void Session::warn_of_oddities() {
  if (const auto text = describe_freshness()) report_.warning(*text);
  if (const std::size_t unreadable = vault_->unreadable(); unreadable > 0) {
    report_.warning(
        fmt::format("this version cannot read {} in the vault, which stay as they are",
                    counted(unreadable, "entry", "entries")));
  }
}

std::optional<std::string> Session::describe_freshness() const {
  switch (freshness_) {
    case vault::Freshness::fresh:
      return std::nullopt;
    case vault::Freshness::older:
      return fmt::format(
          "this vault is older than one seen before (generation {}, seen {}): "
          "was a copy put back?",
          vault_->generation(), seen_generation_);
    case vault::Freshness::forked:
      return "this vault is not the one seen before, though as new: two copies of "
             "it were changed";
  }
  return std::nullopt;
}

bool Session::read_again() {
  vault::Sealed now = read_file();
  auto reopened = vault_->reopen(now);
  if (!reopened) return false;
  sealed_ = std::move(now);
  vault_ = std::move(reopened);
  return true;
}

void Session::record(bool accept) {
  const auto folder = state_folder();
  if (!folder) return;
  vault::record_seen(*folder, vault_->id(), {vault_->generation(), sealed_->digest()}, accept);
}

void Session::accept_rollback() {
  record(true);
  freshness_ = vault::Freshness::fresh;
}

}  // namespace fob::cli
