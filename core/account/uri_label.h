#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/account/account.h"

namespace fob::uri {

/// The two halves of an account's name.
struct Names {
  std::string issuer;
  std::string account;
};

/// Other apps put white space around names that means nothing; in the vault all counts.
enum class Spaces { trimmed, kept };

/// What `label` (decoded) and the issuer parameter (decoded; empty where there is none) say
/// together: the parameter wins, and is taken off the label's front; without one, the label
/// is cut at its first colon.
Names read_names(std::string_view label, std::string issuer, Spaces spaces);

/// Appends the label from which read_names() makes the same names, together with
/// the issuer parameter (which an empty issuer does not have).
void append_label(std::string& uri, const Account& account);

}  // namespace fob::uri
