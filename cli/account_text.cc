#include "cli/account_text.h"

#include "cli/options.h"
#include "core/base/error.h"

namespace fob::cli {

void check_tags(std::string_view option, const std::vector<std::string>& tags) {
  for (const std::string& tag : tags) {
    if (!plain_text(option, tag).empty() && tag.find(',') == tag.npos) continue;
    throw Error(Kind::usage, "a tag is not empty and holds no comma",
                "give " + std::string(option) + " once for each");
  }
}

}  // namespace fob::cli
