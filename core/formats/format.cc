#include "core/formats/format.h"

#include <algorithm>
#include <array>

#include "core/formats/uri_list.h"

namespace fob::formats {
namespace {

constexpr std::array formats{
    Format{"google", is_google_transfer, read_google_transfer},
    Format{"otpauth", is_uri_list, read_uri_list},
};

const Format* or_null(auto found) noexcept {
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Format> all() noexcept {
  return formats;
}

const Format* detect(std::string_view file) noexcept {
  return or_null(
      std::ranges::find_if(formats, [file](const Format& f) { return f.probe(file); }));
}

const Format* named(std::string_view name) noexcept {
  return or_null(std::ranges::find(formats, name, &Format::name));
}

}  // namespace fob::formats
