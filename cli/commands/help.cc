#include "cli/help.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/process.h"
#include "cli/terminal/output.h"
#include "cli/words.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace fob::cli {
namespace {

[[noreturn]] void exec_man(const char* first, const char* second) noexcept {
  restore_signals_for_child();
  ::execlp("man", "man", first, second, nullptr);
  ::_exit(127);
}

/// Is there a `man`, and has it that page?
bool man_has(const std::string& page) {
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      ::dup2(nowhere, fd);
    exec_man("-w", page.c_str());
  }
  int status = -1;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// The command that `operands` name; null for fob itself.
const Command* chosen(const std::vector<std::string>& operands) {
  if (operands.empty()) return nullptr;
  if (operands.size() > 1) {
    throw Error(Kind::usage, "help takes one command", "type: fob help code");
  }
  const std::string& word = operands.front();
  const Command* command = command_named(word);
  if (command == nullptr) refuse_command(word);
  return command;
}

int run(const std::vector<std::string>& operands) {
  const Command* command = chosen(operands);
  const std::string page = command == nullptr ? "fob" : fmt::format("fob-{}", command->name);
  if (man_has(page)) exec_man(page.c_str(), nullptr);
  write_output(built_in_help(command));
  return 0;
}

}  // namespace

Run declare_help(Parser& parser) {
  auto operands = std::make_shared<std::vector<std::string>>();
  parser.operands(*operands);
  return [operands](Context&) { return run(*operands); };
}

}  // namespace fob::cli
