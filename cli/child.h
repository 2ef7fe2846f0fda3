#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace fob::cli {

/// A started program, waited for in any case.
class Child {
 public:
  explicit Child(pid_t id) noexcept : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { wait(); }

  /// How it ended, as waitpid(2) has it; the same again when it is asked again.
  int wait() noexcept;
  /// The same, if it ends before `time`.
  std::optional<int> wait_until(std::chrono::steady_clock::time_point time) noexcept;
  /// Ends it, and all that it started in its session.
  void kill() noexcept;

 private:
  pid_t id_;
  int status_ = -1;
};

/// "exit status 1", "signal 9": of what Child::wait() gave.
std::string ending(int status);

/// A program by its whole path, with its arguments; no shell looks at them.
struct Program {
  std::vector<std::string> words;
  std::string setting = {};  ///< `NAME=VALUE`, put into its environment, or nothing

  bool empty() const noexcept { return words.empty(); }
};

/// `line`, run by /bin/sh.
Program shell_line(std::string line);

/// The standard input and output of a program; -1 is /dev/null.
struct Streams {
  int in = -1, out = -1;
};

// A program that is apart is in a session of its own and has no descriptor but these; its
// standard error is /dev/null. Whatever it leaves running in the background keeps no pipe and
// no terminal open.

/// Starts `program` apart. Throws io when no process can be made.
Child start_apart(const Program& program, Streams streams);

/// Starts `program` apart and reads what it prints: the bytes that came into `buffer`, as many
/// as fit. Nothing where it fails, or is not through `within` that time; then it is ended.
/// Throws io as start_apart().
std::optional<std::size_t> output_of(const Program& program, std::span<unsigned char> buffer,
                                     std::chrono::milliseconds within);

/// Starts `program` with the terminal, the standard error and the other descriptors of this
/// process, as a shell does. Throws io as start_apart().
Child start_beside(const Program& program, Streams streams);

/// Becomes `program`, in this process's session.
[[noreturn]] void become(const Program& program, Streams streams) noexcept;

}  // namespace fob::cli
