#pragma once

#include <optional>
#include <string>

#include "cli/json.h"
#include "cli/terminal/terminal.h"
#include "core/base/secret.h"

namespace fob::cli {

/// Can the terminal show one in a line, whole?
bool has_room_for_recovery_key(const Terminal& terminal);

/// Shows a new recovery key at the terminal, once, and has a part of it typed again: three
/// times at most. False where that was never right. Throws as Terminal does.
bool show_recovery_key(const Secret& key, const Terminal& terminal);

/// Adds it to a document as `recovery_key`, where there is one.
void add_recovery_key(Json& json, const std::optional<Secret>& key);

/// The line that it is printed as, with its end: in the wiping heap.
std::string recovery_key_line(const Secret& key);

}  // namespace fob::cli
