#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace fob::cli {

/// Does `word` look like a secret in Base32, Base64 or hexadecimal, or like a recovery key?
/// Oathtool takes a secret as its argument, and fingers remember. Names and ids hardly look
/// like one. Such a word is never repeated in a message.
bool looks_like_secret(std::string_view word);

/// " PATH" for a message about a file with a secret in it; nothing for what is no file and was
/// perhaps meant to be what is in it.
std::string name_of_secret_file(const std::filesystem::path& file);

/// For operands that are too few, too many or not meant: usage, with `hint`. Where one of them
/// looks like a secret the hint says instead that it is in the shell's history now.
Error wrong_operands(const std::vector<std::string>& operands, const std::string& what,
                     const std::string& hint);

}  // namespace fob::cli
