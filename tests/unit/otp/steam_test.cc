#include "core/otp/steam.h"

#include <string>

#include <doctest/doctest.h>

#include "core/codec/base32.h"

using namespace fob;
using namespace fob::otp;

TEST_CASE("Steam codes are those of Steam's own app") {
  struct Vector {
    std::string secret;
    std::uint64_t time;
    std::string code;
  };
  for (const auto& v : {
           Vector{"63BEDWCQZKTQWPESARIERL5DTTQFCJTK", 1511200518, "FR8RV"},
           {"63BEDWCQZKTQWPESARIERL5DTTQFCJTK", 1511200714, "9P3VP"},
           {"JRZCL47CMXVOQMNPZR2F7J4RGI", 0, "C2F47"},
           {"JRZCL47CMXVOQMNPZR2F7J4RGI", 59, "9WW3X"},
           {"JRZCL47CMXVOQMNPZR2F7J4RGI", 1234567890, "WR5P6"},
           {"JRZCL47CMXVOQMNPZR2F7J4RGI", 1700000000, "747JR"},
           {"STEAMKEY", 1742298622, "NTK5M"},
       }) {
    CAPTURE(v.time);
    CHECK(steam_code(Key(codec::decode_base32(v.secret).bytes), v.time / 30) == v.code);
  }
}
