#include "core/account/uri_fields.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::uri {
namespace {

constexpr std::uint64_t end_of_9999 = 253'402'300'799;

std::optional<Id> read_id(const Parameters& parameters, Name name) {
  const auto text = parameters.text(name);
  if (!text) return std::nullopt;
  if (const std::optional<Id> id = id_of_text(*text)) return id;
  throw Error(Kind::malformed,
              fmt::format("{} must be 32 lower-case hexadecimal digits", text_of(name)));
}

std::optional<otp::Time> read_time(const Parameters& parameters, Name name) {
  const auto at = parameters.number(name, 0, end_of_9999);
  if (!at) return std::nullopt;
  return otp::Time(otp::seconds(*at));
}

std::vector<std::string> read_tags(std::string_view raw) {
  std::vector<std::string> tags;
  for (const std::string_view tag : split(raw, ',')) {
    tags.push_back(decoded(tag, codec::Plus::literal, text_of(Name::tags)));
  }
  return tags;
}

void append(std::string& uri, Name name, std::string_view escaped_value) {
  uri += '&';
  uri += text_of(name);
  uri += '=';
  uri += escaped_value;
}

void append_time(std::string& uri, Name name, const std::optional<otp::Time>& time) {
  if (time) append(uri, name, std::to_string(time->time_since_epoch().count()));
}

void append_tags(std::string& uri, const std::vector<std::string>& tags) {
  if (tags.empty()) return;
  append(uri, Name::tags, codec::encode_percent(tags.front()));
  for (std::size_t i = 1; i < tags.size(); ++i) {
    uri += ',';
    uri += codec::encode_percent(tags[i]);
  }
}

}  // namespace

void read_own_fields(const Parameters& parameters, Account& account) {
  account.id = read_id(parameters, Name::id).value_or(Id{});
  account.created = read_time(parameters, Name::created);
  account.modified = read_time(parameters, Name::modified);
  account.removed = read_time(parameters, Name::removed);
  account.former_of = read_id(parameters, Name::former);
  if (const auto raw = parameters.raw(Name::tags)) account.tags = read_tags(*raw);
  if (auto note = parameters.text(Name::note)) account.note = *std::move(note);
  for (const auto& [name, raw] : parameters.recovery()) {
    account.recovery_codes.push_back(
        {Key::copy_of(decoded(raw, codec::Plus::literal, text_of(name))),
         name == Name::recovery_used});
  }
}

void append_own_fields(std::string& uri, const Account& account) {
  if (account.id != Id{}) append(uri, Name::id, id_text(account.id));
  append_time(uri, Name::created, account.created);
  append_time(uri, Name::modified, account.modified);
  append_time(uri, Name::removed, account.removed);
  if (account.former_of) append(uri, Name::former, id_text(*account.former_of));
  append_tags(uri, account.tags);
  if (!account.note.empty()) append(uri, Name::note, codec::encode_percent(account.note));
  for (const RecoveryCode& code : account.recovery_codes) {
    append(uri, code.used ? Name::recovery_used : Name::recovery,
           codec::encode_percent(code.text.reveal_text()));
  }
}

}  // namespace fob::uri
