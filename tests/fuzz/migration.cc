// A transfer of Google Authenticator: the input as its URI, and as the message within, which
// no change of the URI's Base64 would reach.

#include <array>
#include <string>
#include <variant>

#include "core/base/text.h"
#include "core/formats/google_migration.h"
#include "tests/fuzz/accounts.h"
#include "tests/fuzz/harness.h"
#include "tests/unit/formats/wire.h"

using namespace fob;

namespace {

std::string reasons_of(const formats::Migration& migration) {
  std::string reasons;
  for (const formats::Entry& entry : migration.entries)
    reasons += entry.reason + '\n' + entry.hint + '\n';
  return reasons;
}

/// As the app would write `account`.
std::string written(const Account& account) {
  constexpr std::array<std::uint64_t, 3> algorithms{1, 2, 3};
  const auto* const totp = std::get_if<otp::Totp>(&account.method);
  const auto* const hotp = std::get_if<otp::Hotp>(&account.method);
  fuzz::require(totp != nullptr || hotp != nullptr,
                "a transfer has an account of another type");
  const auto hash = static_cast<std::size_t>(totp != nullptr ? totp->hash : hotp->hash);
  const int digits = otp::digits(account.method);
  fuzz::require(digits == 6 || digits == 8, "a transfer has an account of other digits");
  // The app's label, and the issuer a second time.
  std::string name = account.account;
  if (!account.issuer.empty() || name.find(':') != name.npos)
    name.insert(0, account.issuer + ':');
  std::string message = test::bytes(1, account.key.reveal_text()) + test::bytes(2, name) +
                        test::bytes(3, account.issuer) + test::number(4, algorithms[hash]) +
                        test::number(5, digits == 8 ? 2 : 1) +
                        test::number(6, totp != nullptr ? 2 : 1);
  if (hotp != nullptr) message += test::number(7, hotp->counter);
  return test::bytes(1, message);
}

void check(const formats::Migration& migration) {
  const formats::Picture& picture = migration.picture;
  fuzz::require(picture.count >= 1 && picture.count <= 100 && picture.index < picture.count,
                "the picture is out of range");
  fuzz::require(!migration.entries.empty() && migration.entries.size() <= 100,
                "a transfer has no account, or too many");
  std::string message;
  std::vector<const Account*> accounts;
  for (const formats::Entry& entry : migration.entries) {
    fuzz::require(entry.account.has_value() == entry.reason.empty(),
                  "an entry is neither an account nor rejected, or both");
    if (!entry.account) continue;
    fuzz::check_account(*entry.account);
    accounts.push_back(&*entry.account);
    message += written(*entry.account);
  }
  if (accounts.empty()) return;
  const formats::Migration again = formats::read_migration(test::transfer(message));
  fuzz::require(again.entries.size() == accounts.size(),
                "a transfer has another size when read");
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const auto& account = again.entries[i].account;
    fuzz::require(account && fuzz::same(*account, *accounts[i]),
                  "an account of a transfer is another when it is read again");
  }
}

/// Reads the transfer that `uri_of` makes of `input`.
void read(std::string_view input, std::string (*uri_of)(std::string_view)) {
  const auto parse = [uri_of](std::string_view text) {
    return formats::read_migration(uri_of(text));
  };
  const auto migration = fuzz::parsed(input, {Kind::malformed}, parse);
  if (!migration) return;
  fuzz::refuse_echo(input, reasons_of(*migration), fuzz::nothing,
                    [&parse](std::string_view changed) { return reasons_of(parse(changed)); });
  check(*migration);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  read(input, [](std::string_view text) { return std::string(text); });
  read(input, test::transfer);
  return 0;
}
