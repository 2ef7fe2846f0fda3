#include <sodium.h>

#include "cli/process.h"
#include "cli/program.h"

int main(int argc, char** argv) {
  fob::cli::prepare_process();
  const int status = fob::cli::run(argc, argv);
  // A short string is in its object, which the wiping heap does not reach on the stack.
  constexpr std::size_t as_deep_as_it_went = 16 * 1024;
  sodium_stackzero(as_deep_as_it_went);
  return status;
}
