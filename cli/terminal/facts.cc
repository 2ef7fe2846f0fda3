#include "cli/terminal/facts.h"

#include "cli/terminal/table.h"
#include "cli/terminal/terminal.h"
#include "core/base/text.h"

namespace fob::cli {

std::string fact_lines(const Facts& facts) {
  if (is_terminal(1)) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& [label, value] : facts)
      rows.push_back({label, value});
    return aligned(rows, terminal_columns(1));
  }
  std::string text;
  for (const auto& [label, value] : facts)
    text += label + "\t" + escaped(value) + "\n";
  return text;
}

}  // namespace fob::cli
