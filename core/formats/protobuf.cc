#include "core/formats/protobuf.h"

#include "core/base/error.h"

namespace fob::formats {
namespace {

constexpr std::uint64_t max_number = (1u << 29) - 1;

Error cut_short() {
  return Error(Kind::malformed, "the data is cut short");
}

}  // namespace

std::optional<WireField> WireReader::next() {
  if (rest_.empty()) return std::nullopt;
  const std::uint64_t key = varint();
  WireField field{.number = key >> 3, .type = WireField::Type::varint, .bytes = {}};
  if (field.number == 0 || field.number > max_number) {
    throw Error(Kind::malformed, "the data has a field with a number that no field has");
  }
  switch (key & 7) {
    case 0:
      field.value = varint();
      return field;
    case 1:
      field.type = WireField::Type::fixed64;
      take(8);
      return field;
    case 2:
      field.type = WireField::Type::bytes;
      field.bytes = take(varint());
      return field;
    case 5:
      field.type = WireField::Type::fixed32;
      take(4);
      return field;
    default:  // 3 and 4 were groups
      throw Error(Kind::malformed, "the data has a field of an unknown kind");
  }
}

std::uint64_t WireReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const unsigned char byte = take(1).front();
    const std::uint64_t bits = byte & 0x7fu;
    if (shift == 63 && bits > 1) break;
    value |= bits << shift;
    if ((byte & 0x80u) == 0) return value;
  }
  throw Error(Kind::malformed, "the data has a number of more than 64 bits");
}

ByteView WireReader::take(std::uint64_t size) {
  if (size > rest_.size()) throw cut_short();
  const ByteView bytes = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(bytes.size());
  return bytes;
}

}  // namespace fob::formats
