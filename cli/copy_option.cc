#include "cli/copy_option.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/osc52.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

using std::chrono::seconds;

/// How long a code is kept that no clock ends: enough to paste it.
constexpr seconds fixed_time{30};

/// Copying may have taken all the time that the code had.
std::string clearing(std::chrono::seconds left) {
  return left.count() > 0 ? fmt::format("is cleared in {} s", left.count())
                          : "has expired and is cleared now";
}

std::string note(const ShownCode& shown, const std::string& what_becomes_of_it) {
  const std::string whose = shown.name.empty() ? "" : " of " + shown.name;
  return fmt::format("copied the code{}; it {}", whose, what_becomes_of_it);
}

/// The document of the code without the codes.
Json document(const ShownCode& shown, otp::Time now, std::optional<otp::Time> cleared) {
  Json json = code_json(shown, now);
  json.erase("code");
  json.erase("next_code");
  json["copied"] = true;
  if (cleared) json["cleared_at"] = cleared->time_since_epoch().count();
  return json;
}

}  // namespace

void CopyOption::declare(Parser& parser) {
  parser.optional_value("--copy", given_, "osc52", "to the clipboard, for a while");
}

void CopyOption::prepare(bool one_code) {
  if (!given_) return;
  if (!given_->empty()) one_of("--copy=", *given_, {"osc52"});
  if (!one_code) {
    throw Error(Kind::usage, "--copy goes with one QUERY", "type: fob code --copy NAME");
  }
  if (!given_->empty()) {
    terminal_ = open_terminal_for_copy();
    return;
  }
  clipboard_ = find_clipboard();
  if (clipboard_->can_clear()) clearer_.emplace(*clipboard_);
}

void CopyOption::copy(const Context& cli, const ShownCode& shown, bool another_time,
                      otp::Time now) {
  const std::string& text = shown.code->text;
  std::optional<otp::Time> cleared;
  std::string becomes = "will not be cleared";
  if (terminal_) {
    write_terminal(terminal_, osc52(text, in_screen()));
  } else {
    // First what clears it: a code that is copied never lacks it.
    if (clearer_) {
      const auto& valid = shown.code->valid;
      const otp::Time clock = cli.now();
      cleared = valid && !another_time ? std::max(valid->until, clock) : clock + fixed_time;
      clearer_->clear(text, *cleared - std::chrono::system_clock::now());
    } else {
      becomes += ": FOB_PASTE_COMMAND is not set";
    }
    copy_to(*clipboard_, text);
    if (cleared) becomes = clearing(*cleared - cli.now());
  }
  if (cli.globals.json) return print_json(document(shown, now, cleared), cli.report);
  cli.report.note(note(shown, becomes));
}

}  // namespace fob::cli
