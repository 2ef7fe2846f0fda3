#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace fob::cli {

// What goes to standard error, and how it reads: `fob: ` and what happened, lower case, no
// full stop; on a line of its own `hint: ` and the next thing to type. Notes are for the
// curious (stopped by --quiet), warnings for everyone. Text from outside is escaped. The
// lines of a longer text after its first are indented, so none of them looks like a new one.

/// How a command speaks beside its answer. Under --json nothing is printed while it runs:
/// notes and warnings are collected for the document.
class Report {
 public:
  enum class Style { text, json };
  Report(Style style, bool quiet, bool verbose)
      : style_(style), quiet_(quiet), verbose_(verbose) {}

  bool json() const noexcept { return style_ == Style::json; }

  /// `fob: TEXT`, not under --quiet.
  void note(std::string_view text);
  /// `fob: warning: TEXT`.
  void warning(std::string_view text);
  /// A note for --verbose alone.
  void detail(std::string_view text);
  /// A line for people that is part of the answer (an account's name beside its code); not
  /// under --json, not under --quiet; without the `fob: `.
  void aside(std::string_view text);

  /// The same, under --quiet too: for what was left out.
  void line(std::string_view text);

  /// What was collected under --json; forgets it.
  std::vector<std::string> take_warnings();

  /// The end of a failed command: two lines, or under --json one document, with the warnings
  /// that no other document took.
  void failure(const Error& error);

 private:
  void say(std::string_view before, std::string_view text);

  Style style_;
  bool quiet_;
  bool verbose_;
  std::vector<std::string> collected_;
};

/// The word of fob(1) for each exit status: no usage not_found ambiguous passphrase no_vault
/// damaged partial malformed io failed.
std::string_view kind_word(Kind kind) noexcept;

}  // namespace fob::cli
