#include "cli/account_text.h"

#include "cli/options.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {

NameHalves split_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == name.npos) return {{}, std::string(name)};
  return {std::string(trimmed(name.substr(0, colon))),
          std::string(trimmed(name.substr(colon + 1)))};
}

void check_tags(std::string_view option, const std::vector<std::string>& tags) {
  for (const std::string& tag : tags) {
    if (!plain_text(option, tag).empty() && tag.find(',') == tag.npos) continue;
    throw Error(Kind::usage, "a tag is not empty and holds no comma",
                "give " + std::string(option) + " once for each");
  }
}

}  // namespace fob::cli
