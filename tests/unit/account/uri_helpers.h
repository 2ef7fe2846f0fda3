#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "core/account/uri.h"
#include "core/base/error.h"

namespace fob::test {

/// A secret of 160 bits, so that no note is about it.
inline constexpr std::string_view secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
inline constexpr std::string_view secret_text = "12345678901234567890";

inline Account parsed(std::string_view uri, Origin origin = Origin::outside) {
  return parse_uri(uri, origin).account;
}

/// The account of `otpauth://` + `host_and_label` with the secret and `more` parameters.
inline std::string uri_of(std::string_view host_and_label, std::string_view more = {}) {
  return "otpauth://" + std::string(host_and_label) + "?secret=" + std::string(secret) +
         std::string(more);
}

inline std::vector<std::string> notes_of(std::string_view uri) {
  return parse_uri(uri, Origin::outside).notes;
}

/// What parse_uri() says of `uri`; with its hint, if it has one, on a second line.
inline std::string error_of(std::string_view uri, Origin origin = Origin::outside) {
  try {
    parse_uri(uri, origin);
  } catch (const Error& error) {
    CHECK(error.kind() == Kind::malformed);
    return error.hint().empty() ? error.what()
                                : std::string(error.what()) + '\n' + error.hint();
  }
  return "no error";
}

}  // namespace fob::test
