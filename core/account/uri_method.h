#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/account/uri_parameters.h"
#include "core/otp/method.h"

namespace fob::uri {

/// Who says that a `totp` is Steam's: the host alone, or the issuer's name too?
enum class SteamByName { no, yes };

/// The type that the host of a URI names, with the defaults of the standard. Throws
/// malformed for any other word.
otp::Method type_named(std::string_view host);

/// The host that says the type of `method` (Yandex: `yaotp`).
std::string_view host_of(const otp::Method& method) noexcept;

/// How codes are made: `type` with what `parameters` say beside it. Throws malformed, naming
/// the parameter, for a value that is not understood or that the type cannot have. Adds
/// to `notes` what was filled in or may surprise.
otp::Method read_method(const otp::Method& type, const Parameters& parameters,
                        std::string_view issuer, SteamByName by_name,
                        std::vector<std::string>& notes);

/// Would SteamByName::yes take this plain account for Steam's?
bool passes_for_steam(const otp::Method& method, std::string_view issuer) noexcept;

/// Appends `&algorithm=...` and what follows it, defaults too.
void append_method(std::string& uri, const otp::Method& method);

}  // namespace fob::uri
