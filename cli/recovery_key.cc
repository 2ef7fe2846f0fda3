#include "cli/recovery_key.h"

#include <array>

#include <fmt/format.h>

#include "core/vault/recovery_key.h"

namespace fob::cli {

bool has_room_for_recovery_key(const Terminal& terminal) {
  return terminal.line_columns() >= vault::recovery_key_columns;
}

bool show_recovery_key(const Secret& key, const Terminal& terminal) {
  const Secret shown = vault::format_recovery_key(key);
  terminal.show_until_enter(
      [&]() -> std::string {
        // It may become narrower at any time.
        if (!has_room_for_recovery_key(terminal)) return "make the window wider";
        return std::string(shown.reveal_text());
      },
      "write it down, then press Enter:");
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

void add_recovery_key(Json& json, const std::optional<Secret>& key) {
  if (!key) return;
  const Secret shown = vault::format_recovery_key(*key);
  json["recovery_key"] = shown.reveal_text();
}

std::string recovery_key_line(const Secret& key) {
  return std::string(vault::format_recovery_key(key).reveal_text()) + "\n";
}

}  // namespace fob::cli
