#include "cli/import_file.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "cli/input.h"
#include "cli/open_vault.h"
#include "cli/operands.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/formats/limits.h"

namespace fob::cli {
namespace {

/// Another vault: its accounts that are not removed, as entries.
formats::Batch read_vault(const Context& cli, const std::string& bytes, const std::string& name,
                          const SourceSecret& secret) {
  if (!vault::looks_like_vault(bytes)) {
    throw Error(Kind::malformed, "this is not a fob vault",
                "leave out --from: the format is recognized from the bytes");
  }
  const ByteView view = as_bytes(bytes);
  const vault::Sealed sealed(Bytes(view.begin(), view.end()));
  const vault::Vault vault =
      open_source(sealed, secret, name, cli.globals.kdf_work_limit, cli.terminal).vault;
  formats::Batch batch;
  batch.removed = vault.removed().size();
  const auto place = [&] { return fmt::format("entry {}", batch.entries.size() + 1); };
  for (const Account* account : vault.accounts()) {
    formats::Entry entry;
    entry.place = place();
    entry.account = account->clone();
    batch.entries.push_back(std::move(entry));
  }
  for (std::size_t i = 0; i < vault.unreadable(); ++i) {
    formats::Entry entry;
    entry.place = place();
    entry.reason = "this version cannot read it";
    batch.entries.push_back(std::move(entry));
  }
  return batch;
}

bool is_vault(const std::string& bytes, const std::optional<std::string>& from) {
  return from ? *from == "fob" : vault::looks_like_vault(bytes);
}

formats::Batch read_one(const Context& cli, const std::string& bytes, const std::string& name,
                        const std::optional<std::string>& from, const SourceSecret& secret) {
  if (is_vault(bytes, from)) return read_vault(cli, bytes, name, secret);
  const formats::Format* format = from ? formats::named(*from) : formats::detect(bytes);
  if (format == nullptr) {
    throw Error(Kind::malformed, "the format is not recognized",
                "fob-formats(7) names those that this version reads");
  }
  return format->read(bytes);
}

/// What the system says of a file that is not there repeats its name.
void refuse_secret(const std::string& file) {
  std::error_code ignored;
  if (!looks_like_secret(file) || std::filesystem::exists(file, ignored)) return;
  throw Error(Kind::io, "there is no such file; its name looks like a secret",
              "it is in the shell's history now; fob add NAME asks for a secret");
}

void check_format_name(const std::optional<std::string>& from) {
  if (!from || *from == "fob" || formats::named(*from) != nullptr) return;
  std::string known;
  for (const formats::Format& format : formats::all())
    known += std::string(format.name) + ", ";
  throw Error(Kind::usage, fmt::format("--from must be one of: {}fob", known));
}

}  // namespace

ImportFiles read_import_files(const Context& cli, const std::vector<std::string>& files,
                              const std::optional<std::string>& from,
                              const SourceSecret& secret) {
  check_format_name(from);
  if (std::ranges::count(files, "-") > 1) {
    throw Error(Kind::usage, "standard input can be read only once", "give - once");
  }
  for (const std::string& file : files)
    refuse_secret(file);
  ImportFiles all;
  bool vaults = false;
  std::vector<formats::Picture> pictures;
  for (const std::string& file : files) {
    const std::string name = file == "-" ? "standard input" : file;
    const std::string bytes = file == "-" ? read_standard_input(formats::max_file)
                                          : read_file(file, formats::max_file);
    vaults = vaults || is_vault(bytes, from);
    formats::Batch batch;
    try {
      batch = read_one(cli, bytes, name, from, secret);
    } catch (const Error& error) {
      if (error.kind() != Kind::malformed && error.kind() != Kind::damaged) throw;
      throw Error(error.kind(), fmt::format("{}: {}", escaped(name), error.what()),
                  error.hint());
    }
    if (batch.removed > 0) {
      cli.report.note(
          fmt::format("{}: {} left out", escaped(name),
                      counted(batch.removed, "removed entry is", "removed entries are")));
    }
    for (formats::Entry& entry : batch.entries) {
      all.entries.push_back({name, std::move(entry)});
    }
    pictures.insert(pictures.end(), batch.pictures.begin(), batch.pictures.end());
  }
  if (secret.given() && !vaults) {
    throw Error(Kind::usage, "what opens a file is given, and no FILE is encrypted",
                "leave out the --source-* option");
  }
  all.missing = formats::missing_pictures(pictures);
  return all;
}

}  // namespace fob::cli
