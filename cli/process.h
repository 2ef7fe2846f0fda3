#pragma once

namespace fob::cli {

/// First thing in main: descriptors 0 to 2 that are missing become /dev/null, opened so that
/// using one the wrong way fails. No file of ours ever becomes standard output. Then no core
/// file and no debugger: RLIMIT_CORE 0, PR_SET_DUMPABLE 0. Then the umask: what is made is its
/// owner's alone, and wholly. SIGPIPE and SIGXFSZ are ignored: what they would end is an error
/// of write(2). SIGCHLD is not, so that children can be waited for.
void prepare_process() noexcept;

/// Between fork and exec: SIGPIPE and SIGXFSZ as prepare_process found them.
void restore_signals_for_child() noexcept;

}  // namespace fob::cli
