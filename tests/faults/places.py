"""A folder with everything that one run of fob touches, and what is in the vault there."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import verdict
from faults.writers import FOB, GONE, INIT, OLD

# Short, for each byte is a system call.
PASSPHRASES = {"passphrase": "x5 tea", "new-passphrase": "y6 oak"}


class Place:
    # What vaults of these bytes hold; the same are opened once.
    contents = {}

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.vault = self.folder / "data" / "fob" / "vault.fob"
        self.previous = pathlib.Path(f"{self.vault}~")
        self.passphrase = "passphrase"  # the file of the one that opened it last

    def make(self):
        self.folder.mkdir(parents=True)
        for name, text in PASSPHRASES.items():
            passphrase = self.folder / name
            passphrase.write_text(text + "\n")
            passphrase.chmod(0o600)

    def fill(self):
        """A vault in which OLD is, and GONE, removed, and which a key file opens too; and a
        backup of it."""
        keyfile = ("slot", "add", "keyfile", "--label", "stick", "--new-keyfile", "key")
        for words, stdin in ((INIT, ""), (keyfile, ""), (("add", "-"), OLD), (("add", "-"), GONE),
                             (("backup", "old.fob"), ""),
                             (("remove", "--yes", "Gone:dave"), "")):
            self.must(words, stdin)

    def command(self, words, vault=None):
        return [FOB, "--no-input", "--vault", str(vault or self.vault), "--passphrase-file",
                self.passphrase, *words]

    def options(self):
        """What subprocess gets besides."""
        environment = {"HOME": str(self.folder), "PATH": os.environ["PATH"],
                       "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": str(self.folder / "state")}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        return {"cwd": self.folder, "env": environment}

    def run(self, words, stdin="", vault=None, before=(), **more):
        return subprocess.run([*before, *self.command(words, vault)], input=stdin,
                              capture_output=True, text=True, timeout=120,
                              **self.options() | more)

    def must(self, words, stdin="", **options):
        done = self.run(words, stdin, **options)
        if done.returncode != 0:
            raise AssertionError(f"{words}: exit {done.returncode}: {done.stderr}")
        return done.stdout

    def start(self, words, stdin="", vault=None, before=(), **more):
        """The same, without waiting for its end."""
        process = subprocess.Popen([*before, *self.command(words, vault)], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, **self.options() | more)
        if stdin:
            process.stdin.write(stdin)
        process.stdin.close()
        process.stdin = None
        return process

    def content(self, vault=None):
        """The accounts, the removed entries, the slots and the passphrase, or None where there
        is no vault. Fails when it does not open."""
        with contextlib.suppress(FileNotFoundError):
            data = pathlib.Path(vault or self.vault).read_bytes()
            if data not in self.contents:
                self.contents[data] = self.open(vault)
            self.passphrase = self.contents[data][-1]
            return self.contents[data]
        return None

    def open(self, vault):
        for self.passphrase in PASSPHRASES:
            done = self.run(["export", "--to", "otpauth"], vault=vault)
            if done.returncode == 0:
                removed = self.must(["list", "--removed"], vault=vault)
                slots = [line.split("\t")[1:3] for line in
                         self.must(["slot", "list"], vault=vault).splitlines()]
                return [*sorted(done.stdout.split()), *removed.split(),
                        *(word for slot in slots for word in slot), self.passphrase]
        raise AssertionError(f"it does not open: {done.returncode} {done.stderr}")

    def written(self, writer):
        """What is in the file that `writer` writes, or None where it is not there."""
        if not writer.makes:
            return self.content()
        made = self.folder / writer.makes
        if made.suffix == ".fob":
            return self.content(made)
        return sorted(made.read_text().split()) if made.exists() else None

    def temporaries(self):
        return [] if not self.vault.parent.is_dir() else [
            entry.name for entry in self.vault.parent.iterdir() if ".tmp-" in entry.name]


class Places(unittest.TestCase):
    """Tests with places of their own, which are as `pristine` at first."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(
            cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fob-faults-")))
        cls.pristine = {}
        for fresh in (True, False):
            place = Place(cls.scratch / f"pristine-{fresh}")
            place.make()
            if not fresh:
                place.fill()
            cls.pristine[fresh] = place

    def place(self, name, fresh=False):
        folder = self.scratch / name
        shutil.copytree(self.pristine[fresh].folder, folder)
        return Place(folder)


def main(obstacle=None):
    """As verdict.main(); an `obstacle` is why no test can do its work here."""
    obstacle = obstacle if os.access(FOB, os.X_OK) else "FOB names no program"
    if obstacle:
        print(f"skipped: {obstacle}")
        sys.exit(77)
    verdict.main()
