#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fob::cli {

/// The two halves of an account's name.
struct NameHalves {
  std::string issuer, account;
};

/// `issuer:account` split at its first colon, without the white space around it; without a
/// colon, the account.
NameHalves split_name(std::string_view name);

/// Throws usage for a tag that is empty, holds a comma or is not UTF-8. `option`: --tag, ...
void check_tags(std::string_view option, const std::vector<std::string>& tags);

}  // namespace fob::cli
