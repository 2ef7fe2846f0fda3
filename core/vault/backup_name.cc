#include "core/vault/backup_name.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/base/time_text.h"
#include "core/codec/base64.h"

namespace fob::vault {
namespace {

constexpr std::string_view before = "vault-", behind = ".fob";
constexpr std::size_t id_size = 8, date_size = std::string_view("2026-11-28T150405Z").size();
constexpr std::size_t hour_end = std::string_view("2026-11-28T15").size();
constexpr unsigned most = 999'999;

}  // namespace

std::string date_for_name(otp::Time time) {
  std::string text = format_time(time);
  std::erase(text, ':');
  return text;
}

BackupName backup_name(const Id& vault, otp::Time time, unsigned number) {
  return {codec::encode_base64(vault, codec::Base64::url).substr(0, id_size), time, number};
}

std::string format_backup_name(const BackupName& name) {
  const std::string number = name.number > 1 ? fmt::format("-{}", name.number) : "";
  return fmt::format("{}{}-{}{}{}", before, name.id, date_for_name(name.time), number, behind);
}

std::optional<BackupName> parse_backup_name(std::string_view text) {
  const std::size_t least = before.size() + id_size + 1 + date_size + behind.size();
  if (text.size() < least) return std::nullopt;
  BackupName name;
  name.id = text.substr(before.size(), id_size);
  std::string date(text.substr(before.size() + id_size + 1, date_size));
  date.insert(hour_end, ":").insert(hour_end + 3, ":");
  const auto time = parse_time(date);
  if (!time) return std::nullopt;
  name.time = *time;
  if (text.size() > least) {
    const std::size_t start = least - behind.size() + 1;
    const auto number = decimal(text.substr(start, text.size() - behind.size() - start), most);
    if (!number) return std::nullopt;
    name.number = static_cast<unsigned>(*number);
  }
  if (format_backup_name(name) != text) return std::nullopt;
  return name;
}

std::vector<std::string> surplus_backups(const std::vector<std::string>& names,
                                         const BackupName& made, std::uint64_t keep) {
  std::vector<BackupName> older;
  for (const std::string& text : names) {
    auto name = parse_backup_name(text);
    if (name && name->id == made.id && *name < made) older.push_back(*std::move(name));
  }
  std::sort(older.begin(), older.end());
  std::vector<std::string> surplus;
  for (const BackupName& name : older) {
    if (older.size() - surplus.size() < keep) break;
    surplus.push_back(format_backup_name(name));
  }
  return surplus;
}

}  // namespace fob::vault
