#pragma once

#include <string>
#include <string_view>

#include "cli/completions/completions.h"

namespace fob::cli {

/// A small program with one of everything that a completion has to know.
inline ProgramWords sample_program() {
  ProgramWords program;
  program.options = {
      {.long_name = "--vault", .short_name = "", .summary = "the vault", .takes = Takes::file},
      {.long_name = "--quiet", .short_name = "-q", .summary = "no notes"},
  };
  program.commands = {
      {.name = "init", .alias = "", .summary = "make it", .options = {}},
      {.name = "import",
       .alias = "",
       .summary = "don't ask: [take]",
       .options = {{.long_name = "--from",
                    .short_name = "-f",
                    .summary = "the format",
                    .takes = Takes::word,
                    .words = {"otpauth", "google"}}},
       .operands = Operands::file},
      {.name = "code",
       .alias = "otp",
       .summary = "print codes",
       .options = {{.long_name = "--at",
                    .short_name = "",
                    .summary = "another time",
                    .takes = Takes::text},
                   {.long_name = "--copy",
                    .short_name = "",
                    .summary = "to the clipboard",
                    .takes = Takes::word,
                    .words = {"osc52"},
                    .optional = true}},
       .operands = Operands::accounts},
      {.name = "remake",
       .alias = "",
       .summary = "make it again",
       .options = {{.long_name = "--gone",
                    .short_name = "",
                    .summary = "one that is gone",
                    .removed = true}},
       .operands = Operands::account},
      {.name = "add",
       .alias = "",
       .summary = "a new one",
       .options = {},
       .operands = Operands::text},
      {.name = "paint",
       .alias = "",
       .summary = "color it",
       .options = {},
       .operands = Operands::word,
       .words = {"red", "blue"}},
      {.name = "garden",
       .alias = "",
       .summary = "grow it",
       .options = {},
       .operands = Operands::word,
       .words = {"look", "plant"},
       .following = {{"plant", {"rose", "oak"}}}},
  };
  program.reserved = {"sync"};
  return program;
}

/// Are `lines` a part of `script`, from the beginning of a line to the end of one?
inline bool has_lines(const std::string& script, std::string_view lines) {
  return ("\n" + script).find("\n" + std::string(lines) + "\n") != std::string::npos;
}

}  // namespace fob::cli
