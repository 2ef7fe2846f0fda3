#include "cli/keyring.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <keyutils.h>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/codec/base64.h"

namespace fob::cli {
namespace {

constexpr const char* type = "user";
constexpr std::string_view prefix = "fob:";

// The payload: the data key, then these as they are in this machine's memory.
constexpr std::size_t key_size = 32;
struct Times {
  std::int64_t deadline;  // Unix seconds
  std::uint32_t idle;     // seconds; 0: not locked for want of use
};
constexpr std::size_t payload_size = key_size + sizeof(std::int64_t) + sizeof(std::uint32_t);

// Whoever possesses it may do all; the user's other processes may find and read it, and no
// other user anything.
constexpr key_perm_t permissions = KEY_POS_ALL | KEY_USR_VIEW | KEY_USR_READ | KEY_USR_SEARCH;

std::string description(const Id& vault) {
  return std::string(prefix) + codec::encode_base64(vault, codec::Base64::url);
}

Secret payload_of(const UnlockedKey& key) {
  const Times times{key.deadline.time_since_epoch().count(),
                    key.idle ? static_cast<std::uint32_t>(key.idle->count()) : 0};
  Secret payload(payload_size);
  unsigned char* to = payload.fill().data();
  std::memcpy(to, key.data_key.reveal().data(), key_size);
  std::memcpy(to + key_size, &times.deadline, sizeof times.deadline);
  std::memcpy(to + key_size + sizeof times.deadline, &times.idle, sizeof times.idle);
  return payload;
}

UnlockedKey key_of(Secret payload) {
  const ByteView bytes = payload.reveal();
  Times times{};
  std::memcpy(&times.deadline, bytes.data() + key_size, sizeof times.deadline);
  std::memcpy(&times.idle, bytes.data() + key_size + sizeof times.deadline, sizeof times.idle);
  payload.truncate(key_size);
  UnlockedKey key{std::move(payload), otp::Time(std::chrono::seconds(times.deadline)), {}};
  if (times.idle > 0) key.idle = std::chrono::seconds(times.idle);
  return key;
}

/// How long the kernel is to keep it from now on, in seconds; 0 for no longer.
unsigned lifetime(const UnlockedKey& key, otp::Time now) {
  auto left = key.deadline - now;
  if (key.idle) left = std::min(left, *key.idle);
  return static_cast<unsigned>(std::max(left, std::chrono::seconds(0)).count());
}

[[noreturn]] void refuse(int error) {
  const bool full = error == EDQUOT;
  throw Error(Kind::failed,
              fmt::format("the kernel does not keep a key here: {}",
                          full ? std::string("it keeps as many for this user as it may")
                               : std::generic_category().message(error)),
              std::string(full ? "where vaults are unlocked, type: fob lock --all\nor " : "") +
                  "give the passphrase each time, as by --passphrase-command CMD");
}

/// A key that is made invalid unless it is kept.
class NewKey {
 public:
  explicit NewKey(key_serial_t serial) noexcept : serial_(serial) {}
  NewKey(const NewKey&) = delete;
  NewKey& operator=(const NewKey&) = delete;
  ~NewKey() {
    if (serial_ != 0) keyctl_invalidate(serial_);
  }
  key_serial_t get() const noexcept { return serial_; }
  void keep() noexcept { serial_ = 0; }

 private:
  key_serial_t serial_;
};

key_serial_t search(const Id& vault) {
  return static_cast<key_serial_t>(
      keyctl_search(KEY_SPEC_USER_KEYRING, type, description(vault).c_str(), 0));
}

/// Is that a key of this program? What describes it begins with "user;UID;GID;PERMISSIONS;".
bool is_ours(key_serial_t serial) {
  std::array<char, 256> text{};
  const long size = keyctl_describe(serial, text.data(), text.size());
  if (size <= 0 || static_cast<std::size_t>(size) > text.size()) return false;
  const std::string_view all(text.data());
  return all.starts_with("user;") && all.substr(all.rfind(';') + 1).starts_with(prefix);
}

/// Invalid is better than unlinked: it is so wherever else it is linked.
bool forget(key_serial_t serial) {
  return keyctl_invalidate(serial) == 0 || keyctl_unlink(serial, KEY_SPEC_USER_KEYRING) == 0;
}

/// Those of that vault, of which there is one, or of all vaults of this user.
std::vector<key_serial_t> keys_of(const std::optional<Id>& vault) {
  if (vault) {
    const key_serial_t serial = search(*vault);
    return serial > 0 ? std::vector{serial} : std::vector<key_serial_t>();
  }
  std::vector<key_serial_t> serials(4096);
  const long size = keyctl_read(KEY_SPEC_USER_KEYRING, reinterpret_cast<char*>(serials.data()),
                                serials.size() * sizeof(key_serial_t));
  const std::size_t count =
      size < 0 ? 0 : static_cast<std::size_t>(size) / sizeof(key_serial_t);
  serials.resize(std::min(count, serials.size()));
  std::erase_if(serials, [](key_serial_t serial) { return !is_ours(serial); });
  return serials;
}

}  // namespace

void check_keyring() {
  if (keyctl_get_keyring_ID(KEY_SPEC_USER_KEYRING, 1) < 0) refuse(errno);
}

void keep_key(const Id& vault, const UnlockedKey& key, otp::Time now) {
  drop_keys(vault);
  const Secret payload = payload_of(key);
  // Into the keyring of this process, which possesses it then: a key that is added to @u by a
  // process that does not possess @u cannot be given a time any more, and stays for ever.
  const key_serial_t serial = add_key(type, description(vault).c_str(), payload.reveal().data(),
                                      payload.size(), KEY_SPEC_PROCESS_KEYRING);
  if (serial < 0) refuse(errno);
  NewKey made(serial);
  if (keyctl_set_timeout(serial, std::max(1u, lifetime(key, now))) != 0 ||
      keyctl_setperm(serial, permissions) != 0 ||
      keyctl_link(serial, KEY_SPEC_USER_KEYRING) != 0) {
    refuse(errno);
  }
  made.keep();
}

std::optional<UnlockedKey> find_key(const Id& vault, otp::Time now) noexcept try {
  const key_serial_t serial = search(vault);
  if (serial < 0) return std::nullopt;
  Secret payload(payload_size);
  const long size =
      keyctl_read(serial, reinterpret_cast<char*>(payload.fill().data()), payload.size());
  if (size < 0 || static_cast<std::size_t>(size) != payload.size()) return std::nullopt;
  UnlockedKey key = key_of(std::move(payload));
  if (key.deadline <= now) return std::nullopt;
  return key;
} catch (...) {
  return std::nullopt;
}

void renew_key(const Id& vault, const UnlockedKey& key, otp::Time now) noexcept try {
  if (!key.idle || lifetime(key, now) == 0) return;
  const key_serial_t serial = search(vault);
  if (serial < 0) return;
  // Only who possesses a key may set its time, and this process does once it possesses @u.
  keyctl_link(KEY_SPEC_USER_KEYRING, KEY_SPEC_PROCESS_KEYRING);
  keyctl_set_timeout(serial, lifetime(key, now));
} catch (...) {
  return;
}

std::size_t drop_keys(const std::optional<Id>& vault) noexcept try {
  const auto keys = keys_of(vault);
  return static_cast<std::size_t>(std::ranges::count_if(keys, forget));
} catch (...) {
  return 0;
}

std::size_t count_keys(const std::optional<Id>& vault) noexcept try {
  return keys_of(vault).size();
} catch (...) {
  return 0;
}

}  // namespace fob::cli
