#include "core/formats/pictures.h"

#include <initializer_list>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/formats/google_migration.h"
#include "tests/unit/formats/wire.h"

using namespace fob;
using namespace fob::test;

namespace {

/// The pictures that are missing when these were seen, each named in one line.
std::string missing(std::initializer_list<std::string> uris) {
  std::vector<formats::Picture> pictures;
  for (const std::string& uri : uris)
    pictures.push_back(formats::read_migration(uri).picture);
  std::string lines;
  for (const std::string& line : formats::missing_pictures(pictures))
    lines += line + "\n";
  return lines;
}

}  // namespace

TEST_CASE("pictures that are missing from a set are named") {
  CHECK(missing({}) == "");
  CHECK(missing({picture("a", 1, 0)}) == "");
  CHECK(missing({picture("a", 3, 0), picture("c", 3, 2)}) == "QR 2 of 3 is missing\n");
  CHECK(missing({picture("b", 3, 1)}) == "QR 1 of 3 is missing\nQR 3 of 3 is missing\n");
  CHECK(missing({picture("b", 2, 1), picture("a", 2, 0)}) == "");
}

TEST_CASE("sets are told apart by id and size") {
  CHECK(missing({picture("a", 2, 0, 7), picture("b", 2, 1, 8)}) ==
        "QR 2 of 2 is missing\nQR 1 of 2 is missing\n");
  CHECK(missing({picture("a", 2, 0), picture("b", 3, 1)}) ==
        "QR 2 of 2 is missing\nQR 1 of 3 is missing\nQR 3 of 3 is missing\n");
}

TEST_CASE("the same picture twice is one; another with its index is of another transfer") {
  CHECK(missing({picture("a", 2, 0), picture("a", 2, 0), picture("b", 2, 1)}) == "");
  CHECK(missing({picture("a", 2, 0), picture("x", 2, 0), picture("b", 2, 1)}) ==
        "QR 2 of 2 is missing\n");
  CHECK(missing({picture("a", 2, 0), picture("x", 2, 0), picture("b", 2, 1),
                 picture("y", 2, 1)}) == "");
}

TEST_CASE("a picture is the same however its URI is written") {
  const std::string plain = picture("a", 2, 0);
  std::string escaped = plain;
  escaped.replace(escaped.find("data=") + 5, 1,
                  fmt::format("%{:02X}", plain[plain.find("data=") + 5]));
  CHECK(missing({plain, escaped, picture("b", 2, 1)}) == "");
}

TEST_CASE("no more missing pictures are named than a file may have entries") {
  std::vector<formats::Picture> pictures(2000);
  for (std::size_t i = 0; i < pictures.size(); ++i)
    pictures[i] = {static_cast<std::int64_t>(i), 100, 0, i};
  CHECK(formats::missing_pictures(pictures).size() == formats::max_entries);
}
