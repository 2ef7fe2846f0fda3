#pragma once

#include "cli/completions/completions.h"

namespace fob::cli {

/// The table of commands, with the options that each of them declares.
ProgramWords program_words();

}  // namespace fob::cli
