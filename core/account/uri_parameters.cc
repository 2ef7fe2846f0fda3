#include "core/account/uri_parameters.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::uri {
namespace {

using codec::Plus;

constexpr std::array<std::string_view, name_count> texts = {
    "secret",     "issuer",   "algorithm",   "digits",       "counter",
    "period",     "pin",      "encoder",     "steam",        "fob-exact",
    "fob-pin",    "fob-id",   "fob-created", "fob-modified", "fob-removed",
    "fob-former", "fob-tags", "fob-note",    "fob-recovery", "fob-recovery-used"};

constexpr std::size_t index_of(Name name) {
  return static_cast<std::size_t>(name);
}

std::optional<Name> name_of(std::string_view text) {
  auto found = std::ranges::find(texts, text);  // as they are nearly always written
  if (found == texts.end()) {
    found = std::ranges::find_if(texts, [text](auto known) { return same_word(known, text); });
  }
  if (found == texts.end()) return std::nullopt;
  return static_cast<Name>(found - texts.begin());
}

struct Parameter {
  std::optional<Name> name;  // nothing for one that fob never reads
  std::string_view value;
};

Parameter cut(std::string_view text) {
  const std::size_t equals = std::min(text.find('='), text.size());
  const std::string_view name = text.substr(0, equals);
  Parameter parameter{name_of(name), text.substr(std::min(equals + 1, text.size()))};
  if (name.find('%') != name.npos) {
    if (const auto plain = codec::decode_percent(name, Plus::literal)) {
      parameter.name = name_of(*plain);
    }
  }
  // Stratum marks Steam by the bare word; with a value it is somebody else's.
  if (parameter.name == Name::steam && !parameter.value.empty()) parameter.name.reset();
  return parameter;
}

bool means_something(Name name, const otp::Method& type) noexcept {
  switch (name) {
    case Name::counter:
      return std::holds_alternative<otp::Hotp>(type);
    case Name::period:
      return !std::holds_alternative<otp::Hotp>(type);
    case Name::pin:
    case Name::typed_pin:
      return otp::needs_pin(type);
    case Name::steam:
      return std::holds_alternative<otp::Totp>(type) ||
             std::holds_alternative<otp::Steam>(type);
    default:
      return true;
  }
}

/// A scheme as long as those are that a list's reader knows, or shorter.
bool begins_with_scheme(std::string_view text) noexcept {
  constexpr std::string_view longest = "otpauth-migration://";
  const std::size_t end = text.substr(0, longest.size()).find("://");
  return end != text.npos && end > 0 && std::ranges::all_of(text.substr(0, end), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("+-.").find(c) != std::string_view::npos;
         });
}

/// `text` as a part of a line, and of a list: a comma before a URI ends another one there.
std::string on_one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    const bool cuts = c == ',' && begins_with_scheme(text.substr(at + 1));
    if (byte <= 0x20 || byte == 0x7f || cuts) {
      fmt::format_to(std::back_inserter(line), "%{:02X}", byte);
    } else {
      line += c;
    }
  }
  return line;
}

bool has_broken_escape(std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdefABCDEF";
  const auto is_hex = [text](std::size_t at) {
    return at < text.size() && hex.find(text[at]) != hex.npos;
  };
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 3)) {
    if (!is_hex(at + 1) || !is_hex(at + 2)) return true;
  }
  return false;
}

Error undecodable(std::string_view raw, std::string_view what) {
  if (has_broken_escape(raw)) {
    return Error(Kind::malformed,
                 fmt::format("{} has a % without two hexadecimal digits after it", what),
                 "a percent sign itself is written %25");
  }
  const bool nul = raw.find('\0') != raw.npos || raw.find("%00") != raw.npos;
  return Error(Kind::malformed,
               fmt::format("{} {}", what, nul ? "holds a NUL character" : "is not UTF-8 text"));
}

}  // namespace

std::string_view text_of(Name name) noexcept {
  return texts[index_of(name)];
}

std::string decoded(std::string_view raw, Plus plus, std::string_view what) {
  if (auto text = codec::decode_percent(raw, plus)) return *std::move(text);
  throw undecodable(raw, what);
}

bool is_kept_raw(std::string_view parameter, const otp::Method& type) {
  const std::optional<Name> name = cut(parameter).name;
  return !name || !means_something(*name, type);
}

Parameters::Parameters(std::string_view query, const otp::Method& type) {
  std::size_t place = 0;
  while (!query.empty()) {
    std::string_view piece = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(piece.size() + 1, query.size()));
    while (piece.starts_with("amp;"))
      piece.remove_prefix(4);
    if (piece.empty()) continue;
    ++place;
    const Parameter parameter = cut(piece);
    if (parameter.name) add(*parameter.name, parameter.value);
    if (!parameter.name || !means_something(*parameter.name, type)) {
      decoded(piece, Plus::literal, fmt::format("parameter {}", place));
      other_.push_back(on_one_line(piece));
    }
  }
}

void Parameters::add(Name name, std::string_view value) {
  if (name == Name::recovery || name == Name::recovery_used) {
    recovery_.emplace_back(name, value);
    return;
  }
  std::optional<std::string_view>& known = values_[index_of(name)];
  if (!known) {
    known = value;
    return;
  }
  const auto meaning = [name](std::string_view raw) {
    return decoded(raw, name == Name::issuer ? Plus::space : Plus::literal, text_of(name));
  };
  if (meaning(*known) != meaning(value)) {
    throw Error(Kind::malformed,
                fmt::format("{} is given twice, with two values", text_of(name)));
  }
}

std::optional<std::string_view> Parameters::raw(Name name) const noexcept {
  return values_[index_of(name)];
}

std::optional<std::string> Parameters::text(Name name, Plus plus) const {
  const std::optional<std::string_view> value = raw(name);
  if (!value) return std::nullopt;
  return decoded(*value, plus, text_of(name));
}

std::optional<std::uint64_t> Parameters::number(Name name, std::uint64_t min,
                                                std::uint64_t max) const {
  const std::optional<std::string> value = text(name);
  if (!value) return std::nullopt;
  const std::optional<std::uint64_t> number = decimal(*value, max);
  if (!number || *number < min) {
    throw Error(Kind::malformed, fmt::format("{} must be a whole number from {} to {}",
                                             text_of(name), min, max));
  }
  return number;
}

}  // namespace fob::uri
