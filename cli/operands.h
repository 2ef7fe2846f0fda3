#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace fob::cli {

/// Does `word` look like a secret in Base32, Base64 or hexadecimal? Oathtool takes one as its
/// argument, and fingers remember. Names and ids hardly look like one. Such a word is never
/// repeated in a message.
bool looks_like_secret(std::string_view word);

/// For operands that are too few, too many or not meant: usage, with `hint`. Where one of them
/// looks like a secret the hint says instead that it is in the shell's history now.
Error wrong_operands(const std::vector<std::string>& operands, const std::string& what,
                     const std::string& hint);

}  // namespace fob::cli
