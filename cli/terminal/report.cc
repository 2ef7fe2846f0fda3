#include "cli/terminal/report.h"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "cli/terminal/output.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// `text` escaped, line by line, each on its own line after `before` or an indent.
std::string lines(std::string_view before, std::string_view text) {
  std::string shown;
  for (const std::string_view line : split(text, '\n')) {
    shown.append(shown.empty() ? before : "  ").append(escaped(line)).append("\n");
  }
  return shown;
}

}  // namespace

void Report::say(std::string_view before, std::string_view text) {
  if (json()) {
    collected_.emplace_back(text);
  } else {
    write_error(lines(before, text));
  }
}

void Report::note(std::string_view text) {
  if (!quiet_) say("fob: ", text);
}

void Report::warning(std::string_view text) {
  say("fob: warning: ", text);
}

void Report::detail(std::string_view text) {
  if (verbose_) say("fob: ", text);
}

void Report::aside(std::string_view text) {
  if (!quiet_) line(text);
}

void Report::line(std::string_view text) {
  if (!json()) write_error(lines({}, text));
}

std::vector<std::string> Report::take_warnings() {
  return std::exchange(collected_, {});
}

void Report::failure(const Error& error) {
  if (!json()) {
    std::string shown = lines("fob: ", error.what());
    if (!error.hint().empty()) shown += lines("hint: ", error.hint());
    write_error(shown);
    return;
  }
  using Json = nlohmann::ordered_json;
  Json document;
  Json& about = document["error"];
  about["kind"] = kind_word(error.kind());
  about["message"] = error.what();
  if (!error.hint().empty()) about["hint"] = error.hint();
  if (!collected_.empty()) document["warnings"] = take_warnings();
  // File names need not be UTF-8, the document must be.
  write_error(document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::string_view kind_word(Kind kind) noexcept {
  static constexpr std::array<std::string_view, 11> words{
      "no",      "usage",   "not_found", "ambiguous", "passphrase", "no_vault",
      "damaged", "partial", "malformed", "io",        "failed"};
  const auto index = static_cast<std::size_t>(kind) - 1;
  return index < words.size() ? words[index] : words.back();
}

}  // namespace fob::cli
