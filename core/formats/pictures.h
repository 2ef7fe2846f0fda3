#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace fob::formats {

/// Which of a transfer's QR codes one is. A large transfer has several, and they may come in
/// several files.
struct Picture {
  std::int64_t transfer = 0;  // its id; 0 where the app wrote none
  std::uint64_t count = 1;    // 1 to 100
  std::uint64_t index = 0;    // from 0, less than count
  std::size_t content = 0;    // a hash: a picture that was read twice is one
};

/// What is not there of the transfers that `pictures` belong to: `QR 2 of 3 is missing`, in
/// order; max_entries of them at most. Newer apps write no id, so that two transfers look
/// like one: a second picture with the same index and another content is then taken for a part
/// of another transfer.
std::vector<std::string> missing_pictures(std::span<const Picture> pictures);

}  // namespace fob::formats
