#include "cli/clearer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <sodium.h>

#include "cli/input.h"
#include "core/base/error.h"

namespace fob::cli {
namespace {

/// What the process is told, in one write.
struct Order {
  timespec when{};  // of the clock that a suspended machine does not stop
  std::array<char, 32> text{};
  std::size_t size = 0;
};

constexpr clockid_t clock_in_use = CLOCK_BOOTTIME;

[[noreturn]] void fail(std::string_view what) {
  throw Error(Kind::io, std::string(what) + ": " + std::generic_category().message(errno));
}

/// Where the process finds what it is told: all below is /dev/null, and nothing is above.
constexpr int told = STDERR_FILENO + 1;

/// Away from whoever started fob: no terminal, no pipe, no file but `words`.
void go_apart(int words) noexcept {
  setsid();
  const Descriptor none(open("/dev/null", O_RDWR | O_CLOEXEC));
  bool done = dup3(words, told, O_CLOEXEC) == told || words == told;
  for (int fd = 0; fd < told; ++fd)
    done = dup2(none.get(), fd) == fd && done;
  if (!done) _exit(1);
}

[[noreturn]] void wait_and_clear(const Clipboard& clipboard, int words) {
  go_apart(words);
  closefrom(told + 1);
  // The commands of the user's own run where he is. No folder is in use for the others.
  if (!clipboard.own && chdir("/") != 0) _exit(1);
  Order order;
  if (read_some(told, &order, sizeof order) != sizeof order) _exit(0);
  while (clock_nanosleep(clock_in_use, TIMER_ABSTIME, &order.when, nullptr) == EINTR) {
  }
  // Copying may take longer than the code lives: until that has ended, there is nothing to
  // find.
  char more = 0;
  while (read_some(told, &more, 1) > 0) {
  }
  const bool still_there = holds(clipboard, {order.text.data(), order.size});
  sodium_memzero(&order, sizeof order);
  if (still_there) become(clipboard.clear, {});
  _exit(0);
}

}  // namespace

Clearer::Clearer(const Clipboard& clipboard) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("no pipe can be made");
  const Descriptor output(ends[0]);
  words_ = Descriptor(ends[1]);
  const pid_t id = fork();
  if (id < 0) fail("no process can be started");
  if (id > 0) return;
  words_.reset();
  try {
    wait_and_clear(clipboard, output.get());
  } catch (...) {
    _exit(1);
  }
}

void Clearer::clear(std::string_view text, std::chrono::nanoseconds wait) {
  using std::chrono::nanoseconds;
  Order order;
  clock_gettime(clock_in_use, &order.when);
  const nanoseconds when = std::chrono::seconds(order.when.tv_sec) +
                           nanoseconds(order.when.tv_nsec) + std::max(wait, nanoseconds(0));
  const auto whole = std::chrono::floor<std::chrono::seconds>(when);
  order.when.tv_sec = whole.count();
  order.when.tv_nsec = (when - whole).count();
  order.size = text.copy(order.text.data(), order.text.size());
  const ssize_t written = write(words_.get(), &order, sizeof order);
  sodium_memzero(&order, sizeof order);
  if (written != sizeof order) fail("the clipboard cannot be cleared later");
}

}  // namespace fob::cli
