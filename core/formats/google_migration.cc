#include "core/formats/google_migration.h"

#include <algorithm>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "core/account/secret_notes.h"
#include "core/account/uri_label.h"
#include "core/account/uri_parameters.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/codec/base64.h"
#include "core/formats/limits.h"
#include "core/formats/protobuf.h"

namespace fob::formats {
namespace {

constexpr std::string_view scheme = "otpauth-migration:";
constexpr std::size_t max_accounts = 100;
constexpr std::uint64_t max_batch = 100;

Error malformed(const std::string& what) {
  return Error(Kind::malformed, what);
}

/// The value of the parameter `data`, still escaped.
std::string_view data_of(std::string_view uri) {
  if (uri.size() > max_uri) throw malformed("the transfer is longer than 1 MiB");
  if (!is_migration(uri)) throw malformed("this does not begin with otpauth-migration:");
  uri.remove_prefix(scheme.size());
  const std::size_t mark = std::min(uri.find('?'), uri.size());
  std::string_view place = uri.substr(0, mark);
  if (place.ends_with('/')) place.remove_suffix(1);
  if (!same_word(place, "//offline")) {
    throw malformed("a transfer must begin with otpauth-migration://offline?data=");
  }
  std::optional<std::string_view> data;
  for (std::string_view piece : split(uri.substr(std::min(mark + 1, uri.size())), '&')) {
    const std::size_t sign = std::min(piece.find('='), piece.size());
    if (!same_word(piece.substr(0, sign), "data")) continue;
    const std::string_view value = piece.substr(std::min(sign + 1, piece.size()));
    if (data && *data != value) throw malformed("data is given twice, with two values");
    data = value;
  }
  if (!data) throw malformed("data is missing");
  return *data;
}

/// The message, whatever the way of its base64 did to it.
Bytes payload_of(std::string_view uri) {
  std::string text = uri::decoded(data_of(uri), codec::Plus::literal, "data");
  text.resize(text.find_last_not_of('=') + 1);
  std::ranges::replace(text, ' ', '+');  // by a reader of forms
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  auto bytes = codec::decode_base64(text, codec::Base64::standard);
  if (!bytes) throw malformed("data is not base64");
  return *std::move(bytes);
}

/// The parameters of an account as they stand in the message.
struct Parameters {
  std::optional<std::string_view> secret, name, issuer;
  std::optional<std::uint64_t> algorithm, digits, type, counter;
};

template <typename Value>
void set(std::optional<Value>& parameter, Value value, std::string_view what) {
  if (parameter && *parameter != value) {
    throw malformed(fmt::format("{} is given twice, with two values", what));
  }
  parameter = value;
}

void check_type(const WireField& field, WireField::Type type, std::string_view what) {
  if (field.type != type) throw malformed(fmt::format("{} has the wrong kind of value", what));
}

void read(std::optional<std::uint64_t>& parameter, const WireField& field,
          std::string_view what) {
  check_type(field, WireField::Type::varint, what);
  set(parameter, field.value, what);
}

void read(std::optional<std::string_view>& parameter, const WireField& field,
          std::string_view what) {
  check_type(field, WireField::Type::bytes, what);
  set(parameter, as_text(field.bytes), what);
}

Parameters parameters_of(ByteView message) {
  Parameters parameters;
  WireReader fields(message);
  while (const auto field = fields.next()) {
    switch (field->number) {
      case 1:
        read(parameters.secret, *field, "the secret");
        break;
      case 2:
        read(parameters.name, *field, "the name");
        break;
      case 3:
        read(parameters.issuer, *field, "the issuer");
        break;
      case 4:
        read(parameters.algorithm, *field, "algorithm");
        break;
      case 5:
        read(parameters.digits, *field, "digits");
        break;
      case 6:
        read(parameters.type, *field, "the type");
        break;
      case 7:
        read(parameters.counter, *field, "the counter");
        break;
      default:  // newer apps give each account an id of its own
        break;
    }
  }
  return parameters;
}

otp::Hash hash_of(std::uint64_t algorithm) {
  switch (algorithm) {
    case 0:
    case 1:
      return otp::Hash::sha1;
    case 2:
      return otp::Hash::sha256;
    case 3:
      return otp::Hash::sha512;
    case 4:
      throw malformed("algorithm must be SHA1, SHA256 or SHA512, not MD5");
    default:
      throw malformed("algorithm must be SHA1, SHA256 or SHA512");
  }
}

int digits_of(std::uint64_t digits) {
  if (digits > 2) throw malformed("digits must be 6 or 8");
  return digits == 2 ? 8 : 6;
}

otp::Method method_of(const Parameters& parameters) {
  const otp::Hash hash = hash_of(parameters.algorithm.value_or(0));
  const int digits = digits_of(parameters.digits.value_or(0));
  switch (parameters.type.value_or(0)) {
    case 0:
    case 2:
      return otp::Totp{.hash = hash, .digits = digits};
    case 1:
      break;
    default:
      throw malformed("the type must be totp or hotp");
  }
  const std::uint64_t counter = parameters.counter.value_or(0);
  if (static_cast<std::int64_t>(counter) < 0) throw malformed("the counter is negative");
  return otp::Hotp{.hash = hash, .digits = digits, .counter = counter};
}

std::string text_of(std::optional<std::string_view> text, std::string_view what) {
  if (!text) return {};
  if (!valid_utf8(*text)) throw malformed(fmt::format("{} is not UTF-8 text", what));
  if (text->find('\0') != text->npos) {
    throw malformed(fmt::format("{} holds a NUL character", what));
  }
  return std::string(*text);
}

/// Reads one account into `entry`.
void read_account(ByteView message, Entry& entry) {
  const Parameters parameters = parameters_of(message);
  uri::Names names =
      uri::read_names(text_of(parameters.name, "the name"),
                      text_of(parameters.issuer, "the issuer"), uri::Spaces::trimmed);
  Account account;
  account.issuer = std::move(names.issuer);
  account.account = std::move(names.account);
  account.method = method_of(parameters);
  account.key = Key::copy_of(parameters.secret.value_or(""));
  if (account.key.empty()) throw malformed("the secret is empty");
  if (auto note = short_secret_note(account.key.size()))
    entry.notes.push_back(*std::move(note));
  entry.account = std::move(account);
}

Entry entry_of(ByteView message, std::size_t number) {
  Entry entry;
  entry.place = fmt::format("entry {}", number);
  try {
    read_account(message, entry);
  } catch (const Error& error) {
    entry.reason = error.what();
    entry.hint = error.hint();
  }
  return entry;
}

}  // namespace

bool is_migration(std::string_view line) noexcept {
  return same_word(line.substr(0, scheme.size()), scheme);
}

Migration read_migration(std::string_view uri) {
  const Bytes payload = payload_of(trimmed(uri));
  Migration migration;
  std::optional<std::uint64_t> size, index, id;
  WireReader fields(payload);
  while (const auto field = fields.next()) {
    switch (field->number) {
      case 1:
        check_type(*field, WireField::Type::bytes, "an account");
        if (migration.entries.size() == max_accounts) {
          throw malformed("the transfer holds more than 100 accounts");
        }
        migration.entries.push_back(entry_of(field->bytes, migration.entries.size() + 1));
        break;
      case 3:
        read(size, *field, "batch_size");
        break;
      case 4:
        read(index, *field, "batch_index");
        break;
      case 5:
        read(id, *field, "batch_id");
        break;
      default:  // 2 is the version, which tells nothing that the fields do not
        break;
    }
  }
  if (migration.entries.empty()) throw malformed("the transfer holds no accounts");
  Picture& picture = migration.picture;
  picture.transfer = static_cast<std::int64_t>(id.value_or(0));
  picture.count = size.value_or(1);
  picture.index = index.value_or(0);
  picture.content = std::hash<std::string_view>()(as_text(payload));
  if (picture.count < 1 || picture.count > max_batch) {
    throw malformed("batch_size must be from 1 to 100");
  }
  if (picture.index >= picture.count) {
    throw malformed("batch_index must be less than batch_size");
  }
  return migration;
}

}  // namespace fob::formats
