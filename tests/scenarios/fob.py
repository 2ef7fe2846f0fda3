"""What every scenario needs: a home of its own, the built program (FOB) run in it as a script
runs it, or at a terminal as a person does."""

import os
import re
import subprocess
import tempfile
import unittest
from dataclasses import dataclass
from pathlib import Path

import pexpect

from scenarios import answers
import verdict

PROGRAM = os.environ["FOB"]
PASSPHRASE = "tall ships sail slowly"
# The smallest legal cost: what is tested here is not Argon2.
CHEAP = ("--kdf-memory", "8", "--kdf-passes", "1")

# RFC 6238, appendix B, and what it says for the time 59.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_URI = f"otpauth://totp/RFC:6238?secret={RFC_SECRET}&issuer=RFC&digits=8"
RFC_CODE_AT_59 = "94287082"


@dataclass
class Result:
    status: int
    out: str
    err: str


class Scenario(unittest.TestCase):
    """A test with an empty HOME, where nothing of the caller's environment is left."""

    maxDiff = None

    def setUp(self):
        self.home = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.vault = self.home / ".local" / "share" / "fob" / "vault.fob"
        self.passphrase_file = self.file("passphrase", PASSPHRASE + "\n", 0o600)
        self.environment = {"HOME": str(self.home), "PATH": os.environ["PATH"],
                            "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def file(self, name, content, mode=0o644):
        """A file in the home; its path."""
        path = self.home / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        return path

    # As a script does: no terminal anywhere.

    def run_bare(self, *words, stdin=b"", environment=None, **options):
        """fob with these words and no others. Its JSON is held against tests/schema."""
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run([PROGRAM, *words], input=data, capture_output=True,
                              cwd=self.home, start_new_session=True, timeout=60,
                              env=self.environment | (environment or {}), **options)
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        self.assertEqual(answers.check(words, result.status, result.out, result.err), [])
        return result

    def run_fob(self, *words, **options):
        """fob with the passphrase from a file."""
        return self.run_bare("--passphrase-file", str(self.passphrase_file), *words, **options)

    def fob(self, *words, **options):
        """What fob prints, when it must succeed."""
        result = self.run_fob(*words, **options)
        self.assertEqual(result.status, 0, result)
        return result.out

    def run_with_lines(self, *words, lines):
        """fob with one descriptor, FD among the words, that has these lines and nothing else."""
        reading, writing = os.pipe()
        with open(reading, "rb"), open(writing, "w", encoding="utf-8") as pipe:
            pipe.writelines(line + "\n" for line in lines)
            pipe.flush()
            words = [str(reading) if word == "FD" else word for word in words]
            return self.run_bare(*words, pass_fds=(reading,))

    def make_vault(self, *uris):
        """A vault in its usual place that holds these accounts."""
        self.fob("init", *CHEAP)
        if uris:
            self.fob("add", "-", stdin="\n".join(uris))

    def forget_vault(self):
        """No trace of it is left in its usual place, so that another can be made there."""
        for path in (self.vault, self.vault.with_name("vault.fob~")):
            path.unlink(missing_ok=True)

    def assert_fails(self, result, status, message, hint=None):
        """A failure says what happened and what to type, and prints no answer."""
        expected = f"fob: {message}\n" + (f"hint: {hint}\n" if hint else "")
        self.assertEqual((result.status, result.out, result.err), (status, "", expected))

    def assert_imports(self, result, status, totals, lines):
        """An import answers with its totals; what became of each entry is beside them."""
        self.assertEqual((result.status, result.out), (status, totals_line(*totals)),
                         result.err)
        self.assertEqual(result.err.splitlines(), list(lines))

    # As a person does.

    def type_fob(self, *words, columns=80, rows=24):
        """fob at a terminal: a pexpect session."""
        session = pexpect.spawn(PROGRAM, list(words), cwd=str(self.home), env=self.environment,
                                encoding="utf-8", dimensions=(rows, columns), timeout=20)
        session.delaybeforesend = None
        self.addCleanup(session.close, force=True)
        return session

    def end(self, session):
        """Everything still to come, and the exit status (or minus the signal)."""
        session.expect(pexpect.EOF)
        text = session.before.replace("\r\n", "\n")
        session.close()
        status = session.exitstatus if session.exitstatus is not None else -session.signalstatus
        words = [word.decode() for word in session.args[1:]]
        self.assertEqual(answers.check_at_a_terminal(words, status, text), [])
        return status, text


def totals_line(added, already, conflicts, rejected):
    """What fob import prints."""
    return (f"{added} added, {already} already there, {conflicts} in conflict, "
            f"{rejected} rejected\n")


def plain(text):
    """`text` without colors."""
    return re.sub(r"\x1b\[[0-9;]*[mK]", "", text)


def main():
    verdict.main()
