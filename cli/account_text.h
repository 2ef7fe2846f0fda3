#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fob::cli {

/// Throws usage for a tag that is empty, holds a comma or is not UTF-8. `option`: --tag, ...
void check_tags(std::string_view option, const std::vector<std::string>& tags);

}  // namespace fob::cli
