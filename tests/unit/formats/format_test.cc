#include "core/formats/format.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/account/uri.h"
#include "core/base/text.h"
#include "tests/unit/formats/wire.h"

using namespace fob;
using namespace fob::formats;

namespace {

std::string detected(std::string_view file) {
  const Format* format = detect(file);
  return format == nullptr ? "none" : std::string(format->name);
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("formats are found by their names") {
  CHECK(all().size() == 2);
  for (const Format& format : all())
    CHECK(named(format.name) == &format);
  CHECK(named("Google") == nullptr);
  CHECK(named("") == nullptr);
}

TEST_CASE("a format is recognized from the bytes alone") {
  const std::string uri = "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ\n";
  const std::string picture = test::picture("a", 1, 0) + "\n";
  CHECK(detected(uri) == "otpauth");
  CHECK(detected(picture) == "google");
  CHECK(detected(uri + picture) == "otpauth");
  CHECK(detected("") == "none");
  CHECK(detected("fob-vault 1 id=AAECAwQFBgcICQoLDA0ODw\n") == "none");
}

TEST_CASE("64 MiB of noise are of no format, and that is seen in linear time") {
  const auto filled_with = [](const std::string& piece) {
    std::string file;
    file.reserve(max_file + piece.size());
    while (file.size() < max_file)
      file += piece;
    return file;
  };
  std::string noise;
  std::mt19937 random(7);
  for (int i = 0; i < 1'000'000; ++i)
    noise += static_cast<char>(random() % 256);
  // Without its NULs, which tell it from text.
  std::string text = noise;
  std::ranges::replace(text, '\0', 'a');
  for (const std::string& piece : {noise, text, std::string("\n"), std::string("://"),
                                   std::string("#steam://,\n"), std::string("otpauth:/")}) {
    CHECK(detected(filled_with(piece)) == "none");  // a square of it would be days
  }
}

TEST_CASE("samples of other apps give what another reader found, where FOB_SHARED has them") {
  const char* const shared = std::getenv("FOB_SHARED");
  const auto samples = std::filesystem::path(shared == nullptr ? "" : shared) / "samples";
  if (shared == nullptr || !exists(samples / "EXPECTED.tsv")) {
    MESSAGE("skipped: FOB_SHARED names no folder with samples/EXPECTED.tsv");
    return;
  }
  // By file, the accounts as URIs: file, password, number, URI.
  std::map<std::string, std::vector<std::string>> expected;
  std::ifstream table(samples / "EXPECTED.tsv");
  for (std::string line; std::getline(table, line);) {
    const std::vector<std::string_view> row = split(line, '\t');
    const bool ours = line.starts_with("plain/plain.txt") ||
                      (line.starts_with("google/") && row[0].ends_with(".txt"));
    if (ours) expected[std::string(row[0])].emplace_back(row[3]);
  }
  CHECK(expected.size() == 4);
  for (const auto& each : expected) {
    const std::string& name = each.first;
    const std::vector<std::string>& uris = each.second;
    CAPTURE(name);
    const std::string file = contents(samples / name);
    const Format* format = detect(file);
    REQUIRE(format != nullptr);
    CHECK(format->name == (name.starts_with("google") ? "google" : "otpauth"));
    const Batch batch = format->read(file);
    CHECK(missing_pictures(batch.pictures).empty());
    REQUIRE(batch.entries.size() == uris.size());
    for (std::size_t i = 0; i < uris.size(); ++i) {
      REQUIRE(batch.entries[i].account);
      CHECK(format_uri(*batch.entries[i].account, Fields::standard) == uris[i]);
    }
  }
}
