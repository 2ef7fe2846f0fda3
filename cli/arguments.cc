#include "cli/arguments.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <strings.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

/// Begins with a byte that no argument from a keyboard begins with.
constexpr std::string_view placeholder = "\x01uri ";

/// Where the first URI with a secret begins in `word`; npos where there is none.
std::size_t secret_uri(std::string_view word) {
  static constexpr std::array<std::string_view, 4> schemes{
      "otpauth://", "otpauth-migration:", "steam://", "motp://"};
  const std::string lower = lowered(word);
  std::size_t first = lower.npos;
  for (const std::string_view scheme : schemes)
    first = std::min(first, lower.find(scheme));
  return first;
}

/// `--tag=` of `--tag=URI`, so that what is left of the word is still an option.
std::string_view option_before(std::string_view word, std::size_t uri) {
  if (!word.starts_with("--")) return {};
  const std::size_t equals = word.find('=');
  return equals < uri ? word.substr(0, equals + 1) : std::string_view();
}

}  // namespace

Arguments::Arguments(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    char* word = argv[i];
    const std::size_t uri = secret_uri(word);
    if (uri == std::string_view::npos) {
      words_.emplace_back(word);
      continue;
    }
    const std::string option(option_before(word, uri));
    uris_.push_back(Secret::copy_of(std::string_view(word)));
    explicit_bzero(word, std::strlen(word));
    words_.push_back(option + std::string(placeholder) + std::to_string(uris_.size() - 1));
  }
}

const Secret* Arguments::uri(std::string_view word) const noexcept {
  if (!word.starts_with(placeholder)) return nullptr;
  const auto index = decimal(word.substr(placeholder.size()), uris_.size());
  return index && *index < uris_.size() ? &uris_[*index] : nullptr;
}

void Arguments::refuse_uri(std::string_view word) const {
  if (uri(word) == nullptr) return;
  throw Error(
      Kind::usage, "a URI cannot be given here, and is now in the shell's history",
      "to keep it, type: fob add -    to use it once: fob code -    and paste it there");
}

}  // namespace fob::cli
