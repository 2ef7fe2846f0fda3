#include "core/formats/protobuf.h"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/base/error.h"
#include "tests/unit/formats/wire.h"

using namespace fob;
using namespace std::string_literals;
using formats::WireField;
using formats::WireReader;

namespace {

/// `number:type=value` for each field, then what next() throws, if it does.
std::string fields_of(std::string_view message) {
  static constexpr std::string_view types[] = {"varint", "fixed64", "bytes", "fixed32"};
  std::string words;
  const auto add = [&words](const std::string& word) {
    if (!words.empty()) words += ' ';
    words += word;
  };
  try {
    WireReader reader(as_bytes(message));
    while (const auto field = reader.next()) {
      const bool is_bytes = field->type == WireField::Type::bytes;
      add(fmt::format("{}:{}={}", field->number, types[static_cast<std::size_t>(field->type)],
                      is_bytes ? as_text(field->bytes) : fmt::to_string(field->value)));
    }
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::malformed);
    add(error.what());
  }
  return words;
}

}  // namespace

TEST_CASE("fields are told in their order, with what they hold") {
  CHECK(fields_of("") == "");
  CHECK(fields_of("\x08\x96\x01") == "1:varint=150");
  CHECK(fields_of("\x12\x03oak"s + "\x18\x00"s) == "2:bytes=oak 3:varint=0");
  CHECK(fields_of("\x12\x00"s) == "2:bytes=");
  CHECK(fields_of("\x09"s + "12345678" + "\x15"s + "1234") == "1:fixed64=0 2:fixed32=0");
  CHECK(fields_of(test::number((1u << 29) - 1, 1)) == "536870911:varint=1");
}

TEST_CASE("a varint has 64 bits at most") {
  CHECK(fields_of(test::number(5, ~std::uint64_t{0})) == "5:varint=18446744073709551615");
  CHECK(fields_of("\x28\xae\xfa\xa7\xb3\xfb\xff\xff\xff\xff\x01") ==
        "5:varint=18446744072474983726");
  const std::string nine(9, '\x80');
  CHECK(fields_of("\x08" + nine + "\x01") == "1:varint=9223372036854775808");
  CHECK(fields_of("\x08" + nine + "\x02") == "the data has a number of more than 64 bits");
  CHECK(fields_of("\x08" + nine + "\x80\x01"s) == "the data has a number of more than 64 bits");
  CHECK(fields_of("\x08" + nine + "\x81\x01"s) == "the data has a number of more than 64 bits");
}

TEST_CASE("groups and types that there are not are refused") {
  for (const char* key : {"\x0b", "\x0c", "\x0e", "\x0f"}) {
    CHECK(fields_of(key + "\x08\x01"s) == "the data has a field of an unknown kind");
  }
}

TEST_CASE("no field has the number 0, or one of more than 29 bits") {
  CHECK(fields_of("\x00\x01"s) == "the data has a field with a number that no field has");
  CHECK(fields_of(test::number(1u << 29, 1)) ==
        "the data has a field with a number that no field has");
}

TEST_CASE("a field that ends behind the message is refused") {
  for (const auto& message :
       {"\x08"s, "\x08\x80"s, "\x80"s, "\x12"s, "\x12\x04oak"s, "\x09"s + "1234567",
        "\x15"s + "123", "\x12"s + test::varint(~std::uint64_t{0}) + "oak"}) {
    CHECK(fields_of(message) == "the data is cut short");
  }
}
