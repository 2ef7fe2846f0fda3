#pragma once

#include <string>
#include <vector>

#include "cli/completions/completions.h"

namespace fob::cli {

// What more than one of the scripts asks of the description.

/// Both names of each, as far as it has them.
std::vector<std::string> option_names(const std::vector<OptionWords>& options);

/// The first words that name no account: commands, aliases and what is reserved.
std::vector<std::string> first_words(const ProgramWords& program);

/// The options, of any command, with which names are those of removed entries.
std::vector<std::string> removed_options(const ProgramWords& program);

/// The commands that take such operands.
std::vector<std::string> commands_with(const ProgramWords& program, Operands operands);

}  // namespace fob::cli
