#include "core/vault/body.h"

#include <algorithm>
#include <bit>
#include <limits>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/vault/line.h"

namespace fob::vault {
namespace {

constexpr std::string_view name = "fob-accounts";

void parse_first_line(std::string_view line, Body& body) {
  const auto version = version_after(line, name);
  if (version && *version > 1) {
    throw too_new(fmt::format(
        "the vault's accounts are of version {} of the format, this fob knows version 1",
        *version));
  }
  const auto words = split(line, ' ');
  const auto generation = version && words.size() > 2
                              ? number_field(words[2], "generation", 1, max_generation)
                              : std::nullopt;
  const std::size_t words_due = generation == 1 ? 3 : 4;
  const auto previous =
      words.size() == 4 ? bytes_field(words[3], "previous", Digest{}.size()) : std::nullopt;
  if (!generation || words.size() != words_due || previous.has_value() != (words_due == 4)) {
    throw damaged("the first line of its accounts is not as the format has it");
  }
  body.generation = *generation;
  if (previous) std::ranges::copy(*previous, body.previous.emplace().begin());
}

}  // namespace

Body parse_body(std::string_view text) {
  Body body;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (first) {
      parse_first_line(line, body);
      first = false;
    } else if (!line.empty()) {
      body.lines.push_back(line);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (first) throw damaged("its body is empty");
  return body;
}

Secret format_body(const Body& body) {
  if (body.generation > max_generation) {
    throw Error(Kind::failed, "the vault has come to the last generation that can be counted",
                "make another with what is in it: export --to fob");
  }
  std::string first_line = fmt::format("{} 1 generation={}", name, body.generation);
  if (body.previous) first_line += format_field("previous", *body.previous);

  std::size_t size = first_line.size() + 1;
  for (const std::string_view line : body.lines)
    size += line.size() + 1;
  const std::size_t padded = padded_size(size);
  if (padded > max_body) {
    throw Error(Kind::failed, "the vault's accounts would take more than 64 MiB",
                "keep some of them in another vault: --vault PATH");
  }

  Secret text(padded);
  std::ranges::fill(text.fill(), static_cast<unsigned char>('\n'));
  auto at = text.fill().begin();
  const auto put = [&at](std::string_view line) {
    at = std::ranges::copy(as_bytes(line), at).out + 1;
  };
  put(first_line);
  std::ranges::for_each(body.lines, put);
  return text;
}

std::size_t padded_size(std::size_t size) noexcept {
  constexpr std::size_t kib = 1024;
  const std::size_t step = size <= 64 * kib ? 4 * kib : std::bit_ceil(size) / 16;
  return (size + step - 1) / step * step;
}

}  // namespace fob::vault
