#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fob::cli {

/// A place in a text, as `@commands@`, and what stands there instead.
using Filling = std::pair<std::string_view, std::string>;

/// `text` with each place filled. What is filled in is not looked at again.
std::string filled(std::string_view text, const std::vector<Filling>& fillings);

}  // namespace fob::cli
