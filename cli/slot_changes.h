#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/globals.h"
#include "cli/session.h"
#include "cli/terminal/report.h"
#include "cli/terminal/terminal.h"
#include "core/vault/slot.h"

namespace fob::cli {

/// Changes the slots of the vault that `session` has opened by what opens one of them. Where
/// one gets another passphrase, or goes, the vault gets a new data key if what opens each of
/// the others is at hand: given by an option, or typed at a terminal.
class SlotChanges {
 public:
  SlotChanges(Session& session, const Globals& globals, Report& report, Terminal& terminal)
      : session_(session), globals_(globals), report_(report), terminal_(terminal) {}

  /// The slot whose passphrase is to be changed: `query` where it is given, else the one that
  /// is open, else the only one with a passphrase, else the one that is chosen at the
  /// terminal. Throws passphrase where the open one is not there any more, usage, failed.
  vault::Slot with_passphrase(const std::optional<std::string>& query) const;

  /// Gives `slot` a passphrase from `source` or the terminal, and that cost. Says what it
  /// means for older backups. True with a new data key.
  bool set_passphrase(const vault::Slot& slot, const vault::KdfCost& cost,
                      const PassphraseSource& source, otp::Time now);

  /// The slot goes. True with a new data key. Throws failed for the last one that may be
  /// opened.
  bool remove(const vault::Slot& slot, otp::Time now);
  /// Throws as remove() does, without doing it: for whoever is going to ask a question.
  void refuse_last(const vault::Slot& slot) const;

  /// Throws failed where there is no room for a slot of that kind. Opens nothing: for whoever
  /// is going to ask for what opens the vault, and for what is to open the slot.
  void check_room(vault::SlotKind kind) const;
  /// A new slot comes: its line, made for the open vault.
  void add(const std::string& line, const Id& id, const std::string& label, otp::Time now);

  /// Refuses what would be too much for this machine when the vault is opened next: a slot of
  /// that cost, beside all but `but`.
  void check_cost(const vault::KdfCost& cost, const vault::Slot* but) const;

 private:
  const vault::Vault& vault() const { return session_.open(); }
  /// What opens each of `slots`, all but `but`; nothing where one is not to be had. Throws
  /// passphrase where an option gives what opens none of them, nor `but`.
  std::optional<std::vector<vault::SlotSecret>> secrets_of(
      const std::vector<vault::KnownSlot>& slots, const vault::Slot& but) const;
  void warn_of_old_key(std::string_view with) const;
  void warn_without_passphrase(const std::vector<vault::KnownSlot>& left) const;
  std::vector<vault::KnownSlot> others(const vault::Slot& slot, bool& unknown) const;
  bool rewrap(std::vector<vault::Rewrap> rewraps, std::vector<std::string> removed,
              const std::vector<vault::KnownSlot>& others,
              const std::optional<std::vector<vault::SlotSecret>>& secrets, otp::Time now);

  Session& session_;
  const Globals& globals_;
  Report& report_;
  Terminal& terminal_;
};

}  // namespace fob::cli
