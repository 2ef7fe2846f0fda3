"""What is left in the memory of fob at its very end: not the passphrase, not a secret, not the
decrypted body, not the key to it. It is looked through from outside, at the last system call
that it makes."""

import base64
import contextlib
import os
import platform
import signal
import subprocess
import time
import unittest
from pathlib import Path

from faults import tracing
from scenarios.fob import CHEAP, PROGRAM, Scenario
from scenarios.proc import memory_of
from scenarios.secret_forms import PASSPHRASE, SECRET, URI, forms_of, found_in
import verdict

try:
    from peers import read_vault
except ModuleNotFoundError:
    read_vault = None  # the data key is not known then

# /proc/PID/syscall tells a call by its number.
NUMBERS = {"x86_64": {"write": 1, "exit_group": 231}, "aarch64": {"write": 64, "exit_group": 94}}
LINE = b"otpauth://totp/Place"  # of the decrypted body
NEW_PASSPHRASE = "another passphrase that is long"
# So short that a std::string has it in itself, not on the heap.
SHORT_KEY = bytes.fromhex("e3917c05d8b64a2f")
SHORT = base64.b32encode(SHORT_KEY).decode().rstrip("=")


def obstacle():
    if os.geteuid() != 0:
        return "only root may look into a process that is not dumpable"
    if platform.machine() not in NUMBERS:
        return f"the numbers of system calls on {platform.machine()} are not known here"
    return tracing.obstacle()


