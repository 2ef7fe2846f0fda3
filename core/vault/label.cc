#include "core/vault/label.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/codec/percent.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

constexpr std::string_view name = "x-label";

}  // namespace

bool is_label(std::string_view text) noexcept {
  const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  return !text.empty() && text.size() <= max_label && valid_utf8(text) &&
         std::ranges::none_of(text, control);
}

std::optional<Label> parse_label(std::string_view line) {
  const auto words = split(line, ' ');
  if (words.size() != 3 || words[0] != name) return std::nullopt;
  const auto id = bytes_field(words[1], "id", Id{}.size());
  const auto value = field(words[2], "label");
  const auto text = value ? codec::decode_percent(*value, codec::Plus::literal) : std::nullopt;
  if (!id || !text || !is_label(*text)) return std::nullopt;
  Label label;
  std::ranges::copy(*id, label.slot.begin());
  label.text = *text;
  label.line = fmt::format("{}\n", line);
  return label;
}

std::string format_label(const Id& slot, std::string_view text) {
  return fmt::format("{}{} label={}\n", name, format_field("id", slot),
                     codec::encode_percent(text));
}

}  // namespace fob::vault
