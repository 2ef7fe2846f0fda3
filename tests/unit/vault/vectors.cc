#include "tests/unit/vault/vectors.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/text.h"

namespace fob::vault {
namespace {

const std::filesystem::path folder = "../vectors/vault";

Vector read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(in), {}};
  const std::size_t end = file.find("\n\n");
  if (end == file.npos) throw std::runtime_error("no vector: " + path.native());

  Vector vector;
  vector.name = path.filename();
  for (const std::string_view line : split(std::string_view(file).substr(0, end), '\n')) {
    const std::string_view name = line.substr(0, line.find(": "));
    const std::string value(line.substr(name.size() + 2));
    if (name == "passphrase") vector.passphrase = value;
    if (name == "recovery-key") vector.recovery_key = value;
    if (name == "key-file") vector.key_file = value;
    if (name == "expect") vector.expect = value;
    if (name == "says") vector.says = value;
    if (name == "generation") vector.generation = std::stoull(value);
    if (name == "account") vector.accounts.push_back(value);
    if (name == "unreadable") vector.unreadable = std::stoull(value);
  }
  vector.vault.assign(file.begin() + static_cast<std::ptrdiff_t>(end) + 2, file.end());
  return vector;
}

}  // namespace

std::vector<Vector> all_vectors() {
  std::vector<Vector> vectors;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".py") {
      vectors.push_back(read(entry.path()));
    }
  }
  std::ranges::sort(vectors, {}, &Vector::name);
  return vectors;
}

Vector vector_named(const std::string& name) {
  return read(folder / name);
}

}  // namespace fob::vault
