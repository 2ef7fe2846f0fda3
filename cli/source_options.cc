#include "cli/source_options.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/options.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

constexpr std::uint64_t max_fd = 1 << 20;

}  // namespace

void SourceOptions::declare(Parser& parser, const std::string& name, const std::string& what,
                            bool with_command) {
  parser.value("--" + name + "-fd", fd, "N", what + " from descriptor N");
  parser.value("--" + name + "-file", file, "PATH", what + " from a file");
  if (with_command) {
    parser.value("--" + name + "-command", command, "CMD", what + " from a command");
  }
}

SecretSource SourceOptions::source(std::string_view name) const {
  if (int{fd.has_value()} + int{file.has_value()} + int{command.has_value()} > 1) {
    throw Error(Kind::usage,
                fmt::format("more than one source is given for the {}", words_of(name)),
                fmt::format("keep one of the --{}-* options", name));
  }
  SecretSource source;
  source.option = name;
  if (fd) {
    source.fd = static_cast<int>(number(fmt::format("--{}-fd", name), *fd, 0, max_fd));
  }
  if (file) source.file = *file;
  source.command = command;
  return source;
}

void SourceSecretOptions::declare(Parser& parser, const std::string& whose) {
  passphrase.declare(parser, "source-passphrase", whose + " passphrase", true);
  parser.value("--source-keyfile", keyfile, "PATH", whose + " key file");
}

SourceSecret SourceSecretOptions::secret() const {
  SourceSecret secret{passphrase.source("source-passphrase"), {}};
  if (!keyfile) return secret;
  if (passphrase.given()) {
    throw Error(Kind::usage, "a passphrase and a key file are given for the source",
                "keep --source-keyfile or the --source-passphrase-* option");
  }
  if (keyfile->empty()) throw Error(Kind::usage, "--source-keyfile must name a file");
  secret.keyfile = *keyfile;
  return secret;
}

bool passphrase_comes_first(const SecretSource& passphrase,
                            std::initializer_list<SourceOptions> others) {
  return passphrase.fd && std::ranges::any_of(others, [&](const SourceOptions& other) {
           return other.fd && decimal(*other.fd, max_fd) == passphrase.fd;
         });
}

}  // namespace fob::cli
