#include "cli/completions/filled.h"

namespace fob::cli {

std::string filled(std::string_view text, const std::vector<Filling>& fillings) {
  std::string result;
  while (!text.empty()) {
    std::size_t first = text.size();
    const Filling* next = nullptr;
    for (const Filling& filling : fillings) {
      if (const std::size_t at = text.find(filling.first); at < first) {
        first = at;
        next = &filling;
      }
    }
    result += text.substr(0, first);
    if (next == nullptr) break;
    result += next->second;
    text.remove_prefix(first + next->first.size());
  }
  return result;
}

}  // namespace fob::cli
