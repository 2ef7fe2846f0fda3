#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/account/account.h"

namespace fob {

/// Where a URI comes from. What is written in the vault says its type by its host alone, and
/// its names to the space; from outside, `totp` with issuer Steam and five digits is Steam,
/// and white space around names is dropped.
enum class Origin { outside, vault };

struct ParsedUri {
  Account account;
  /// What its owner should know: a short secret, left-over bits, a counter that was absent.
  std::vector<std::string> notes;
};

/// Does `text` begin with a scheme that parse_uri() reads (otpauth, steam, motp), in any
/// case, after what it trims?
bool looks_like_uri(std::string_view text) noexcept;

/// Reads a key URI: `otpauth://TYPE/LABEL?...` with host totp, hotp, steam, motp or yaotp,
/// `steam://SECRET`, `motp://ISSUER:ACCOUNT?secret=...`. Absent parameters take the
/// standard's default. fob's own fields (`fob-id`, `fob-tags`, ...) are read wherever they
/// come from; an absent id is left zero.
/// Throws malformed, naming the parameter, for anything that is not understood.
/// Source: the Key Uri Format of Google Authenticator's wiki, and the rules in fob(1).
ParsedUri parse_uri(std::string_view text, Origin origin);

/// `standard`: what every other app reads. `all`: fob's own fields too, as in the vault.
enum class Fields { standard, all };

/// One line without its end. What is written here and read by parse_uri() is the same
/// account, always and from anywhere (with Fields::all, in every field): the few that the
/// rules for URIs from outside would change are marked with `fob-exact=1`, under which the
/// vault's rules hold. `standard` mOTP is a `motp://` URI, as other apps read it.
std::string format_uri(const Account& account, Fields fields);

/// Drops of `account.other` what a URI of its type reads: an account that becomes another type
/// keeps nothing that could be taken for a part of that.
void drop_read_parameters(Account& account);

/// What its owner wrote for which format_uri(Fields::standard) has no place, of `tags`,
/// `note` and `recovery codes`. Empty where nothing is lost.
std::vector<std::string_view> fields_lost(const Account& account);

}  // namespace fob
