#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "cli/arguments.h"
#include "cli/globals.h"
#include "cli/parser.h"
#include "cli/session.h"
#include "cli/terminal/report.h"
#include "cli/terminal/terminal.h"
#include "core/otp/method.h"

namespace fob::cli {

/// What a running command works with.
struct Context {
  const Globals& globals;
  const Arguments& arguments;
  Report& report;
  Terminal& terminal;
  Session& session;
  /// The clock. Read after the vault is open, never before a prompt.
  std::function<otp::Time()> now;
};

/// Does the command's work and returns its exit status: 0, or 1 or 8 where these come with
/// an answer. Failures are thrown.
using Run = std::function<int(Context&)>;

/// A row of the table of commands.
struct Command {
  std::string_view name;
  std::string_view alias;     ///< another name for it, or nothing
  std::string_view group;     ///< its heading in the help of all
  std::string_view summary;   ///< one line, for help and completions
  std::string_view operands;  ///< as in a synopsis: "QUERY CODE"
  std::string_view examples;  ///< two lines
  /// Adds the command's options and operands to `parser`; the result, called after parsing,
  /// runs it.
  Run (*declare)(Parser& parser);
};

/// The commands of this version, in the order of fob(1).
std::span<const Command> commands() noexcept;
/// By name or alias, or null.
const Command* command_named(std::string_view word) noexcept;
/// Names that a later version will use: no account answers to them as a bare word.
std::span<const std::string_view> reserved_words() noexcept;

}  // namespace fob::cli
