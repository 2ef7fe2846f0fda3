"""A save that is killed, fails or is interrupted at any of its system calls leaves a vault
that opens, with the old content or the new, and the next command works. A file that is made
is whole, or not there.

strace counts the calls of a command that writes; then the command runs again for each of
them. Of the calls that change something none is left out; of those that only look, each third
is killed, each eighth fails or is interrupted. FOB_FAULTS=all leaves out none, and knows more
errors and more commands: edit, rename, remove, undo and import save as add does.
"""

import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

from faults import places, tracing
from faults.tracing import CHANGES, READS
from faults.writers import ALL, INIT, NEXT, SAMPLE, WRITERS

FILLS = {"open", "openat", "mkdir", "mkdirat", "write", "pwrite64", "fsync", "rename",
         "renameat", "renameat2", "link", "linkat", "fsetxattr"}
REFUSED = (FILLS - {"write", "pwrite64", "fsync"}) | {"fchmod", "fchown", "unlinkat"}
ERRORS = {"EIO": READS | CHANGES, "ENOSPC": FILLS}
if ALL:
    ERRORS |= {"EDQUOT": FILLS, "EACCES": REFUSED, "EROFS": REFUSED}


def sample(calls, step, every_change=True):
    """Every call that changes something, and each `step`th of the others."""
    passed = 0
    for call in calls:
        always = ALL or (every_change and call[0] in CHANGES)
        passed += not always
        if always or passed % step == 0:
            yield call


class Faults(places.Places):
    """What is done to each of WRITERS."""

    def count(self, name, writer):
        """The calls of a run that nothing disturbs, and the content before and after."""
        place = self.place(f"{name}-whole", writer.fresh)
        log = place.folder / "log"
        before = place.written(writer)
        place.must(writer.words, writer.stdin, before=("strace", "-o", log))
        after = place.written(writer)
        self.assertNotEqual(before, after)
        calls = tracing.calls_of(log)
        shutil.rmtree(place.folder)
        return calls, before, after

    def disturb(self, name, writer, call, what, before, after):
        """One run with `what` at `call`: its status, strace's log, and what was wrong then, or
        nothing."""
        told = f"{call[0]} {call[1]}, {what}"
        place = self.place(f"{name}-{call[0]}-{call[1]}-{what}", writer.fresh)
        log = place.folder / "log"
        try:
            done = place.run(writer.words, writer.stdin, before=tracing.at(call, what, log))
            return done.returncode, log.read_text(), "".join(
                f"{told}: {wrong} (exit {done.returncode}: {done.stderr.strip()})\n"
                for wrong in self.wrongs(place, writer, done, before, after))
        except (AssertionError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
            return 0, "", f"{told}: {error}\n"
        finally:
            shutil.rmtree(place.folder)

    def wrongs(self, place, writer, done, before, after):
        content = place.written(writer)
        if content not in (before, after):
            yield "neither the old content nor the new"
        if content != after:
            if done.returncode == 0:
                yield "exit 0, and the new content is not there"
            if writer.answers and done.stdout:
                yield "it answered, and the new content is not there"
            if "perhaps not durably" in done.stderr:
                yield "it says that it saved, and the new content is not there"
        elif re.search("untouched|not saved|no vault was made|cannot write", done.stderr):
            yield "it says that it did not save, and the new content is there"
        if done.returncode not in (0, 5, 10, -1, -2, -9, -15):
            yield "not an exit status for this"
        # Without a word it ends only when standard error itself failed.
        if done.returncode > 0 and done.stderr and "fob: " not in done.stderr:
            yield "no message"
        yield from self.wrongs_of_previous(place, writer, done, content, after)
        yield from self.wrongs_of_next(place, writer, content)

    def wrongs_of_previous(self, place, writer, done, content, after):
        if writer.makes:
            if place.vault.read_bytes() != self.pristine[False].vault.read_bytes():
                yield "the vault was touched"
        elif place.previous.exists() and place.content(place.previous) != after:
            if writer.forgets and done.returncode == 0:
                yield "exit 0, and what was to go is in the previous generation"
            if writer.forgets and content == after and "perhaps not durably" in done.stderr:
                yield "the previous generation has what was to go, untold"

    def wrongs_of_next(self, place, writer, content):
        """What is wrong with the command that follows, and with what it leaves."""
        if content is None and not writer.makes:
            place.must(INIT)
        if content is None or writer.makes:
            content = place.content()
        place.passphrase = content[-1]
        following = place.run(["add", "-"], NEXT)
        accounts = [line for line in content if line.startswith("otpauth:")]
        if following.returncode != 0:
            yield f"the next command fails: {following.stderr}"
        elif len(place.must(["list"]).split()) != len(accounts) + 1:
            yield "the next command changed something else"
        if place.temporaries():
            yield f"left behind: {place.temporaries()}"

    def at_calls(self, disturbances, struck):
        """`disturbances(calls)` gives pairs of a call and what to do there. Of a run that was
        met by it `struck(status, log)` holds."""
        for name, writer in WRITERS.items():
            if not ALL and name not in SAMPLE:
                continue
            with self.subTest(command=name):
                calls, before, after = self.count(name, writer)
                todo = list(disturbances(calls))
                self.assertGreater(len(todo), 2)
                with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                    ended = list(pool.map(
                        lambda one: self.disturb(name, writer, *one, before, after), todo))
                self.assertEqual("".join(wrong for _, _, wrong in ended), "")
                # The last calls of a few come once more or once less often in another run.
                self.assertGreater(sum(struck(status, log) for status, log, _ in ended),
                                   0.9 * len(todo))
                print(f"{name}: {len(todo)} runs for {len(calls)} calls", file=sys.stderr)

    def test_killed(self):
        self.at_calls(lambda calls: [(call, "signal=SIGKILL") for call in sample(calls, 3)],
                      lambda status, _: status == -9)

    def test_failed(self):
        # Many a call may fail without harm: those that copy a label, or note what was seen.
        self.at_calls(lambda calls: [
            (call, f"error={error}") for error, names in ERRORS.items()
            for call in sample([call for call in calls if call[0] in names], 8)],
            lambda _, log: "(INJECTED)" in log)

    def test_interrupted(self):
        self.at_calls(lambda calls: [(call, "signal=SIGTERM") for call in sample(calls, 8)],
                      lambda status, _: status == -15)
        self.at_calls(lambda calls: [
            (call, f"signal={signal}") for signal in ("SIGINT", "SIGHUP")
            for call in sample(calls, 24, every_change=False)],
            lambda status, _: status in (-1, -2))


if __name__ == "__main__":
    places.main(tracing.obstacle())
