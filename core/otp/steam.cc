#include "core/otp/steam.h"

#include <string_view>

#include "core/otp/hotp.h"

namespace fob::otp {

std::string steam_code(const Key& key, std::uint64_t counter) {
  constexpr std::string_view alphabet = "23456789BCDFGHJKMNPQRTVWXY";
  std::uint32_t value = truncated_hmac(key, Hash::sha1, counter);
  std::string code(5, '\0');
  for (char& c : code) {
    c = alphabet[value % alphabet.size()];
    value /= static_cast<std::uint32_t>(alphabet.size());
  }
  return code;
}

}  // namespace fob::otp
