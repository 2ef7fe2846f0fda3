#include "cli/options.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

constexpr std::uint64_t max_fd = 1 << 20;

}  // namespace

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

void SourceOptions::declare(Parser& parser, const std::string& name, const std::string& what,
                            bool with_command) {
  parser.value("--" + name + "-fd", fd, "N", what + " from descriptor N");
  parser.value("--" + name + "-file", file, "PATH", what + " from a file");
  if (with_command) {
    parser.value("--" + name + "-command", command, "CMD", what + " from a command");
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
    source.fd = static_cast<int>(number(fmt::format("--{}-fd", name), *fd, 0, max_fd));
  }
  if (file) source.file = *file;
  source.command = command;
  return source;
}

bool passphrase_comes_first(const PassphraseSource& passphrase,
                            std::initializer_list<SourceOptions> others) {
  return passphrase.fd && std::ranges::any_of(others, [&](const SourceOptions& other) {
           return other.fd && decimal(*other.fd, max_fd) == passphrase.fd;
         });
}

}  // namespace fob::cli
