"""fob under strace: its system calls, counted, and what is done to it at one of them.

A call is known by its name and its number among those of that name, for so strace counts.
SIGKILL lands before the call is made, any other signal after it; an error takes its place.
"""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

# Calls that touch a file: those that only look, and those that change something. Calls that
# only the process sees (memory, signals) are passed over: a kill there is a kill at the next
# call that the disk sees.
READS = {"open", "openat", "read", "pread64", "stat", "lstat", "fstat", "newfstatat", "statx",
         "getdents64", "fgetxattr", "flock", "readlink", "faccessat2"}
CHANGES = {"mkdir", "mkdirat", "fchmod", "fchown", "fsetxattr", "fremovexattr", "unlink",
           "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "fsync",
           "write", "pwrite64"}


def obstacle():
    """Why nothing can be traced here, or None."""
    if os.environ.get("FOB_SANITIZE"):
        return "a program with sanitizers has calls of its own"
    if shutil.which("strace") and subprocess.run(["strace", "-o", "/dev/null", "true"],
                                                 capture_output=True).returncode == 0:
        return None
    return "strace cannot trace here"


def at(call, what, log="/dev/null"):
    """What to put before a command, so that `what` happens at `call`."""
    name, number = call
    return ("strace", "-o", log, "-e", f"trace={name}",
            "-e", f"inject={name}:{what}:when={number}")


def counted(log):
    """(name, number among those of that name, the whole line) of every call in strace's log
    that touches a file, in order."""
    counts = {}
    calls = []
    for line in log.read_text().splitlines():
        if name := re.match(r"(\w+)\(", line):
            name = name[1]
            counts[name] = counts.get(name, 0) + 1
            calls.append((name, counts[name], line))
    return [call for call in calls if call[0] in READS | CHANGES]


def calls_of(log):
    return [(name, number) for name, number, _ in counted(log)]


def traced_by(tracer):
    """The process that runs under the strace with this id; 0 while there is none."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        children = pathlib.Path(f"/proc/{tracer}/task/{tracer}/children").read_text().split()
        return int(children[0]) if children else 0
    return 0


@contextlib.contextmanager
def stopped(place, words, call, stdin="", before=()):
    """fob, stopped after `call`; it goes on where this ends. Gives the process, to be waited for
    afterwards. Where it ended without having come there, nothing stopped it."""
    log = place.folder / "stopped.log"
    process = place.start(words, stdin, before=(*before, *at(call, "signal=SIGSTOP", log)))
    deadline = time.monotonic() + 60
    while process.poll() is None:
        if log.exists() and "--- stopped by SIGSTOP ---" in log.read_text():
            break
        if time.monotonic() > deadline:
            process.kill()
            raise AssertionError(f"it neither stops nor ends: {words} at {call}")
        time.sleep(0.002)
    try:
        yield process
    finally:
        if traced := traced_by(process.pid):
            os.kill(traced, signal.SIGCONT)
