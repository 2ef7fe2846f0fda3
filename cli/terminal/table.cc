#include "cli/terminal/table.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/text.h"
#include "core/base/unicode.h"

namespace fob::cli {
namespace {

constexpr int gap = 2;

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(count), ' ');
}

/// The ` #5f0c9a41` that tells a name from its namesakes; empty where there is none.
std::string_view id_end(std::string_view name) {
  constexpr std::string_view mark = " #";
  const std::size_t at = std::min(name.rfind(mark), name.size());
  const std::string_view end = name.substr(at);
  const std::size_t other = end.find_first_not_of("0123456789abcdef", mark.size());
  return other == end.npos ? end : std::string_view();
}

/// `name` in at most `width` columns, shortened before its id_end().
std::string fitted_name(std::string_view name, int width) {
  const std::string_view end = id_end(name);
  if (end.empty() || display_width(name) <= width) return fitted(name, width);
  const int left = width - display_width(end);
  if (left < 1) return fitted(end.substr(1), width);
  return fitted(name.substr(0, name.size() - end.size()), left).append(end);
}

std::string padded(std::string shown, int width) {
  return shown += spaces(std::max(0, width - display_width(shown)));
}

void end_line(std::string& table) {
  table.erase(table.find_last_not_of(' ') + 1);
  table += '\n';
}

std::string seconds_text(const CodeRow& row) {
  return row.remaining ? std::to_string(*row.remaining) + "s" : std::string();
}

/// The color that says how much of the period is left; empty where there is plenty.
std::string_view color_of(const CodeRow& row) {
  if (!row.remaining || !row.period) return {};
  if (*row.remaining * 6 <= *row.period) return "\x1b[31m";
  if (*row.remaining * 3 <= *row.period) return "\x1b[33m";
  return {};
}

struct Cells {
  std::string code, spaced_code, name, seconds;
};

Cells cells_of(const CodeRow& row) {
  const std::string code = escaped(row.code);
  return {code, row.is_code ? grouped(code) : code, escaped(row.name), seconds_text(row)};
}

/// How wide each column is, and how its codes are written.
struct Layout {
  bool spaced;
  int code, name, seconds;
};

Layout layout_for(const std::vector<Cells>& rows, int columns) {
  const auto widest = [&](std::string Cells::*cell) {
    int width = 0;
    for (const Cells& row : rows)
      width = std::max(width, display_width(row.*cell));
    return width;
  };
  const int spaced = widest(&Cells::spaced_code), plain = widest(&Cells::code);
  const int name = widest(&Cells::name), seconds = widest(&Cells::seconds);
  int id = 0;  // with an ellipsis before it
  for (const Cells& row : rows) {
    if (const auto end = id_end(row.name); !end.empty())
      id = std::max(id, display_width(end) + 1);
  }

  struct Choice {
    Layout layout;
    int least_name;
  };
  for (const auto& [layout, least_name] :
       {Choice{{true, spaced, name, seconds}, std::max(id, 6)},
        Choice{{true, spaced, name, 0}, std::max(id, 4)}, Choice{{false, plain, name, 0}, 2}}) {
    const int taken = layout.code + gap + (layout.seconds > 0 ? gap + layout.seconds : 0);
    if (columns - taken >= std::min(name, least_name)) {
      return {layout.spaced, layout.code, std::min(name, columns - taken), layout.seconds};
    }
  }
  return {false, plain, 0, 0};
}

/// Makes columns of these widths fit: `long_column` is shortened; then those after the second
/// go, the last one first; then the second is shortened, or goes if it is a short one; then the
/// first is shortened.
void fit(std::vector<int>& widths, int columns, std::optional<std::size_t> long_column) {
  constexpr int least = 8;  // of what is worth being shortened
  const auto excess = [&] {
    int taken = -gap - columns;
    for (const int width : widths)
      taken += width > 0 ? width + gap : 0;
    return taken;
  };
  if (long_column && *long_column < widths.size() && excess() > 0) {
    int& width = widths[*long_column];
    width = std::min(width, std::max(least, width - excess()));
  }
  while (excess() > 0 && widths.size() > 2)
    widths.pop_back();
  if (excess() > 0 && widths.size() == 2) {
    if (widths[1] <= least) {
      widths.pop_back();
    } else {
      widths[1] = std::max(least, widths[1] - excess());
    }
  }
  if (excess() > 0) widths[0] = std::max(1, widths[0] - excess());
}

}  // namespace

std::string grouped(const std::string& code) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::ranges::all_of(code, is_digit)) return code;
  std::string shown;
  for (std::size_t at = 0; at < code.size(); at += 3) {
    if (at > 0) shown += ' ';
    shown.append(code, at, 3);
  }
  return shown;
}

std::string code_table(const std::vector<CodeRow>& rows, int columns, bool color) {
  std::vector<Cells> cells(rows.size());
  std::ranges::transform(rows, cells.begin(), cells_of);
  const Layout layout = layout_for(cells, columns);

  std::string table;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const Cells& row = cells[at];
    table += padded(layout.spaced ? row.spaced_code : row.code, layout.code);
    if (layout.name > 0) {
      table += spaces(gap) + padded(fitted_name(row.name, layout.name), layout.name);
    }
    if (layout.seconds > 0 && !row.seconds.empty()) {
      const std::string_view tint = color ? color_of(rows[at]) : std::string_view();
      table += spaces(gap + layout.seconds - static_cast<int>(row.seconds.size()));
      table.append(tint).append(row.seconds).append(tint.empty() ? "" : "\x1b[0m");
    }
    end_line(table);
  }
  return table;
}

std::string aligned(const std::vector<std::vector<std::string>>& rows, int columns,
                    std::optional<std::size_t> long_column) {
  std::vector<std::vector<std::string>> cells = rows;
  std::vector<int> widths;
  for (auto& row : cells) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t at = 0; at < row.size(); ++at) {
      row[at] = escaped(row[at]);
      widths[at] = std::max(widths[at], display_width(row[at]));
    }
  }
  if (columns > 0) fit(widths, columns, long_column);

  std::string table;
  for (const auto& row : cells) {
    for (std::size_t at = 0; at < std::min(row.size(), widths.size()); ++at) {
      if (at > 0 && widths[at] == 0) continue;
      if (at > 0) table += spaces(gap);
      table += padded(at == 0 ? fitted_name(row[at], widths[at]) : fitted(row[at], widths[at]),
                      widths[at]);
    }
    end_line(table);
  }
  return table;
}

}  // namespace fob::cli
