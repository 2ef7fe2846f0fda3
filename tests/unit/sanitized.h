#pragma once

namespace fob {

/// Is this a program with sanitizers? A test that does one thing very often does it less often
/// there: each place in the code is what they look at, and all values are tried without them.
inline constexpr bool sanitized = FOB_SANITIZED;

}  // namespace fob
