#include "core/base/secret.h"

#include <algorithm>
#include <new>
#include <utility>

#include <sodium.h>

namespace fob {

void set_up_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::bad_alloc();
}

ByteView as_bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

std::string_view as_text(ByteView bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Secret::Secret(std::size_t size) : size_(size) {
  if (size == 0) return;
  set_up_sodium();
  data_.reset(static_cast<unsigned char*>(sodium_malloc(size)));
  if (!data_) throw std::bad_alloc();
  std::ranges::fill(fill(), static_cast<unsigned char>(0));
}

Secret::Secret(Secret&& other) noexcept
    : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  data_ = std::move(other.data_);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

Secret Secret::copy_of(ByteView bytes) {
  Secret copy(bytes.size());
  std::ranges::copy(bytes, copy.fill().begin());
  return copy;
}

Secret Secret::random(std::size_t size) {
  Secret secret(size);
  fill_random(secret.fill());
  return secret;
}

void Secret::truncate(std::size_t size) noexcept {
  sodium_memzero(fill().subspan(size).data(), size_ - size);
  size_ = size;
}

void Secret::Free::operator()(unsigned char* data) const noexcept {
  sodium_free(data);
}

void fill_random(std::span<unsigned char> bytes) {
  set_up_sodium();
  randombytes_buf(bytes.data(), bytes.size());
}

bool equal_in_constant_time(ByteView a, ByteView b) noexcept {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool operator==(const Secret& a, const Secret& b) noexcept {
  return equal_in_constant_time(a.reveal(), b.reveal());
}

bool operator==(const Key& a, const Key& b) noexcept {
  return equal_in_constant_time(a.reveal(), b.reveal());
}

}  // namespace fob
