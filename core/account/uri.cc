#include "core/account/uri.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/account/uri_fields.h"
#include "core/account/uri_label.h"
#include "core/account/uri_method.h"
#include "core/account/uri_parameters.h"
#include "core/account/uri_secret.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob {
namespace {

using codec::Plus;

constexpr std::string_view otpauth = "otpauth://";
constexpr std::string_view steam = "steam://";
constexpr std::string_view motp = "motp://";

bool has_scheme(std::string_view text, std::string_view scheme) noexcept {
  return text.size() >= scheme.size() && same_word(text.substr(0, scheme.size()), scheme);
}

/// Without what copying and pasting leaves around a URI.
std::string_view unwrapped(std::string_view text) noexcept {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  constexpr std::array<std::string_view, 3> pairs = {"\"\"", "''", "<>"};
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  text = trimmed(text);
  for (const std::string_view pair : pairs) {
    if (text.size() >= 2 && text.front() == pair.front() && text.back() == pair.back()) {
      return trimmed(text.substr(1, text.size() - 2));
    }
  }
  return text;
}

/// The parts of a URI that has parameters, still escaped.
struct Parts {
  otp::Method type;
  std::string_view label;
  std::string_view query;
};

Parts parts_of(std::string_view uri) {
  const std::size_t mark = std::min(uri.find('?'), uri.size());
  const std::string_view path = uri.substr(0, mark);
  const std::string_view query = uri.substr(std::min(mark + 1, uri.size()));
  if (has_scheme(path, motp)) return {otp::Motp{}, path.substr(motp.size()), query};
  if (has_scheme(path, otpauth)) {
    const std::string_view rest = path.substr(otpauth.size());
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    return {uri::type_named(rest.substr(0, slash)),
            rest.substr(std::min(slash + 1, rest.size())), query};
  }
  throw Error(Kind::malformed, "this does not begin with otpauth://, steam:// or motp://");
}

/// `steam://SECRET`: a secret and no name, so it is called what it is.
ParsedUri parse_steam(std::string_view secret) {
  ParsedUri parsed;
  parsed.account.issuer = "Steam";
  parsed.account.method = otp::Steam{};
  parsed.account.key = uri::read_base32_secret(secret, parsed.notes);
  return parsed;
}

/// Is the URI to be read by the vault's rules wherever it comes from? So format_uri() marks
/// the few accounts that the rules for text from outside would change.
bool is_exact(const uri::Parameters& parameters) {
  const auto exact = parameters.text(uri::Name::exact);
  if (exact && *exact != "1") throw Error(Kind::malformed, "fob-exact must be 1");
  return exact.has_value();
}

bool needs_exact(const Account& account) {
  const auto has_outer_space = [](std::string_view name) { return trimmed(name) != name; };
  return has_outer_space(account.issuer) || has_outer_space(account.account) ||
         uri::passes_for_steam(account.method, account.issuer);
}

}  // namespace

bool looks_like_uri(std::string_view text) noexcept {
  text = unwrapped(text);
  return has_scheme(text, otpauth) || has_scheme(text, steam) || has_scheme(text, motp);
}

ParsedUri parse_uri(std::string_view text, Origin origin) {
  text = unwrapped(text);
  if (has_scheme(text, steam)) return parse_steam(text.substr(steam.size()));

  const Parts parts = parts_of(text);
  uri::Parameters parameters(parts.query, parts.type);
  const bool exact = origin == Origin::vault || is_exact(parameters);

  ParsedUri parsed;
  Account& account = parsed.account;
  uri::Names names =
      uri::read_names(uri::decoded(parts.label, Plus::literal, "the label"),
                      parameters.text(uri::Name::issuer, Plus::space).value_or(""),
                      exact ? uri::Spaces::kept : uri::Spaces::trimmed);
  account.issuer = std::move(names.issuer);
  account.account = std::move(names.account);
  account.method =
      uri::read_method(parts.type, parameters, account.issuer,
                       exact ? uri::SteamByName::no : uri::SteamByName::yes, parsed.notes);
  uri::Secrets secrets = uri::read_secrets(account.method, parameters, origin, parsed.notes);
  account.key = std::move(secrets.key);
  account.pin = std::move(secrets.pin);
  uri::read_own_fields(parameters, account);
  account.other = parameters.take_other();
  return parsed;
}

std::string format_uri(const Account& account, Fields fields) {
  // Apps that know mOTP at all know this scheme, with a secret and hardly anything else.
  const bool bare =
      fields == Fields::standard && std::holds_alternative<otp::Motp>(account.method);
  std::string uri;
  uri.reserve(256);
  if (bare) {
    uri += motp;
  } else {
    uri += otpauth;
    uri += uri::host_of(account.method);
    uri += '/';
  }
  uri::append_label(uri, account);
  uri += "?secret=";
  uri::append_secret(uri, account);
  if (!account.issuer.empty() && (!bare || account.issuer.find(':') != std::string::npos)) {
    uri += "&issuer=";
    uri += codec::encode_percent(account.issuer);
  }
  if (!bare) uri::append_method(uri, account.method);
  uri::append_pin(uri, account);
  for (const std::string& parameter : account.other) {
    // What the type has come to read since would be a second value of it.
    if (!uri::is_kept_raw(parameter, account.method)) continue;
    uri += '&';
    uri += parameter;
  }
  if (needs_exact(account)) uri += "&fob-exact=1";
  if (fields == Fields::all) uri::append_own_fields(uri, account);
  return uri;
}

void drop_read_parameters(Account& account) {
  std::erase_if(account.other, [&](const std::string& parameter) {
    return !uri::is_kept_raw(parameter, account.method);
  });
}

std::vector<std::string_view> fields_lost(const Account& account) {
  std::vector<std::string_view> lost;
  if (!account.tags.empty()) lost.emplace_back("tags");
  if (!account.note.empty()) lost.emplace_back("note");
  if (!account.recovery_codes.empty()) lost.emplace_back("recovery codes");
  return lost;
}

}  // namespace fob
