"""A save that is killed, fails or is interrupted at any of its system calls leaves a vault
that opens, with the old content or the new, and the next command works.

strace counts the calls of a command that writes; then the command runs again for each of
them. A call is known by its name and its number among those of that name, for so strace
counts. SIGKILL lands before the call is made; an error takes its place.

Calls that only the process sees (memory, signals) are passed over: a kill there is a kill at
the next call that the disk sees. Of the calls that change something none is left out; of
those that only look, each third is killed, each eighth fails or is interrupted.
FOB_FAULTS=all leaves out none, and knows more errors and more commands: edit, rename, undo
and import save as add and remove do.
"""

import concurrent.futures
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import verdict

FOB = os.environ.get("FOB", "")
ALL = os.environ.get("FOB_FAULTS") == "all"

OLD = "otpauth://hotp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example&counter=7"
NEW = "otpauth://totp/Example:bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example"
GONE = "otpauth://totp/Gone:dave?secret=NBSWY3DPEB3W64TMMQQHI33EMF4Q&issuer=Gone"
NEXT = "otpauth://totp/Next:carol?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=Next"
PASSPHRASES = {"passphrase": "correct horse battery staple",
               "new-passphrase": "wrong donkey charger paperclip"}


@dataclasses.dataclass(frozen=True)
class Writer:
    """A command that writes to a vault in which OLD is, and GONE, removed."""
    words: tuple
    stdin: str = ""
    fresh: bool = False  # it makes the vault
    answers: bool = False  # what it prints may be printed only when it is on disk
    forgets: bool = False  # what was before is not in vault.fob~ either


WRITERS = {
    "init": Writer(("init", "--kdf-memory", "8", "--kdf-passes", "1"), fresh=True),
    "add": Writer(("add", "-"), NEW),
    "import": Writer(("import", "-"), NEW),
    "code": Writer(("code", "--exact", "Example:alice"), answers=True),
    "edit": Writer(("edit", "Example:alice", "--digits", "8"), answers=True),
    "rename": Writer(("rename", "Example:alice", "Example:eve"), answers=True),
    "remove": Writer(("remove", "--yes", "Example:alice")),
    "undo": Writer(("remove", "--undo", "Gone:dave"), answers=True),
    "purge": Writer(("remove", "--purge", "--yes", "Gone:dave"), forgets=True),
    "passphrase": Writer(("passphrase", "--new-passphrase-file", "new-passphrase"),
                         forgets=True),
}

if not ALL:
    for name in ("import", "edit", "rename", "undo"):
        del WRITERS[name]

READS = {"open", "openat", "read", "pread64", "stat", "lstat", "fstat", "newfstatat", "statx",
         "getdents64", "fgetxattr", "flock", "readlink"}
CHANGES = {"mkdir", "mkdirat", "fchmod", "fchown", "fsetxattr", "fremovexattr", "unlink",
           "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "fsync",
           "write", "pwrite64"}
FILLS = {"open", "openat", "mkdir", "mkdirat", "write", "pwrite64", "fsync", "rename",
         "renameat", "renameat2", "link", "linkat", "fsetxattr"}
REFUSED = (FILLS - {"write", "pwrite64", "fsync"}) | {"fchmod", "fchown", "unlinkat"}
ERRORS = {"EIO": READS | CHANGES, "ENOSPC": FILLS}
if ALL:
    ERRORS |= {"EDQUOT": FILLS, "EACCES": REFUSED, "EROFS": REFUSED}


