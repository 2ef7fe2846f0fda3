// The text of a vault's body, sealed with a key at hand as nobody else could: its lines come
// through every writing to the byte, understood or not, with each account that they say.

#include "core/vault/body.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include "core/crypto/aead.h"
#include "core/crypto/blake2b.h"
#include "core/vault/vault.h"
#include "tests/fuzz/accounts.h"
#include "tests/fuzz/harness.h"
#include "tests/unit/vault/helpers.h"

using namespace fob;

namespace {

/// A vault whose body may say anything.
class Shell {
 public:
  Shell() {
    vault::VaultSeed seed{Id{},
                          Secret::copy_of(key_.reveal()),
                          {Id{}, Bytes(16), Bytes(crypto::aead_nonce_size)}};
    const vault::Vault empty =
        vault::Vault::create(Secret::copy_of("open sesame"),
                             {vault::min_passes, vault::min_memory}, std::move(seed));
    const vault::Sealed sealed(empty.seal({}, nonce_));
    header_ = sealed.header();
  }

  vault::Sealed sealed(std::string_view text) const {
    const Bytes cipher = crypto::aead_seal(body_key_, nonce_, header_, as_bytes(text));
    return vault::Sealed(
        vault::with_trailer(header_ + '\n' + '\0' + std::string(as_text(cipher))));
  }
  vault::Vault open(const vault::Sealed& sealed) const {
    auto vault = vault::Vault::reopen(sealed, key_);
    fuzz::require(vault.has_value(), "a vault does not open with its key");
    return *std::move(vault);
  }
  /// The next generation of `vault`.
  vault::Sealed next(const vault::Vault& vault, const vault::Sealed& present) const {
    return vault::Sealed(vault.seal(present.digest(), nonce_));
  }
  Secret text(const vault::Sealed& sealed) const {
    auto text =
        crypto::aead_open(body_key_, sealed.nonce(), sealed.header(), sealed.ciphertext());
    fuzz::require(text.has_value(), "a body does not open with its key");
    return *std::move(text);
  }

 private:
  Secret key_{crypto::aead_key_size};
  Secret body_key_ = crypto::keyed_hash(key_, "fob-vault 1 body", "");
  Bytes nonce_ = Bytes(crypto::aead_nonce_size);
  std::string header_;
};

const Shell& shell() {
  static const Shell shell;
  return shell;
}

void check_text(const vault::Body& body) {
  const Secret text = vault::format_body(body);
  const vault::Body again = vault::parse_body(text.reveal_text());
  fuzz::require(again.generation == body.generation && again.previous == body.previous &&
                    again.lines == body.lines,
                "the body is another when it is read again");
  fuzz::require(text.size() == vault::padded_size(text.size()), "the body is not padded");
}

std::vector<const Account*> accounts_of(const vault::Vault& vault) {
  std::vector<const Account*> accounts = vault.accounts();
  std::ranges::copy(vault.removed(), std::back_inserter(accounts));
  return accounts;
}

void check_same(const vault::Vault& a, const vault::Vault& b) {
  const auto left = accounts_of(a), right = accounts_of(b);
  fuzz::require(
      std::ranges::equal(
          left, right, [](const Account* x, const Account* y) { return fuzz::same(*x, *y); }) &&
          a.unreadable() == b.unreadable(),
      "a vault has other accounts when it is read again");
}

/// `vault` with another account, which has to leave the lines that there are as they stand.
void check_next(vault::Vault vault, const vault::Sealed& present,
                const std::vector<std::string_view>& lines) {
  constexpr otp::Time now(otp::seconds(1234567890));
  Account account;
  account.account = "one more";
  account.key = Key::copy_of("12345678901234567890");
  vault.add(std::move(account), now);
  const vault::Sealed next = shell().next(vault, present);
  fuzz::require(vault.is_sealed_in(next), "a vault does not say what was sealed in it");
  check_same(vault, shell().open(next));

  const Secret text = shell().text(next);
  auto written = vault::parse_body(text.reveal_text()).lines;
  fuzz::require(written.size() == lines.size() + 1, "a line was lost, or made up");
  written.pop_back();
  fuzz::require(written == lines, "a line that nobody changed was changed");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const auto body =
      fuzz::parsed(input, {Kind::damaged, Kind::malformed}, vault::parse_body, fuzz::version);
  if (!body) return 0;
  check_text(*body);

  const vault::Sealed sealed = shell().sealed(input);
  vault::Vault vault = shell().open(sealed);
  const auto accounts = accounts_of(vault);
  fuzz::require(vault.generation() == body->generation, "the vault is of another generation");
  fuzz::require(accounts.size() + vault.unreadable() == body->lines.size(),
                "a line is neither read nor counted");
  for (const Account* account : accounts) {
    fuzz::require(vault.get(account->id) == account, "an account is not to be found by its id");
    fuzz::check_account(*account);
  }
  constexpr std::uint64_t last_generation = std::numeric_limits<std::int64_t>::max();
  if (vault.generation() < last_generation) check_next(std::move(vault), sealed, body->lines);
  return 0;
}
