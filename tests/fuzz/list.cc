// A list of URIs: every entry is an account or has its reason, and what is written as a list
// again holds the same accounts.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/account/uri.h"
#include "core/formats/format.h"
#include "tests/fuzz/accounts.h"
#include "tests/fuzz/harness.h"

using namespace fob;

namespace {

/// What is said of the entries, once.
std::string reasons_of(const formats::Batch& batch) {
  std::set<std::string> reasons;
  for (const formats::Entry& entry : batch.entries)
    reasons.insert({entry.reason, entry.hint});
  return fmt::format("{}", fmt::join(reasons, "\n"));
}

void check_entry(const formats::Entry& entry) {
  fuzz::require(entry.place.starts_with("line "), "an entry is nowhere");
  fuzz::require(entry.account.has_value() == entry.reason.empty(),
                "an entry is neither an account nor rejected, or both");
  if (!entry.account) return;
  fuzz::require(!entry.account->removed, "a removed entry is not left out");
  fuzz::check_account(*entry.account);
}

void check_written(const formats::Batch& batch, Fields fields) {
  std::string text;
  std::vector<const Account*> accounts;
  for (const formats::Entry& entry : batch.entries) {
    if (!entry.account) continue;
    accounts.push_back(&*entry.account);
    text += format_uri(*entry.account, fields) + '\n';
  }
  if (accounts.empty()) return;
  const formats::Batch again = formats::named("otpauth")->read(text);
  fuzz::require(again.entries.size() == accounts.size(), "a list has another size when read");
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const std::optional<Account>& account = again.entries[i].account;
    fuzz::require(
        account && (fields == Fields::all ? fuzz::same(*account, *accounts[i])
                                          : fuzz::same_for_others(*account, *accounts[i])),
        "an account is another when its list is read again");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const formats::Format* const detected = formats::detect(input);
  for (const formats::Format& format : formats::all()) {
    const auto batch = fuzz::parsed(input, {Kind::malformed}, format.read);
    fuzz::require(batch || !format.probe(input), "a format cannot read what it recognizes");
    if (!batch) continue;
    for (const formats::Entry& entry : batch->entries)
      check_entry(entry);
    fuzz::refuse_echo(
        input, reasons_of(*batch), fuzz::nothing,
        [&format](std::string_view changed) { return reasons_of(format.read(changed)); });
    if (&format != detected) continue;
    check_written(*batch, Fields::standard);
    check_written(*batch, Fields::all);
  }
  return 0;
}