class Place:
    """A folder with everything that one run of fob touches."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.vault = self.folder / "data" / "vault.fob"
        self.passphrase = "passphrase"  # the file of the one that opened it last

    def make(self):
        for name, text in PASSPHRASES.items():
            passphrase = self.folder / name
            passphrase.write_text(text + "\n")
            passphrase.chmod(0o600)

    def run(self, words, stdin="", vault=None, before=()):
        environment = {"HOME": str(self.folder), "PATH": os.environ["PATH"],
                       "XDG_STATE_HOME": str(self.folder / "state")}
        return subprocess.run(
            [*before, FOB, "--no-input", "--vault", vault or self.vault, "--passphrase-file",
             self.passphrase, *words],
            input=stdin, capture_output=True, text=True, env=environment, cwd=self.folder,
            timeout=120)

    def content(self, vault=None):
        """The accounts, the removed entries and the passphrase, or None where there is no
        vault."""
        for self.passphrase in PASSPHRASES:
            done = self.run(["export", "--to", "otpauth"], vault=vault)
            if done.returncode == 6:
                return None
            if done.returncode == 0:
                removed = self.run(["list", "--removed"], vault=vault)
                return [*sorted(done.stdout.split()), *removed.stdout.split(), self.passphrase]
        raise AssertionError(f"it does not open: {done.returncode} {done.stderr}")

    def temporaries(self):
        return [] if not self.vault.parent.is_dir() else [
            entry.name for entry in self.vault.parent.iterdir() if ".tmp-" in entry.name]


def can_trace():
    if not shutil.which("strace"):
        return False
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True)
    return tried.returncode == 0


def calls_of(log):
    """(name, number among those of that name) of every call in strace's log that touches a
    file, in order."""
    counts = {}
    calls = []
    for name in re.findall(r"^(\w+)\(", log.read_text(), re.MULTILINE):
        counts[name] = counts.get(name, 0) + 1
        calls.append((name, counts[name]))
    return [call for call in calls if call[0] in READS | CHANGES]


def sample(calls, step):
    """Every call that changes something, and each `step`th of the others."""
    looks = 0
    for call in calls:
        if call[0] not in CHANGES:
            looks += 1
        if ALL or call[0] in CHANGES or looks % step == 0:
            yield call


class Faults(unittest.TestCase):
    """What is done to each of WRITERS."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="fob-faults-")
        cls.pristine = {}
        for fresh in (True, False):
            place = Place(pathlib.Path(cls.scratch.name) / f"pristine-{fresh}")
            place.folder.mkdir()
            place.make()
            if not fresh:
                for words, stdin in ((WRITERS["init"].words, ""), (("add", "-"), OLD),
                                     (("add", "-"), GONE),
                                     (("remove", "--yes", "Gone:dave"), "")):
                    done = place.run(words, stdin)
                    if done.returncode != 0:
                        raise AssertionError(done.stderr)
            cls.pristine[fresh] = place

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def place_for(self, writer, name):
        folder = pathlib.Path(self.scratch.name) / name
        shutil.copytree(self.pristine[writer.fresh].folder, folder)
        return Place(folder)

    def count(self, name, writer):
        """The calls of a run that nothing disturbs, and the content before and after."""
        place = self.place_for(writer, f"{name}-whole")
        log = place.folder / "log"
        before = place.content()
        done = place.run(writer.words, writer.stdin, before=("strace", "-o", log))
        self.assertEqual(done.returncode, 0, done.stderr)
        after = place.content()
        self.assertNotEqual(before, after)
        calls = calls_of(log)
        shutil.rmtree(place.folder)
        return calls, before, after

    def disturb(self, name, writer, call, what, before, after):
        """One run with `what` at `call`; says what was wrong then, or nothing."""
        nth = f"{call[0]}:{what}:when={call[1]}"
        place = self.place_for(writer, f"{name}-{nth.replace(':', '-')}")
        try:
            log = place.folder / "log"
            done = place.run(writer.words, writer.stdin,
                             before=("strace", "-o", log, "-e", f"inject={nth}"))
            return "".join(f"{nth}: {wrong}\n"
                           for wrong in self.wrongs(place, writer, done, before, after))
        except (AssertionError, subprocess.TimeoutExpired) as error:
            return f"{nth}: {error}\n"
        finally:
            shutil.rmtree(place.folder)

    @staticmethod
    def wrongs(place, writer, done, before, after):
        content = place.content()
        told = f"(exit {done.returncode}: {done.stderr.strip()})"
        if content not in (before, after):
            yield f"neither the old content nor the new {told}"
        if content != after:
            if done.returncode == 0:
                yield "exit 0, and the new content is not there"
            if writer.answers and done.stdout:
                yield "it answered, and the new content is not there"
            if "perhaps not durably" in done.stderr:
                yield f"it says that it saved, and the new content is not there {told}"
        elif re.search("untouched|not saved|no vault was made", done.stderr):
            yield f"it says that it did not save, and the new content is there {told}"
        if done.returncode not in (0, 5, 10, -9, -15):
            yield f"not an exit status for this {told}"
        # Without a word it ends only when standard error itself failed.
        if done.returncode > 0 and done.stderr and "fob: " not in done.stderr:
            yield f"no message {told}"

        previous = pathlib.Path(f"{place.vault}~")
        if previous.exists() and place.content(previous) != after:
            if writer.forgets and done.returncode == 0:
                yield "exit 0, and what was to go is in the previous generation"
            if writer.forgets and content == after and "perhaps not durably" in done.stderr:
                yield f"the previous generation has what was to go, untold {told}"
        place.passphrase = (content or ["passphrase"])[-1]
        if content is None:
            made = place.run(WRITERS["init"].words)
            if made.returncode != 0:
                yield f"init fails afterwards: {made.stderr}"
        following = place.run(["add", "-"], NEXT)
        if following.returncode != 0:
            yield f"the next command fails: {following.stderr}"
        elif len(place.content()) != len(content or [place.passphrase]) + 1:
            yield "the next command changed something else"
        if place.temporaries():
            yield f"left behind: {place.temporaries()}"

    def at_calls(self, disturbances):
        """`disturbances(calls)` gives pairs of a call and what to do there."""
        for name, writer in WRITERS.items():
            with self.subTest(command=name):
                calls, before, after = self.count(name, writer)
                todo = disturbances(calls)
                self.assertGreater(len(todo), 5)
                with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                    wrong = pool.map(lambda one: self.disturb(name, writer, *one, before, after),
                                     todo)
                    self.assertEqual("".join(wrong), "")
                print(f"{name}: {len(todo)} runs for {len(calls)} calls", file=sys.stderr)

    def test_killed(self):
        self.at_calls(lambda calls: [(call, "signal=SIGKILL") for call in sample(calls, 3)])

    def test_failed(self):
        self.at_calls(lambda calls: [
            (call, f"error={error}") for error, names in ERRORS.items()
            for call in sample([call for call in calls if call[0] in names], 8)])

    def test_interrupted(self):
        self.at_calls(lambda calls: [(call, "signal=SIGTERM") for call in sample(calls, 8)])


if __name__ == "__main__":
    reason = ("FOB names no program" if not os.access(FOB, os.X_OK)
              else "a program with sanitizers has calls of its own"
              if os.environ.get("FOB_SANITIZE")
              else "strace cannot trace here" if not can_trace() else None)
    if reason:
        print(f"skipped: {reason}")
        sys.exit(77)
    verdict.main()
