#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace fob {

/// Bytes on the ordinary heap, which wipes what it frees (heap.cc).
using Bytes = std::vector<unsigned char>;
using ByteView = std::span<const unsigned char>;

/// The bytes of `text`, in place.
ByteView as_bytes(std::string_view text) noexcept;
/// `bytes` as text, in place.
std::string_view as_text(ByteView bytes) noexcept;

/// A passphrase, a key that opens the vault, or the decrypted vault itself: bytes between
/// guard pages, locked into memory while the limit allows, wiped on destruction. Copying is
/// spelled clone(); there is no formatter and no conversion, so a search for `reveal` is
/// the audit. Each costs several pages and mappings: for the few secrets that open the
/// rest. An account's key is a Key.
class Secret {
 public:
  Secret() noexcept = default;
  /// `size` zero bytes. Throws std::bad_alloc.
  explicit Secret(std::size_t size);
  Secret(Secret&& other) noexcept;             // leaves `other` empty
  Secret& operator=(Secret&& other) noexcept;  // leaves `other` empty
  ~Secret() = default;

  static Secret copy_of(ByteView bytes);
  static Secret copy_of(std::string_view text) { return copy_of(as_bytes(text)); }
  /// `size` bytes from the system's random source.
  static Secret random(std::size_t size);
  Secret clone() const { return copy_of(reveal()); }

  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  ByteView reveal() const noexcept { return {data_.get(), size_}; }
  std::string_view reveal_text() const noexcept { return as_text(reveal()); }
  /// The same bytes to be written: for KDFs, ciphers and read(2).
  std::span<unsigned char> fill() noexcept { return {data_.get(), size_}; }
  /// Wipes and forgets all from `size` on. `size` is at most size().
  void truncate(std::size_t size) noexcept;

  /// In constant time for equal sizes.
  friend bool operator==(const Secret& a, const Secret& b) noexcept;

 private:
  struct Free {
    void operator()(unsigned char* data) const noexcept;
  };
  std::unique_ptr<unsigned char[], Free> data_;
  std::size_t size_ = 0;
};

/// An account's secret or PIN: move-only bytes on the wiping heap, with no formatter.
class Key {
 public:
  Key() noexcept = default;
  explicit Key(Bytes bytes) noexcept : bytes_(std::move(bytes)) {}
  Key(Key&&) noexcept = default;
  Key& operator=(Key&&) noexcept = default;
  ~Key() = default;

  static Key copy_of(ByteView bytes) { return Key(Bytes(bytes.begin(), bytes.end())); }
  static Key copy_of(std::string_view text) { return copy_of(as_bytes(text)); }
  Key clone() const { return copy_of(reveal()); }

  std::size_t size() const noexcept { return bytes_.size(); }
  bool empty() const noexcept { return bytes_.empty(); }
  ByteView reveal() const noexcept { return bytes_; }
  std::string_view reveal_text() const noexcept { return as_text(bytes_); }

  /// In constant time for equal sizes.
  friend bool operator==(const Key& a, const Key& b) noexcept;

 private:
  Bytes bytes_;
};

/// libsodium's own set-up: its guarded memory and its random source need it, and it finds the
/// fastest code for the processor. Called by whatever here uses libsodium, and so by no command
/// that does not. Throws std::bad_alloc when it fails.
void set_up_sodium();

/// Fills `bytes` from the system's random source.
void fill_random(std::span<unsigned char> bytes);

/// Equal bytes? In constant time for equal sizes.
bool equal_in_constant_time(ByteView a, ByteView b) noexcept;

}  // namespace fob
