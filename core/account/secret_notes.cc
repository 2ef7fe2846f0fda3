#include "core/account/secret_notes.h"

#include <fmt/format.h>

namespace fob {

std::optional<std::string> short_secret_note(std::size_t bytes) {
  const std::size_t bits = 8 * bytes;
  if (bits >= weak_below_bits) return std::nullopt;
  return fmt::format("the secret is {} bits long; {} or more are recommended", bits,
                     weak_below_bits);
}

}  // namespace fob
