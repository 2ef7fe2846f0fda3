#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account/account.h"
#include "core/account/uri.h"
#include "core/account/uri_parameters.h"

namespace fob::uri {

/// What codes are made of.
struct Secrets {
  Key key;
  std::optional<Key> pin;
};

/// The secret of a `steam://` URI or of a `secret` parameter: Base32, still escaped.
/// Throws malformed; adds to `notes` what its owner should know of it.
Key read_base32_secret(std::string_view raw, std::vector<std::string>& notes);

/// `secret`, `pin` and `fob-pin` as the type of `method` writes them. Throws malformed,
/// naming the parameter and never showing it. Only from outside is a PIN held to its size:
/// what once was taken stays readable.
Secrets read_secrets(const otp::Method& method, const Parameters& parameters, Origin origin,
                     std::vector<std::string>& notes);

/// Appends the value of `secret`.
void append_secret(std::string& uri, const Account& account);
/// Appends `&pin=...` where there is one.
void append_pin(std::string& uri, const Account& account);

}  // namespace fob::uri
