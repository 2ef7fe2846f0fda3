#pragma once

#include "cli/command.h"
#include "cli/method_options.h"
#include "core/account/account.h"

namespace fob::cli {

/// The account that `-` stands for: a URI, or a bare secret with `options`, from standard
/// input; asked for without echo where that is a terminal. Throws malformed, and usage when
/// options are given beside a URI. What its owner should know goes to the report.
Account read_account(const Context& cli, const MethodOptions& options);

}  // namespace fob::cli
