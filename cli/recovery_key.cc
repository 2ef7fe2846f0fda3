#include "cli/recovery_key.h"

#include <array>

#include <fmt/format.h>

#include "core/vault/recovery_key.h"

namespace fob::cli {

bool show_recovery_key(const Secret& key, const Terminal& terminal) {
  const Secret shown = vault::format_recovery_key(key);
  // It comes first: a narrow terminal cuts what stands behind it.
  terminal.show_until_enter(
      [&] { return std::string(shown.reveal_text()) + "  write it down, then press Enter"; });
  std::array<unsigned char, 1> chance{};
  fill_random(chance);
  const std::size_t group = chance[0] % vault::recovery_groups;
  std::string_view before;
  const auto typed = ask_thrice([&]() -> std::optional<bool> {
    const Secret answer = terminal.ask_secret(
        fmt::format("{}group {} of {} of the recovery key, as you have it: ", before, group + 1,
                    vault::recovery_groups));
    if (vault::is_recovery_group(key, group, answer.reveal_text())) return true;
    before = "wrong; ";
    return std::nullopt;
  });
  return typed.has_value();
}

std::string recovery_key_line(const Secret& key) {
  return std::string(vault::format_recovery_key(key).reveal_text()) + "\n";
}

}  // namespace fob::cli
