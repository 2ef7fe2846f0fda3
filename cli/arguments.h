#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret.h"

namespace fob::cli {

/// The words of the command line. An argument that is a URI with a secret in it is taken
/// into guarded memory and overwritten where the system shows it to others; a placeholder
/// takes its place, so that the option parser, and its messages, never see the secret.
class Arguments {
 public:
  /// Overwrites such arguments in `argv`.
  Arguments(int argc, char** argv);

  /// All but the program's name.
  const std::vector<std::string>& words() const noexcept { return words_; }
  /// The URI that `word` stands for, or null.
  const Secret* uri(std::string_view word) const noexcept;
  /// Throws usage when `word` is such a placeholder: for words that are no URIs.
  void refuse_uri(std::string_view word) const;

 private:
  std::vector<std::string> words_;
  std::vector<Secret> uris_;
};

}  // namespace fob::cli