class Memory(Scenario):
    def setUp(self):
        super().setUp()
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        self.file("secret", SECRET + "\n", 0o600)
        self.environment["FOB_CLIPBOARD_COMMAND"] = "cat >board"
        self.further = {}  # what else must not be there, and what it is
        self.fob("init", *CHEAP)
        self.fob("add", "-", stdin=URI)

    def keys(self):
        """The key from the passphrase and the data key of the vault as it is now; none where they
        cannot be told."""
        if read_vault is None:
            return {}
        header, _ = read_vault.read(self.vault.read_bytes())
        for passphrase in (PASSPHRASE, NEW_PASSPHRASE):
            with contextlib.suppress(read_vault.Refused):
                kek, data_key = read_vault.keys_of(header, passphrase.encode())
                return {kek: "the key from the passphrase", data_key: "the data key"}
        raise AssertionError("no passphrase opens it")

    def found_at(self, call, *words, stdin=""):
        """What is in the memory of fob when it makes that call for the first time."""
        keys = self.keys()
        tracer = subprocess.Popen(
            ["strace", "-o", "/dev/null", "-e", f"trace={call}", "-e",
             f"inject={call}:delay_enter=60000000", PROGRAM, "--passphrase-file",
             self.passphrase_file, *words],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=self.home, env=self.environment)
        with tracer:
            try:
                tracer.stdin.write(stdin.encode())
                tracer.stdin.close()
                process = self.process_at(call, tracer)
                memory = memory_of(process)
                os.kill(process, signal.SIGKILL)
            finally:
                tracer.kill()  # or it would sleep on
        found = found_in(memory)
        if LINE in memory:
            found.add("a line of the body")
        keys |= self.keys() | self.further
        found |= {told for key, told in keys.items() if key in memory}
        return found | {f"the short secret in {form}"
                        for form, data in forms_of(SHORT_KEY).items() if data in memory}

    def process_at(self, call, tracer):
        """The process that `tracer` holds there."""
        number = NUMBERS[platform.machine()][call]
        for _ in range(6000):
            # strace tries something out in children of its own before it starts fob.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                process = tracing.traced_by(tracer.pid)
                if (os.path.samefile(f"/proc/{process}/exe", PROGRAM) and
                        Path(f"/proc/{process}/syscall").read_text().startswith(f"{number} ")):
                    return process
            time.sleep(0.01)
        raise AssertionError(f"it never came to {call}")

    def test_while_it_answers_the_secret_is_there_and_would_be_found(self):
        found = self.found_at("write", "code", "me")
        self.assertIn("the secret in raw", found)
        self.assertIn("a line of the body", found)
        if read_vault:
            self.assertIn("the data key", found)
        self.assertIn("the secret in base32", self.found_at("write", "show", "--secret", "me"))

    def test_at_its_end_nothing_is_left(self):
        self.file("uris", URI.replace("Place", "Other") + "\n")
        self.file("new", NEW_PASSPHRASE + "\n", 0o600)
        self.fob("backup", "old.fob")
        for words, stdin in (
                (["code", "me"], ""), (["code", "--all"], ""), (["code", "-"], URI),
                (["code", "-"], SECRET), (["code", "--copy", "me"], ""),
                (["verify", "Place:me", "123456"], ""), (["list"], ""),
                (["list", "--long", "--json"], ""), (["show", "me"], ""),
                (["show", "--uri", "Place:me", "--yes"], ""),
                (["show", "--secret", "Place:me", "--yes"], ""),
                (["add", "-"], URI.replace("Place", "Third")),
                (["add", "Fourth", "--secret-file", "secret"], ""),
                (["add", URI.replace("Place", "Fifth")], ""), (["import", "uris"], ""),
                (["edit", "Place:me", "--digits", "8"], ""),
                (["edit", "Place:me", "--secret", "--secret-file", "secret"], ""),
                (["rename", "Other:me", "Another:me"], ""),
                (["remove", "--yes", "Another:me"], ""),
                (["remove", "--undo", "Another:me"], ""), (["check"], ""),
                (["backup", "backup.fob"], ""), (["restore", "--yes", "old.fob"], ""),
                (["check", "--drill", "old.fob", "--source-passphrase-file", "passphrase"], ""),
                (["restore", "--yes", "--forgotten", "old.fob"], ""),
                (["unlock"], ""), (["status"], ""), (["lock"], ""), (["export", "--quiet"], ""),
                (["export", "--to", "fob", "-o", "copy", "--new-passphrase-file", "new"], ""),
                (["init", *CHEAP, "--vault", "second"], ""), (["slot", "list"], ""),
                (["slot", "add", "recovery"], ""),
                (["slot", "add", "passphrase", *CHEAP, "--label", "laptop",
                  "--new-passphrase-file", "new"], ""),
                (["slot", "remove", "--yes", "laptop"], ""),
                (["passphrase", "--new-passphrase-file", "new"], "")):
            with self.subTest(words=words):
                self.assertEqual(self.found_at("exit_group", *words, stdin=stdin), set())

    def test_nor_is_a_short_secret(self):
        self.file("short", SHORT + "\n", 0o600)
        for words, stdin in (
                (["code", "-"], SHORT), (["code", "-"], SHORT + "\n"),
                (["add", "Short", "--secret-file", "short"], ""),
                (["add", "-"], f"otpauth://totp/Short?secret={SHORT}"), (["code", "Short"], ""),
                (["verify", "Short", "123456"], ""), (["list"], ""),
                (["show", "--secret", "Short", "--yes"], ""),
                (["show", "--uri", "Short", "--yes"], ""), (["export", "--quiet"], "")):
            with self.subTest(words=words, stdin=stdin):
                self.assertEqual(self.found_at("exit_group", *words, stdin=stdin), set())

    @unittest.skipIf(read_vault is None, "there is no nacl for Python")
    def test_nor_is_a_recovery_key(self):
        key = self.fob("slot", "add", "recovery").strip()
        self.file("recovery", key + "\n", 0o600)
        self.further = {read_vault.recovery_key(key.encode()): "the recovery key",
                        key.encode(): "the recovery key as it is written",
                        key.replace("-", "").encode(): "its characters"}
        by_key = ("--recovery-key-file", "recovery")
        self.assertIn("the recovery key", self.found_at("write", "code", "me", *by_key))
        for words, stdin in ((("code", "me", *by_key), ""), (("slot", "list", *by_key), ""),
                             (("list", "--recovery-key-fd", "0"), key),
                             (("list", "--recovery-key-fd", "0"), key + "0")):
            with self.subTest(words=words):
                self.assertEqual(self.found_at("exit_group", *words, stdin=stdin), set())

    def test_nor_is_it_after_a_failure(self):
        self.file("wrong", "wrong " + PASSPHRASE + "\n", 0o600)
        for words, stdin in (
                (["code", "nobody"], ""), (["code", "-"], SECRET + "!"),
                (["add", "-"], URI + "&digits=99"), (["import", "-"], "# \n" + SECRET),
                (["add", "Place:me", "--secret-format", "hex", "--secret-file", "secret"], ""),
                (["add", "Place:me", "--digits", "8", "--secret-file", "secret"], ""),
                (["list", "--passphrase-file", "wrong", "--no-input"], ""),
                (["list", "--passphrase-fd", "0"], PASSPHRASE)):
            with self.subTest(words=words):
                self.assertEqual(self.found_at("exit_group", *words, stdin=stdin), set())


if __name__ == "__main__":
    if reason := obstacle():
        print(f"skipped: {reason}")
        raise SystemExit(77)
    verdict.main()
