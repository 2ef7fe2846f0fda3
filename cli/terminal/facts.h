#pragma once

#include <string>
#include <utility>
#include <vector>

namespace fob::cli {

/// What is told of one thing: a label and a value each.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// A fact a line: at a terminal (standard output is one) in two columns no wider than it, else
/// with a tab between them. Escaped.
std::string fact_lines(const Facts& facts);

}  // namespace fob::cli
