#include "core/vault/sealed.h"

#include <algorithm>
#include <numeric>

#include "core/crypto/aead.h"
#include "core/crypto/blake2b.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

constexpr std::string_view header_end{"\n\0", 2};
constexpr std::size_t trailer_size = 32;
static_assert(max_file ==
              max_header + header_end.size() + max_body + crypto::aead_tag_size + trailer_size);

/// The version before all else, for a newer one may end in another way; then the trailer,
/// so that damage shows as damage and not as what it happens to look like.
Header checked_header(ByteView file) {
  const std::string_view text = as_text(file);
  if (text.empty()) throw damaged("the file is empty");
  check_version(text);
  if (!looks_like_vault(text)) throw damaged("the file does not begin as a vault does");
  if (file.size() > max_file) throw damaged("it is larger than a vault can be");
  if (file.size() < trailer_size) throw damaged("it is cut short");
  const ByteView rest = file.first(file.size() - trailer_size);
  if (!std::ranges::equal(crypto::blake2b(rest, trailer_size), file.last(trailer_size))) {
    throw damaged("its bytes and the checksum at its end do not agree");
  }

  Header header = parse_header(as_text(rest));
  const std::string_view body = as_text(rest).substr(header.size);
  if (!body.starts_with(header_end)) {
    throw damaged("its header does not end in an empty line and a zero byte");
  }
  const std::size_t cipher_size = body.size() - header_end.size();
  if (cipher_size < crypto::aead_tag_size) throw damaged("its body is cut short");
  if (cipher_size > max_body + crypto::aead_tag_size) throw damaged("its body is over 64 MiB");
  return header;
}

}  // namespace

Digest digest_of(ByteView file) {
  Digest digest;
  std::ranges::copy(crypto::blake2b(file, digest.size()), digest.begin());
  return digest;
}

bool looks_like_vault(std::string_view file) noexcept {
  return file.starts_with("fob-vault ");
}

Sealed::Sealed(Bytes file) : file_(std::move(file)), header_(checked_header(file_)) {}

const Digest& Sealed::digest() const {
  if (!digest_) digest_ = digest_of(file_);
  return *digest_;
}

bool Sealed::has_slot(SlotKind kind) const noexcept {
  return std::ranges::find(header_.slots, kind, &KnownSlot::kind) != header_.slots.end();
}

std::uint64_t Sealed::memory() const noexcept {
  std::uint64_t largest = 0;
  for (const KnownSlot& slot : header_.slots)
    largest = std::max(largest, slot.cost.memory);
  return largest;
}

std::uint64_t Sealed::work() const noexcept {
  std::uint64_t sum = 0;
  for (const KnownSlot& slot : header_.slots)
    sum += slot.cost.work();
  return sum;
}

std::string_view Sealed::first_line() const noexcept {
  return header().substr(0, header_.first_line_size);
}

std::string_view Sealed::slot_lines() const noexcept {
  return header().substr(header_.first_line_size,
                         header_.body_line_at - header_.first_line_size);
}

std::string_view Sealed::header() const noexcept {
  return as_text(file_).substr(0, header_.size);
}

ByteView Sealed::ciphertext() const noexcept {
  const std::size_t begin = header_.size + header_end.size();
  return ByteView(file_).subspan(begin, file_.size() - trailer_size - begin);
}

Bytes assemble(std::string_view header, std::size_t cipher_size,
               const std::function<void(std::span<unsigned char>)>& write_cipher) {
  Bytes file(header.size() + header_end.size() + cipher_size + trailer_size);
  const auto end = std::ranges::copy(header, file.begin()).out;
  const auto cipher = std::ranges::copy(header_end, end).out;
  const std::span<unsigned char> trailer = std::span(file).last(trailer_size);
  write_cipher({cipher, cipher_size});
  std::ranges::copy(
      crypto::blake2b(std::span(file).first(file.size() - trailer_size), trailer_size),
      trailer.begin());
  return file;
}

}  // namespace fob::vault
