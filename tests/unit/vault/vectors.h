#pragma once

#include <string>
#include <vector>

#include "core/base/secret.h"

namespace fob::vault {

/// A file of tests/vectors/vault; make.py there says what its fields are.
struct Vector {
  std::string name;
  std::string passphrase, recovery_key, key_file, expect, says;
  std::uint64_t generation = 0;
  std::vector<std::string> accounts;
  std::size_t unreadable = 0;
  Bytes vault;
};

/// All of them. The working directory is tests/unit.
std::vector<Vector> all_vectors();
Vector vector_named(const std::string& name);

}  // namespace fob::vault
