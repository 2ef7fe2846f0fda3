#include "cli/options.h"

#include <algorithm>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

// CLI11 takes an operand in brackets for a list, and cuts it at its commas. No word that
// begins with this byte is anything to it.
constexpr char guard = '\x02';

std::string unguarded(std::string word) {
  if (word.starts_with(guard)) word.erase(0, 1);
  return word;
}

}  // namespace

void guard_brackets(std::vector<std::string>& words) {
  for (std::string& word : words) {
    if (word.starts_with('[') || word.starts_with(guard)) word.insert(0, 1, guard);
  }
}

CLI::Option* add_value(CLI::App& app, const std::string& names,
                       std::optional<std::string>& into, const std::string& value,
                       const std::string& help) {
  return app.add_option(names, into, help)->option_text(value)->transform(unguarded);
}

CLI::Option* add_values(CLI::App& app, const std::string& names, std::vector<std::string>& into,
                        const std::string& value, const std::string& help) {
  CLI::Option* option = app.add_option(names, into, help)->option_text(value);
  option->transform(unguarded);
  // Of each one value, or the words that follow would be values too.
  return option->expected(1)->allow_extra_args(false)->take_all();
}

CLI::Option* add_flag(CLI::App& app, const std::string& names, bool& into,
                      const std::string& help) {
  return app.add_flag(names, into, help)->disable_flag_override();
}

void add_operands(CLI::App& app, std::vector<std::string>& into) {
  app.add_option("operands", into)->group("")->transform(unguarded);
}

std::uint64_t number(std::string_view option, std::string_view text, std::uint64_t min,
                     std::uint64_t max) {
  const auto value = decimal(text, max);
  if (value && *value >= min) return *value;
  throw Error(Kind::usage,
              fmt::format("{} must be a whole number from {} to {}", option, min, max));
}

const std::string& plain_text(std::string_view option, const std::string& text) {
  if (!valid_utf8(text)) throw Error(Kind::usage, fmt::format("{} is not UTF-8", option));
  return text;
}

std::size_t one_of(std::string_view option, std::string_view text,
                   std::initializer_list<std::string_view> words) {
  const auto found = std::ranges::find(words, text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  throw Error(Kind::usage,
              fmt::format("{} must be one of: {}", option, fmt::join(words, ", ")));
}

void SourceOptions::declare(CLI::App& app, const std::string& name, const std::string& what,
                            bool with_command) {
  add_value(app, "--" + name + "-fd", fd, "N", what + " from descriptor N");
  add_value(app, "--" + name + "-file", file, "PATH", what + " from a file");
  if (with_command) {
    add_value(app, "--" + name + "-command", command, "CMD", what + " from a command");
  }
}

PassphraseSource SourceOptions::source(std::string_view name) const {
  std::string words(name);
  std::ranges::replace(words, '-', ' ');
  if (int{fd.has_value()} + int{file.has_value()} + int{command.has_value()} > 1) {
    throw Error(Kind::usage, fmt::format("more than one source is given for the {}", words),
                fmt::format("keep one of the --{}-* options", name));
  }
  PassphraseSource source;
  source.option = name;
  if (fd) {
    source.fd = static_cast<int>(number(fmt::format("--{}-fd", name), *fd, 0, 1 << 20));
  }
  if (file) source.file = *file;
  source.command = command;
  return source;
}

}  // namespace fob::cli
