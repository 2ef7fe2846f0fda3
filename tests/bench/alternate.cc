// Measures whole processes side by side:
//   fob-alternate ROUNDS INPUT [NAME COMMAND...] -- [NAME COMMAND...] ...
// Every round runs each command once, with the file INPUT as its standard input and
// /dev/null as its output, in an order that moves on by one each round: what the machine
// does meanwhile meets all of them. Prints, for each, the time from start to end (the median,
// the middle half, the least), and beside the first command of its round the medians of its
// ratio and of the time that it took more.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

struct Contestant {
  std::string name;
  std::vector<char*> command = {};  // ends in a null
  std::vector<double> times = {}, ratios = {}, more = {};
};

double run(const Contestant& contestant, const char* input) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, input, O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);

  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  int status = posix_spawnp(&child, contestant.command.front(), &files, nullptr,
                            contestant.command.data(), environ);
  if (status == 0 && waitpid(child, &status, 0) < 0) status = -1;
  const Milliseconds time = std::chrono::steady_clock::now() - start;

  posix_spawn_file_actions_destroy(&files);
  if (status != 0) throw std::runtime_error(contestant.name + " does not run");
  return time.count();
}

/// The value that `part` (0 to 1) of the others are below.
double quantile(std::vector<double> values, double part) {
  const auto place = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, values.begin() + place);
  return values[static_cast<std::size_t>(place)];
}

std::vector<Contestant> contestants(int argc, char** argv) {
  std::vector<Contestant> all;
  for (int i = 3; i < argc; ++i) {
    Contestant next{.name = argv[i]};
    while (++i < argc && std::string(argv[i]) != "--")
      next.command.push_back(argv[i]);
    if (next.command.empty()) throw std::runtime_error("a name without a command");
    next.command.push_back(nullptr);
    all.push_back(std::move(next));
  }
  if (all.empty()) throw std::runtime_error("nothing to measure");
  return all;
}

void measure(std::vector<Contestant>& all, std::size_t rounds, const char* input) {
  const std::size_t warm_up = std::min<std::size_t>(rounds, 20);
  for (std::size_t round = 0; round < warm_up + rounds; ++round) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      Contestant& contestant = all[(i + round) % all.size()];
      const double time = run(contestant, input);
      if (round >= warm_up) contestant.times.push_back(time);
    }
  }
  for (Contestant& contestant : all) {
    for (std::size_t i = 0; i < rounds; ++i) {
      contestant.ratios.push_back(contestant.times[i] / all.front().times[i]);
      contestant.more.push_back(contestant.times[i] - all.front().times[i]);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 5) throw std::runtime_error("usage: ROUNDS INPUT NAME COMMAND... [-- ...]");
    std::vector<Contestant> all = contestants(argc, argv);
    measure(all, std::max(1ul, std::strtoul(argv[1], nullptr, 10)), argv[2]);

    fmt::print("{:<28} {:>9} {:>17} {:>9} {:>7} {:>11}\n", "", "median", "middle half", "least",
               "ratio", "more");
    for (const Contestant& contestant : all) {
      fmt::print("{:<28} {:>6.3f} ms {:>6.3f} - {:.3f} ms {:>6.3f} ms {:>7.3f} {:>+8.3f} ms\n",
                 contestant.name, quantile(contestant.times, 0.5),
                 quantile(contestant.times, 0.25), quantile(contestant.times, 0.75),
                 quantile(contestant.times, 0.0), quantile(contestant.ratios, 0.5),
                 quantile(contestant.more, 0.5));
    }
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "fob-alternate: {}\n", error.what());
    return 1;
  }
}
