#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/source_options.h"
#include "core/formats/format.h"

namespace fob::cli {

struct ImportEntry {
  std::string file;  // as given
  formats::Entry entry;
};

/// What all files of an import hold.
struct ImportFiles {
  std::vector<ImportEntry> entries;
  std::vector<std::string> missing;  // pictures of transfers, of no file at all
};

/// Reads `files` (`-` is standard input) in the format `from`, or the one that their bytes
/// tell: a list, a transfer, or another fob vault, for which `secret` is. Throws io for
/// a file that cannot be read, malformed for one that cannot be understood as a whole, usage
/// where `secret` was given and no file needs it.
ImportFiles read_import_files(const Context& cli, const std::vector<std::string>& files,
                              const std::optional<std::string>& from,
                              const SourceSecret& secret);

}  // namespace fob::cli
