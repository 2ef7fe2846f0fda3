#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "cli/terminal/report.h"
#include "core/account/account.h"
#include "core/vault/vault.h"

namespace fob::cli {

/// Keys stay in the order in which they are written.
using Json = nlohmann::ordered_json;

/// An account without its secrets: id, name, issuer, account, type, period or counter, digits,
/// algorithm, tags. `name` selects it. A zero id is left out, with the name if it is empty.
Json account_json(const Account& account, std::string_view name);

/// The vault in `file`, and what opening it costs: vault, id, kdf_memory, kdf_passes.
Json vault_json(const std::filesystem::path& file, const vault::Vault& vault,
                const vault::KdfCost& cost);

/// Adds created and modified, where they are known.
void add_times(Json& json, const Account& account);

/// Prints `document` in a line. Warnings and notes go into an object as `warnings`; beside an
/// array, as a document of their own on standard error. Where there are none, nothing.
void print_json(Json document, Report& report);

}  // namespace fob::cli
