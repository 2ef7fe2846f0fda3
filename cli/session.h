#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "cli/globals.h"
#include "cli/keyring.h"
#include "cli/open_vault.h"
#include "cli/terminal/report.h"
#include "cli/terminal/terminal.h"
#include "core/vault/file.h"
#include "core/vault/last_seen.h"
#include "core/vault/vault.h"

namespace fob::cli {

/// The vault that a command works on: where it is, unlocking it, changing it. Each command
/// unlocks once.
class Session {
 public:
  /// `now` is the clock.
  Session(const Globals& globals, Report& report, Terminal& terminal,
          std::function<otp::Time()> now)
      : globals_(globals), report_(report), terminal_(terminal), now_(std::move(now)) {}

  /// Where the vault is or would be. Throws io where nothing says (no HOME).
  const vault::VaultFile& file();
  bool vault_exists() { return file().exists(); }

  /// Reads and opens the vault, without a lock: with the key that `unlock` left with the kernel
  /// where that fits and no option gives a passphrase, a recovery key or a key file; else with
  /// one of these, the passphrase asked for three times at a terminal. Where a recovery key is
  /// typed there, a new passphrase is proposed. Refuses a cost that this machine cannot or
  /// shall not pay before it is spent. Warns of entries that cannot be read, and when the vault
  /// is older than one that was seen before; with Oddities::left the caller will.
  enum class Oddities { told, left };
  const vault::Vault& open(Oddities oddities = Oddities::told);
  /// The same, but nothing is proposed yet: offer_new_passphrase() does that.
  const vault::Vault& open_as_it_is(Oddities oddities = Oddities::told);
  /// The same without the kernel's key, for what only who has something that opens a slot may
  /// do.
  const vault::Vault& open_by_passphrase();
  /// Proposes a new passphrase where a recovery key was typed instead of it, once.
  void offer_new_passphrase();
  /// Opens another generation of the vault with its data key, or with what opened it; nothing
  /// where neither does. After open(). Throws damaged.
  std::optional<OpenedVault> open_other(const vault::Sealed& other) const;
  /// `opened` stands in the vault's place now, as `sealed`: the session goes on with it.
  void adopt(OpenedVault opened, vault::Sealed sealed);
  /// What opened the slot; after open_by_passphrase().
  const vault::SlotSecret& opened_by() const { return opened_by_.value(); }
  /// The same with the key alone: null while the vault is locked. Nothing is derived or asked.
  const vault::Vault* open_unlocked();
  /// The same; where there is no vault, one is made first, after saying so. Throws failed where
  /// its previous generation is there.
  const vault::Vault& open_or_make();
  /// Throws as open_or_make() does where there is no vault, but its previous generation.
  void refuse_to_begin_anew();
  /// Makes a recovery key for a new vault, or none; called when the passphrase is there.
  using RecoveryKeyMaker = std::function<std::optional<Secret>()>;
  /// Makes an empty vault, whose passphrase comes from `source` or the terminal; what opening
  /// it costs, for tell_made() or a document. Throws failed where there is a file already, or
  /// the previous generation of a vault that is gone.
  vault::KdfCost make(const std::optional<vault::KdfCost>& chosen,
                      const PassphraseSource& source,
                      const RecoveryKeyMaker& recovery_key = {});

  /// Notes that the vault was made, and what opening it costs.
  void tell_made(const vault::KdfCost& cost);

  /// Makes `edit` on the vault as it stands under the lock and saves it, unlocking again when
  /// the passphrase was changed meanwhile. `edit` may run more than once, each time on
  /// another vault; references into what open() gave hold no more afterwards.
  void change(const std::function<void(vault::Vault&)>& edit,
              vault::VaultFile::Previous previous, otp::Time now);

  /// Gives the vault the data key and the slots of `by`, and vault.fob~ too: the former
  /// passphrase opens neither then. It is locked afterwards. Where slots are added and nothing
  /// else, vault.fob~ is the previous generation, and unlocked stays unlocked. Throws
  /// passphrase, and has written nothing, where another process was faster.
  void rewrap(const vault::Rewrapped& by, otp::Time now);

  /// The bytes of the vault as they were read; after open() or open_unlocked().
  const vault::Sealed& sealed() const noexcept { return *sealed_; }

  /// How the vault stands to what was seen before; after open().
  vault::Freshness freshness() const noexcept { return freshness_; }
  /// What it means, in a sentence; nothing where it is fresh.
  std::optional<std::string> describe_freshness() const;
  /// From now on the vault that was opened counts as the newest.
  void accept_rollback();

  /// Keeps the data key of the vault, which is open, with the kernel. Throws failed.
  void keep_unlocked(otp::Time deadline, std::optional<std::chrono::seconds> idle);
  /// What the kernel keeps of this vault, if it fits; after open_unlocked().
  const std::optional<UnlockedKey>& unlocked() const noexcept { return unlocked_; }
  /// Has the kernel forget it; true when there was something. Throws failed where it stays.
  bool lock();

 private:
  vault::Sealed read_file();
  void create(const Secret& passphrase, const vault::KdfCost& cost,
              const std::optional<Secret>& recovery_key);
  const vault::Vault& opened(Oddities oddities);
  void take_over(OpenedVault opened);
  bool unlock_by_key();
  void unlock_by_passphrase();
  void unlock();
  void check_freshness();
  void warn_of_oddities();
  bool read_again();
  vault::VaultFile::Change try_change(const std::function<void(vault::Vault&)>& edit,
                                      vault::VaultFile::Previous previous, otp::Time now);
  void record(bool accept);

  const Globals& globals_;
  Report& report_;
  Terminal& terminal_;
  std::function<otp::Time()> now_;
  std::optional<UnlockedKey> unlocked_;
  std::optional<vault::VaultFile> file_;
  std::optional<vault::Sealed> sealed_;
  std::optional<vault::Vault> vault_;
  std::optional<vault::SlotSecret> opened_by_;
  bool recovery_key_typed_ = false;
  vault::Freshness freshness_ = vault::Freshness::fresh;
  std::uint64_t seen_generation_ = 0;
};

/// The cost of a new vault: what was chosen, else what this machine can bear. Throws failed
/// when it cannot be paid here; `otherwise` is the hint where no cost can.
vault::KdfCost new_cost(const std::optional<vault::KdfCost>& chosen, std::uint64_t work_limit,
                        const std::string& otherwise);

}  // namespace fob::cli
