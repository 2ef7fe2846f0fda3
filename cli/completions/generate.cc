// Writes the completion script of the shell that is named: run by the build, so that what is
// installed knows the very options of the program.

#include <string_view>

#include "cli/completions/program_words.h"
#include "cli/terminal/output.h"

int main(int argc, char** argv) {
  using fob::cli::write_output;
  const std::string_view shell = argc == 2 ? argv[1] : "";
  const fob::cli::ProgramWords words = fob::cli::program_words();
  if (shell == "bash") {
    write_output(fob::cli::bash_completion(words));
  } else if (shell == "zsh") {
    write_output(fob::cli::zsh_completion(words));
  } else if (shell == "fish") {
    write_output(fob::cli::fish_completion(words));
  } else {
    return 2;
  }
  return 0;
}
