#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/account/account.h"
#include "core/base/secret.h"
#include "core/vault/cost.h"
#include "core/vault/rewrap.h"
#include "core/vault/sealed.h"

namespace fob::vault {

/// How long a removed entry is kept.
inline constexpr std::chrono::days removed_for{90};
/// From when on a removed entry may be destroyed.
otp::Time kept_until(const Account& removed);
/// The days, begun ones counted, until then; 0 when it has passed.
int days_left(const Account& removed, otp::Time now);

/// Throws failed where no vault has all of `slots`, and another one of that kind.
void check_room(std::span<const Slot> slots, std::optional<SlotKind> another = {});

/// What makes one vault differ from the next: random, and given only to make a known vault
/// again.
struct VaultSeed {
  Id id;
  Secret data_key;  // 32
  SlotSeed slot;
  static VaultSeed random();
};

/// An open vault: accounts under one data key, which every slot wraps. Knows bytes, not
/// files. Pointers to accounts hold until that account is changed or the vault is moved from
/// or destroyed.
/// Whatever a member throws, the vault is as it was before. All that write an account throw
/// malformed where a line of the vault cannot say all that it says.
/// HOTP: no code of a secret comes twice, however many entries have it; replace() tells the
/// exception. What no HOTP entry of the vault says any more is not known.
class Vault {
 public:
  /// A new, empty vault with one slot.
  static Vault create(const Secret& passphrase, const KdfCost& cost,
                      VaultSeed seed = VaultSeed::random());
  /// Opens `sealed` with the slot that `passphrase` fits. Nothing when it fits none: ask
  /// again. Throws damaged when it fits and the rest does not hold, passphrase when there is
  /// no slot that a passphrase could open.
  static std::optional<Vault> unlock(const Sealed& sealed, const Secret& passphrase);
  /// The same with whichever slot one of `secrets` fits: each of these at all slots of its
  /// kind, before the next one. Nothing where there are none, too.
  static std::optional<Vault> unlock(const Sealed& sealed, std::span<const SlotSecret> secrets);
  /// Opens `sealed` with a data key at hand. Nothing when its data key is another. Throws
  /// damaged when it is this one and the rest does not hold.
  static std::optional<Vault> reopen(const Sealed& sealed, const Secret& data_key);
  /// The same with the data key of this vault, for another generation of it, which remembers
  /// unlocked_slot().
  std::optional<Vault> reopen(const Sealed& sealed) const;

  Vault(Vault&&) noexcept = default;
  Vault& operator=(Vault&&) noexcept = default;

  const Id& id() const noexcept { return id_; }
  /// 0 before the first seal.
  std::uint64_t generation() const noexcept { return generation_; }
  const Secret& data_key() const noexcept { return data_key_; }

  /// In the vault's order; without the removed ones, unless it is these that are asked for.
  std::vector<const Account*> accounts() const;
  std::vector<const Account*> removed() const;
  /// The account with that id, removed or not, or null.
  const Account* get(const Id& id) const noexcept;
  /// Lines that this version does not understand; they are kept as they stand.
  std::size_t unreadable() const noexcept;
  /// The latest time that any entry bears.
  std::optional<otp::Time> newest() const noexcept;

  /// The header's first line, with its LF: a slot is bound to it.
  const std::string& first_line() const noexcept { return first_line_; }
  /// Its slots, in the file's order.
  std::vector<Slot> slots() const { return slots_of(slot_lines_); }
  /// The line of the slot that unlock() opened: of slots(), unless another process has changed
  /// it. Empty where another way led here.
  const std::string& unlocked_slot() const noexcept { return unlocked_slot_; }
  /// The data key of `by`, its slots in the place of those that were, without those that go
  /// and with those that come. Throws passphrase when one of the former is not there (any
  /// more), failed when there is another one and the data key is new: it would open no more;
  /// and when there would be more of them than the format has, or none.
  void rewrap(const Rewrapped& by);
  /// Gives it the data key and all slots of `other`, a copy of the same vault.
  void take_slots(const Vault& other);

  /// Is there anything that the bytes it was opened from do not say?
  bool changed() const noexcept { return changed_; }

