#include "cli/open_vault.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/machine.h"
#include "cli/slot_secrets.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

using vault::SlotKind, vault::SlotSecret;

std::optional<OpenedVault> opened_by_one_of(const vault::Sealed& sealed,
                                            std::vector<SlotSecret> secrets, bool typed) {
  auto vault = vault::Vault::unlock(sealed, secrets);
  if (!vault) return std::nullopt;
  const auto slot =
      std::ranges::find(sealed.slots(), vault->unlocked_slot(), &vault::KnownSlot::line);
  const auto by = std::ranges::find(secrets, slot->kind, &SlotSecret::kind);
  return OpenedVault{*std::move(vault), std::move(*by), typed};
}

OpenedVault open_by(const vault::Sealed& sealed, SlotSecret secret, std::string_view name) {
  const std::string_view kind = spoken(secret.kind);
  std::vector<SlotSecret> secrets;
  secrets.push_back(std::move(secret));
  auto opened = opened_by_one_of(sealed, std::move(secrets), false);
  if (!opened) {
    throw WrongSecret(fmt::format("the {} does not open {}", kind, escaped(name)));
  }
  return *std::move(opened);
}

/// What a passphrase's prompt asks for; `option` is the passphrase's.
std::string_view asked_for(const vault::Sealed& sealed, std::string_view name,
                           std::string_view option) {
  if (sealed.has_slot(SlotKind::passphrase)) return "passphrase";
  if (sealed.has_slot(SlotKind::recovery)) return "recovery key";
  throw Error(Kind::passphrase, fmt::format("no passphrase opens {}", escaped(name)),
              sealed.has_slot(SlotKind::keyfile)
                  ? fmt::format("its key file does: --{} PATH",
                                option == "passphrase" ? "keyfile" : "source-keyfile")
                  : "its slots are of kinds that this version does not know");
}

}  // namespace

OpenedVault open_by_passphrase(const vault::Sealed& sealed, const PassphraseSource& source,
                               std::string_view name, std::uint64_t work_limit,
                               const Terminal& terminal) {
  vault::check_affordable(sealed.memory(), sealed.work(), work_limit, memory_limits());
  const std::string_view asked = asked_for(sealed, name, source.option);
  const auto wrong = [&] {
    return WrongSecret(fmt::format("wrong {} for {}", asked, escaped(name)));
  };
  if (const auto given = read_passphrase(source)) {
    auto opened = opened_by_one_of(sealed, readings_of(*given), false);
    if (!opened) throw wrong();
    return *std::move(opened);
  }
  if (!terminal.can_ask()) {
    throw Error(
        Kind::passphrase,
        fmt::format("no passphrase for {}, and {}", escaped(name), terminal.obstacle()),
        fmt::format("give --{0}-file PATH, --{0}-fd N or --{0}-command CMD", source.option));
  }
  std::string_view before;
  auto opened = ask_thrice([&] {
    const std::string prompt = fmt::format("{}{} for {}: ", before, asked, name);
    before = "wrong; ";
    return opened_by_one_of(sealed, readings_of(ask_passphrase(terminal, prompt)), true);
  });
  if (!opened) throw wrong();
  return *std::move(opened);
}

OpenedVault open_vault(const vault::Sealed& sealed, const Globals& globals,
                       std::string_view name, const Terminal& terminal) {
  if (globals.keyfile) return open_by(sealed, read_key_file(*globals.keyfile), name);
  if (is_given(globals.recovery_key)) {
    return open_by(sealed, read_recovery_key(globals.recovery_key), name);
  }
  return open_by_passphrase(sealed, globals.passphrase, name, globals.kdf_work_limit, terminal);
}

OpenedVault open_source(const vault::Sealed& sealed, const SourceSecret& secret,
                        std::string_view name, std::uint64_t work_limit,
                        const Terminal& terminal) {
  if (secret.keyfile) return open_by(sealed, read_key_file(*secret.keyfile), name);
  return open_by_passphrase(sealed, secret.passphrase, name, work_limit, terminal);
}

}  // namespace fob::cli
