#include "core/vault/line.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/codec/base64.h"

namespace fob::vault {
namespace {

constexpr bool is_lower(char c) noexcept {
  return c >= 'a' && c <= 'z';
}

}  // namespace

Error damaged(std::string_view what) {
  return {Kind::damaged, fmt::format("the vault is damaged: {}", what)};
}

Error too_new(std::string_view what) {
  return {Kind::malformed, std::string(what), "a newer fob may read it"};
}

bool is_line(std::string_view text) noexcept {
  const auto printable = [](char c) { return c >= 0x20 && c <= 0x7e; };
  return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
         text.find("  ") == text.npos && std::ranges::all_of(text, printable);
}

bool is_word(std::string_view text) noexcept {
  return !text.empty() && is_lower(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_lower(c) || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<std::string_view> field(std::string_view text, std::string_view name) noexcept {
  if (!text.starts_with(name)) return std::nullopt;
  text.remove_prefix(name.size());
  if (!text.starts_with('=')) return std::nullopt;
  return text.substr(1);
}

std::optional<Bytes> bytes_field(std::string_view text, std::string_view name,
                                 std::size_t size) {
  const auto value = field(text, name);
  if (!value || value->ends_with('=')) return std::nullopt;
  auto bytes = codec::decode_base64(*value, codec::Base64::url);
  return bytes && bytes->size() == size ? bytes : std::nullopt;
}

std::optional<std::uint64_t> number_field(std::string_view text, std::string_view name,
                                          std::uint64_t min, std::uint64_t max) {
  const auto value = field(text, name);
  const auto number = value ? decimal(*value, max) : std::nullopt;
  return number && *number >= min ? number : std::nullopt;
}

std::string format_field(std::string_view name, ByteView bytes) {
  return fmt::format(" {}={}", name, codec::encode_base64(bytes, codec::Base64::url));
}

std::optional<std::uint64_t> version_after(std::string_view text, std::string_view name) {
  if (!text.starts_with(name)) return std::nullopt;
  text.remove_prefix(name.size());
  if (!text.starts_with(' ')) return std::nullopt;
  const std::string_view head = text.substr(1, 10);  // nine digits, and what ends them
  const auto version = decimal(head.substr(0, head.find_first_of(" \n")), 999'999'999);
  return version && *version >= 1 ? version : std::nullopt;
}

}  // namespace fob::vault