  /// Adds with created and modified set to `now`; an id that is zero or taken becomes a
  /// random one. HOTP: its counter is at least counter_floor().
  const Account& add(Account account, otp::Time now);
  /// Adds an entry of another copy of this vault, removed or not, with the id and the times
  /// that it has there; an id that is taken becomes a random one. HOTP: as add().
  const Account& take(Account entry);
  /// The lines of `other` that this version does not understand and that are not here: kept as
  /// they stand there.
  void take_unreadable(const Vault& other);
  /// How many those are.
  std::size_t unreadable_beside(const Vault& other) const;
  /// HOTP counters of what replaces: at least counter_floor(), or what their owner says, be
  /// it that codes come again.
  enum class Counter { onward, as_given };
  /// The account of that id becomes `account`, modified `now`; its former version is kept as
  /// a removed entry under a new id, and says whose it is. Throws failed when it is not there
  /// (any more) or was removed.
  const Account& replace(Account account, otp::Time now, Counter counter = Counter::onward);
  /// Throws failed when the account or removed entry of that id is not what it was when it was
  /// read, its counter aside.
  void expect(const Account& as_read) const;
  /// The account becomes a removed entry, for removed_for. Throws failed as replace() does.
  const Account& remove(const Id& id, otp::Time now);
  /// The removed entry becomes an account again, modified `now`. HOTP: its counter is at
  /// least counter_floor(). Throws failed when there is no such entry (any more).
  const Account& restore(const Id& id, otp::Time now);
  /// Destroys a removed entry. HOTP: the other removed ones of its secret keep its counter
  /// in mind. Throws failed as restore() does.
  void purge(const Id& id);
  /// The largest HOTP counter of that secret in any entry, removed or not; else 0.
  std::uint64_t counter_reached(const Key& key) const noexcept;
  /// The least counter with which `account`, as HOTP, gives no code again: that of the
  /// account of its id where that is HOTP with its secret, else counter_reached(). (One that
  /// its owner set back stays so while it is edited.)
  std::uint64_t counter_floor(const Account& account) const noexcept;
  /// HOTP: the counter to use now; the account's moves on, and so do other accounts of its
  /// secret that would use it again. Nothing else changes. Throws failed when the account is
  /// gone or is not HOTP any more, malformed when the counter is at its end.
  std::uint64_t spend(const Id& id);
  /// HOTP: the larger of the account's counter and `counter`. Nothing else changes. Throws
  /// failed as spend() does.
  void raise_counter(const Id& id, std::uint64_t counter);
  /// Purges entries removed more than removed_for before `now`, but nothing when `now` is
  /// before newest(): the clock is wrong then.
  void expire_removed(otp::Time now);

  /// There is a next generation, whatever else changes, and it comes behind `seen` too: one
  /// that is lost, or is somewhere else.
  void go_above(std::uint64_t seen) noexcept;

  /// The next generation, as bytes for the disk. `replaces`: the digest of the file that it
  /// takes the place of; the first generation has none. Throws failed when the accounts take
  /// more room than the format has.
  Bytes seal(std::optional<Digest> replaces) const;
  /// With that nonce (24 bytes, never used before under this data key) instead of a new one.
  Bytes seal(std::optional<Digest> replaces, ByteView nonce) const;

  /// Does `sealed` open with this vault's data key, and say what its next generation says,
  /// to the byte? For whoever is going to trust it to a disk.
  bool is_sealed_in(const Sealed& sealed) const;
  /// The same generation of the same vault, with the same slots, and every line the same to the
  /// byte?
  bool says_the_same(const Vault& other) const;
  /// That generation is on the disk: this is it now.
  void saved() noexcept;

  /// A copy under a new id, data key and passphrase with everything in it (lines that could
  /// not be read too), or with only the accounts of `only` where it is given.
  Vault copy(const Secret& passphrase, const KdfCost& cost,
             const std::optional<std::vector<Id>>& only,
             VaultSeed seed = VaultSeed::random()) const;

 private:
  /// A line of the body and the account that it says, unless it is unreadable. Without
  /// text: it was destroyed.
  struct Line {
    std::optional<Account> account;
    std::string_view read;  // in body_, where it stands there
    std::string written;    // where it does not
    std::string_view text() const noexcept { return written.empty() ? read : written; }
  };
  /// A line, and what is going to stand there.
  struct Change {
    Line* line;
    Line now;
  };
  using Changes = std::vector<Change>;
  struct IdHash {
    std::size_t operator()(const Id& id) const noexcept;
  };

  Vault() = default;
  static Vault open(const Sealed& sealed, Secret data_key);
  static std::optional<Vault> unlock(const Sealed& sealed, SlotKind kind, const Secret& secret);
  std::vector<std::string_view> written_lines() const;
  std::vector<std::string_view> unreadable_lines() const;
  void read(std::string_view text);
  static Line written(Account account);
  Line& append(Line made);
  void put(Changes changes) noexcept;
  void destroy(const std::vector<Line*>& lines);
  void keep_going(Account& account) const;
  static void raise(Line& line, std::uint64_t counter, Changes& changes);
  Line& line_of(const Id& id);
  Line& removed_line_of(const Id& id);
  std::vector<const Account*> accounts_if(bool removed) const;

  Id id_{};
  std::uint64_t generation_ = 0;
  bool changed_ = false;
  Secret data_key_;
  std::string first_line_;
  std::string slot_lines_;  // verbatim, unknown ones too
  std::string unlocked_slot_;
  Secret body_;            // as it was decrypted
  std::list<Line> lines_;  // a list: pointers hold while lines are added
  std::unordered_map<Id, Line*, IdHash> by_id_;
};

}  // namespace fob::vault
