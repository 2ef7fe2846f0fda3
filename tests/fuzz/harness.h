#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

/// What libFuzzer calls: each harness has its own.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fob::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) noexcept {
  return {reinterpret_cast<const char*>(data), size};
}

/// Unless `holds`, prints `sentence` and ends the process, so that libFuzzer keeps the input.
void require(bool holds, std::string_view sentence);

/// The message and the hint of `error`, once its kind is one of `kinds` and its message reads
/// as core/base/error.h has it; a line each.
std::string words_of(const Error& error, std::initializer_list<Kind> kinds);

/// Which of a message's pieces may come from the input.
using MayRepeat = bool (*)(std::string_view piece);
inline bool nothing(std::string_view) {
  return false;
}
/// A vault's version, which has nine digits at most.
inline bool version(std::string_view piece) {
  return piece.find_first_not_of("0123456789 ") == piece.npos;
}

/// `words`, each text on its line, were said of `input`: they must not repeat nine bytes of it
/// or more. (Eight letters of a type's name they may.) What both have by chance does not
/// count: such a piece is changed in the input, and must not come back in what `say` returns
/// or throws then.
void refuse_echo(std::string_view input, const std::string& words, MayRepeat may_repeat,
                 const std::function<std::string(std::string_view)>& say);

/// What `parse` makes of `input`; nothing where it refuses it, which it does by an Error of
/// one of `kinds` that repeats no part of it.
template <typename Parse>
auto parsed(std::string_view input, std::initializer_list<Kind> kinds, const Parse& parse,
            MayRepeat may_repeat = nothing) -> std::optional<decltype(parse(input))> {
  std::string words;
  try {
    return parse(input);
  } catch (const Error& error) {
    words = words_of(error, kinds);
  }
  refuse_echo(input, words, may_repeat, [&](std::string_view changed) {
    parse(changed);
    return std::string();
  });
  return std::nullopt;
}

}  // namespace fob::fuzz
