#include <array>
#include <memory>

#include "cli/commands/commands.h"
#include "cli/completions/program_words.h"
#include "cli/terminal/output.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

struct Shell {
  std::string_view name;
  std::string (*completion)(const ProgramWords&);
};

constexpr std::array shells{Shell{"bash", bash_completion}, Shell{"zsh", zsh_completion},
                            Shell{"fish", fish_completion}};

int run(const std::vector<std::string>& operands) {
  if (operands.size() == 1) {
    for (const Shell& shell : shells) {
      if (shell.name != operands.front()) continue;
      write_output(shell.completion(program_words()));
      return 0;
    }
  }
  throw Error(Kind::usage, "completions takes one word: bash, zsh or fish",
              "type: fob completions bash");
}

}  // namespace

Run declare_completions(Parser& parser) {
  auto operands = std::make_shared<std::vector<std::string>>();
  parser.operands(*operands);
  return [operands](Context&) { return run(*operands); };
}

}  // namespace fob::cli
