#include "cli/process.h"
#include "cli/program.h"

int main(int argc, char** argv) {
  fob::cli::prepare_process();
  return fob::cli::run(argc, argv);
}
