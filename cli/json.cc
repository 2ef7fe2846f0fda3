#include "cli/json.h"

#include "cli/terminal/output.h"
#include "core/codec/base64.h"

namespace fob::cli {
namespace {

std::string line(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Json account_json(const Account& account, std::string_view name) {
  Json json;
  if (account.id != Id{}) json["id"] = id_text(account.id);
  json["name"] = name;
  json["issuer"] = account.issuer;
  json["account"] = account.account;
  json["type"] = otp::type_name(account.method);
  if (const auto period = otp::period(account.method)) json["period"] = period->count();
  json["digits"] = otp::digits(account.method);
  json["algorithm"] = otp::algorithm_name(account.method);
  if (const auto* hotp = std::get_if<otp::Hotp>(&account.method)) {
    json["counter"] = std::to_string(hotp->counter);
  }
  json["tags"] = account.tags;
  return json;
}

Json vault_json(const std::filesystem::path& file, const vault::Vault& vault,
                const vault::KdfCost& cost) {
  return {{"vault", file.string()},
          {"id", codec::encode_base64(vault.id(), codec::Base64::url)},
          {"kdf_memory", cost.memory / vault::mib},
          {"kdf_passes", cost.passes}};
}

void add_times(Json& json, const Account& account) {
  if (account.created) json["created"] = account.created->time_since_epoch().count();
  if (account.modified) json["modified"] = account.modified->time_since_epoch().count();
}

void print_json(Json document, Report& report) {
  const std::vector<std::string> warnings = report.take_warnings();
  if (!warnings.empty()) {
    if (document.is_object()) {
      document["warnings"] = warnings;
    } else {
      write_error(line({{"warnings", warnings}}));
    }
  }
  write_output(line(document));
}

}  // namespace fob::cli
