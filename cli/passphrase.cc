#include "cli/passphrase.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <zxcvbn.h>

#include "core/base/error.h"

namespace fob::cli {
namespace {

/// A guess at a new vault costs 256 MiB and 3 passes of Argon2id: some half a second of a
/// processor's core, and say two milliseconds of the best graphics card, whose memory it
/// keeps busy. Half of 2^40 guesses are 35 years of that card, which is more than most
/// people's accounts are worth. zxcvbn rather flatters a passphrase, so not less.
constexpr double weak_below_bits = 40;
/// zxcvbn looks no further in detail, and what is longer is no weaker.
constexpr std::size_t longest_judged = 100;

bool is_weak(const Secret& passphrase) {
  Secret judged(std::min(passphrase.size(), longest_judged) + 1);  // ends with NUL
  std::ranges::copy(passphrase.reveal().first(judged.size() - 1), judged.fill().begin());
  return ZxcvbnMatch(judged.reveal_text().data(), nullptr, nullptr) < weak_below_bits;
}

constexpr std::string_view good_one =
    "several words that have nothing to do with each other make a good one";

Error empty_passphrase() {
  return {Kind::usage, "an empty passphrase protects nothing", std::string(good_one)};
}

/// Asks until both are the same.
Secret typed_twice(std::string_view what, const Terminal& terminal) {
  std::optional<Error> refused;
  auto typed = ask_thrice([&]() -> std::optional<Secret> {
    const std::string before = refused ? fmt::format("{}; ", refused->what()) : "";
    Secret first =
        ask_passphrase(terminal, fmt::format("{}new passphrase for {}: ", before, what));
    if (first.empty()) {
      refused = empty_passphrase();
      return std::nullopt;
    }
    if (first == ask_passphrase(terminal, fmt::format("the same again for {}: ", what))) {
      return first;
    }
    refused.emplace(Kind::passphrase, "these two differ");
    return std::nullopt;
  });
  if (!typed && refused->kind() == Kind::usage) throw *refused;
  if (!typed) throw Error(Kind::passphrase, "the passphrase was not typed the same way twice");
  return *std::move(typed);
}

}  // namespace

std::optional<Secret> read_passphrase(const PassphraseSource& source) try {
  return read_secret(source);
} catch (const Error& error) {
  throw Error(Kind::passphrase, error.what(), error.hint());
}

Secret ask_passphrase(const Terminal& terminal, std::string_view prompt) try {
  return terminal.ask_secret(prompt);
} catch (const Error& error) {
  if (error.kind() != Kind::failed) throw;
  throw Error(Kind::passphrase, error.what());
}

Secret new_passphrase(const PassphraseSource& source, std::string_view what, Terminal& terminal,
                      Report& report, bool yes) {
  if (auto given = read_passphrase(source)) {
    if (given->empty()) throw empty_passphrase();
    if (is_weak(*given)) report.note("the new passphrase is weak: it can be guessed");
    return std::move(*given);
  }
  if (!terminal.can_ask()) {
    throw Error(
        Kind::passphrase,
        fmt::format("no {} for {}, and {}", words_of(source.option), what, terminal.obstacle()),
        fmt::format("give --{0}-file PATH or --{0}-fd N", source.option));
  }
  Secret passphrase = typed_twice(what, terminal);
  if (is_weak(passphrase)) {
    if (yes) {
      report.warning("this passphrase is weak: it can be guessed");
    } else if (!terminal.ask_yes(fmt::format(
                   "this passphrase for {} is weak: it can be guessed; use it?", what))) {
      throw Error(Kind::failed, "a weak passphrase was declined", std::string(good_one));
    }
  }
  return passphrase;
}

}  // namespace fob::cli
