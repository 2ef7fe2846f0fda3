#include "core/account/uri_label.h"

#include <utility>

#include "core/base/text.h"
#include "core/codec/percent.h"

namespace fob::uri {
namespace {

bool has_colon(std::string_view text) {
  return text.find(':') != text.npos;
}

/// Does `label` start with `issuer:`?
bool starts_with_issuer(std::string_view label, std::string_view issuer) {
  return label.size() > issuer.size() && label.starts_with(issuer) &&
         label[issuer.size()] == ':';
}

}  // namespace

Names read_names(std::string_view label, std::string issuer, Spaces spaces) {
  const auto name = [spaces](std::string_view text) {
    return std::string(spaces == Spaces::trimmed ? trimmed(text) : text);
  };
  if (issuer.empty()) {
    const std::size_t colon = label.find(':');
    if (colon == label.npos) return {{}, name(label)};
    return {name(label.substr(0, colon)), name(label.substr(colon + 1))};
  }
  if (starts_with_issuer(label, issuer)) label.remove_prefix(issuer.size() + 1);
  return {name(issuer), name(label)};
}

void append_label(std::string& uri, const Account& account) {
  // Readers that cut the label at its first colon would cut such an issuer in two; the
  // parameter alone tells them all of it.
  const bool parameter_alone =
      has_colon(account.issuer) && !starts_with_issuer(account.account, account.issuer);
  if (!parameter_alone && (!account.issuer.empty() || has_colon(account.account))) {
    uri += codec::encode_percent(account.issuer);
    uri += ':';
  }
  uri += codec::encode_percent(account.account);
}

}  // namespace fob::uri
