#pragma once

namespace fob::cli {

/// The whole program, from the words of its command line to its exit status: finds the
/// command, declares its options alone, parses, runs it. Every failure ends here, as two
/// lines on standard error (or one document) and the status of fob(1).
int run(int argc, char** argv);

}  // namespace fob::cli
