#pragma once

#include <string>

#include "cli/command.h"
#include "cli/method_options.h"
#include "core/account/account.h"

namespace fob::cli {

/// The secret of `account`, which has its name and method already, typed without echo: a bad
/// one may be corrected twice. Notes describe what was taken, for somebody who compares it with
/// a web page. Throws usage, with `hint`, where nothing can be asked, and malformed.
Key ask_key(const Context& cli, const MethodOptions& options, const Account& account,
            const std::string& hint);

/// The secret in `text`, which an option named. Throws malformed. Notes say what its owner
/// should know.
Key given_key(const Context& cli, const MethodOptions& options, const Account& account,
              std::string_view text);

}  // namespace fob::cli
