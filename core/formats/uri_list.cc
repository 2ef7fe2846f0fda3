#include "core/formats/uri_list.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/account/uri.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/formats/google_migration.h"
#include "core/formats/limits.h"
#include "core/formats/uri_lines.h"

namespace fob::formats {
namespace {

bool is_account(std::string_view uri) noexcept {
  return !is_migration(uri);
}

/// Is there a URI in `file` for which `is_wanted`?
template <typename Predicate>
bool has_uri(std::string_view file, Predicate is_wanted) noexcept {
  if (file.find("://") == file.npos) return false;  // noise costs one fast pass
  Lines lines(file);
  while (const auto line = lines.next()) {
    Uris uris(line->text);
    while (const auto uri = uris.next()) {
      if (is_wanted(*uri)) return true;
    }
  }
  return false;
}

Entry rejected(std::string reason, std::string hint = {}) {
  Entry entry;
  entry.reason = std::move(reason);
  entry.hint = std::move(hint);
  return entry;
}

Entry account_of(std::string_view uri) {
  if (uri.size() > max_uri) return rejected("the URI is longer than 1 MiB");
  ParsedUri parsed = parse_uri(uri, Origin::outside);
  Entry entry;
  entry.account = std::move(parsed.account);
  entry.notes = std::move(parsed.notes);
  return entry;
}

void check_size(std::string_view file) {
  if (file.size() > max_file) {
    throw Error(Kind::malformed, "the file is larger than 64 MiB",
                "split it, and import one part after the other");
  }
}

/// What the URIs of a list may be.
enum class Takes { accounts_and_transfers, transfers };

/// Reads the lines of a file, one after the other.
class Reader {
 public:
  explicit Reader(Takes takes) : takes_(takes) {}

  Batch read(std::string_view file) && {
    Lines lines(file);
    while (const auto line = lines.next())
      read_line(*line);
    return std::move(batch_);
  }

 private:
  void read_line(const Line& line) {
    const std::size_t before = batch_.entries.size();
    const std::size_t removed_before = batch_.removed;
    Uris uris(line.text);
    while (const auto uri = uris.next()) {
      for (Entry& entry : entries_of(*uri))
        add(std::move(entry));
    }
    const bool left_out = batch_.removed > removed_before;
    if (batch_.entries.size() == before && !left_out) add(not_taken());

    const std::span<Entry> entries = std::span(batch_.entries).subspan(before);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      entries[i].place = entries.size() == 1
                             ? fmt::format("line {}", line.number)
                             : fmt::format("line {}, entry {}", line.number, i + 1);
    }
  }

  std::vector<Entry> entries_of(std::string_view uri) {
    std::vector<Entry> entries;
    try {
      if (is_migration(uri)) {
        Migration migration = read_migration(uri);
        batch_.pictures.push_back(migration.picture);
        return std::move(migration.entries);
      }
      entries.push_back(takes_ == Takes::transfers ? not_taken() : account_of(uri));
    } catch (const Error& error) {
      entries.push_back(rejected(error.what(), error.hint()));
    }
    return entries;
  }

  Entry not_taken() const {
    return rejected(takes_ == Takes::transfers ? "not an otpauth-migration URI"
                                               : "not an otpauth URI");
  }

  void add(Entry entry) {
    if (entry.account && entry.account->removed) {
      ++batch_.removed;
      return;
    }
    if (batch_.entries.size() == max_entries) {
      throw Error(Kind::malformed, "the file has more than 100,000 entries",
                  "split it, and import one part after the other");
    }
    batch_.entries.push_back(std::move(entry));
  }

  Takes takes_;
  Batch batch_;
};

}  // namespace

bool is_uri_list(std::string_view file) noexcept {
  return may_be_lines(file) && has_uri(file, [](std::string_view) { return true; });
}

bool is_google_transfer(std::string_view file) noexcept {
  return may_be_lines(file) && !has_uri(file, is_account) && has_uri(file, is_migration);
}

Batch read_uri_list(std::string_view file) {
  check_size(file);
  if (!has_uri(file, [](std::string_view) { return true; })) {
    throw Error(Kind::malformed, "no otpauth URI found",
                "leave out --from: the format is recognized from the bytes");
  }
  return Reader(Takes::accounts_and_transfers).read(file);
}

Batch read_google_transfer(std::string_view file) {
  check_size(file);
  if (!has_uri(file, is_migration)) {
    throw Error(Kind::malformed, "no otpauth-migration URI found",
                "leave out --from: the format is recognized from the bytes");
  }
  return Reader(Takes::transfers).read(file);
}

}  // namespace fob::formats
