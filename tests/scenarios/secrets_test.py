"""Where a secret or a passphrase may be seen, and where not."""

import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

from scenarios import fob
from scenarios.fob import CHEAP, PASSPHRASE, PROGRAM, Scenario

SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
URI = f"otpauth://totp/Place:me?secret={SECRET}&issuer=Place"
FORMS = [SECRET.encode(), b"abcdefghijklmnopqrst", b"YWJjZGVmZ2hpamtsbW5vcHFyc3",
         b"6162636465666768696a6b6c", PASSPHRASE.encode()]


class Secrets(Scenario):
    def assert_tells_nothing(self, data, where):
        data = data if isinstance(data, bytes) else data.encode()
        for form in FORMS:
            self.assertNotIn(form, data, where)
            self.assertNotIn(form.lower(), data.lower(), where)

    def assert_home_tells_nothing(self):
        for path in self.home.rglob("*"):
            if path.is_file() and path.name not in ("passphrase", "uris", "secret"):
                self.assert_tells_nothing(path.read_bytes(), path)
            self.assert_tells_nothing(str(path), path)


class AfterCommands(Secrets):
    def test_nothing_but_what_was_asked_for_tells_a_secret(self):
        self.file("uris", URI + "\n")
        self.file("secret", SECRET)
        self.environment["FOB_CLIPBOARD_COMMAND"] = "cat >board"
        commands = (["init", *CHEAP], ["add", "-"], ["add", "again", "--secret-file", "secret"],
                    ["import", "uris"], ["import", "--dry-run", "--json", "uris"], ["list"],
                    ["list", "--long"], ["list", "--json"], ["code", "me"], ["code", "--all"],
                    ["code", "--json", "me"], ["code", "--copy", "me"], ["show", "me"], ["show", "--json", "me"],
                    ["verify", "Place:me", "123456"], ["code", "nobody"], ["code", "-"],
                    ["export", "--to", "fob", "-o", "copy.fob", "--new-passphrase-file",
                     "passphrase"], ["backup", "backup.fob"], ["backup", "--json", "--keep", "1"],
                    ["check", "--drill", "backup.fob", "--source-passphrase-file", "passphrase"],
                    ["restore", "--yes", "--json", "backup.fob"], ["restore", "--yes", "--previous"],
                    ["restore", "--yes", "--forgotten", "backup.fob"],
                    ["-v", "list"], ["add", "-", "-v"], ["slot", "list"],
                    ["slot", "list", "--json"],
                    ["slot", "add", "keyfile", "--new-keyfile", "key"],
                    ["list", "--keyfile", "key"], ["-v", "slot", "remove", "--yes", "nobody"])
        for words in commands:
            result = self.run_fob(*words, stdin=URI if "-" in words else "")
            self.assertNotEqual(result.status, 2, result)
            self.assert_tells_nothing(result.out + result.err, words)
            self.assert_home_tells_nothing()

    def test_a_recovery_key_is_told_once_and_kept_nowhere(self):
        self.make_vault(URI)
        key = self.fob("slot", "add", "recovery").strip()
        file = self.file("secret", key + "\n", 0o600)
        forms = [form.encode() for form in (key, key.replace("-", ""))]
        wrong = key[:-1] + ("0" if key[-1] != "0" else "1")
        for words, typed in ((["slot", "list", "--json"], key), (["-v", "list"], key),
                             (["list"], wrong), (["list"], key + "0"),
                             (["check"], key)):
            for option in ("--passphrase-fd", "--recovery-key-fd"):
                result = self.run_bare(*words, option, "0", stdin=typed)
                for form in (*forms, wrong.encode(), wrong.replace("-", "").encode()):
                    self.assertNotIn(form, (result.out + result.err).encode().upper(), words)
        for path in self.home.rglob("*"):
            if path.is_file() and path != file:
                for form in forms:
                    self.assertNotIn(form, path.read_bytes().upper(), path)

    def test_nor_does_a_failure(self):
        self.make_vault(URI)
        for words, stdin in ((["add", "-"], URI.replace("Place:me", "me") + "&digits=99"),
                             (["add", "-"], URI.replace("MFRG", "MFR1")),
                             (["code", "-"], SECRET + "!"), (["code", "-"], URI + "\n" + URI),
                             (["import", "-"], "# nothing\n" + SECRET),
                             (["add", "x", "--secret-fd", "0"], SECRET + "1"),
                             (["add", "x", "--secret-format", "hex", "--secret-fd", "0"], SECRET),
                             (["verify", "Place:me", "-"], SECRET)):
            result = self.run_fob(*words, stdin=stdin)
            self.assertNotEqual(result.status, 0, words)
            self.assert_tells_nothing(result.out + result.err, words)
        self.assert_tells_nothing(self.run_fob("list", "--passphrase-fd", "0",
                                               stdin=PASSPHRASE).err, "two sources")
        self.assert_home_tells_nothing()

    def test_files_are_for_their_owner_alone(self):
        old = os.umask(0)
        self.addCleanup(os.umask, old)
        self.make_vault(URI)
        self.fob("code", "me")
        self.fob("export", "-q", "-o", "list")
        folder = self.vault.parent
        kept = sorted(path.name for path in folder.iterdir())
        self.assertEqual(kept, ["vault.fob", "vault.fob.lock", "vault.fob~"])
        self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
        for path in (*folder.iterdir(), self.home / "list"):
            self.assertEqual(path.stat().st_mode & 0o777, 0o600, path)


class WhileItRuns(Secrets):
    """fob is held where it waits for a passphrase that never comes."""

    def start(self, *words, **options):
        reading, writing = os.pipe()
        self.addCleanup(os.close, writing)
        process = subprocess.Popen([PROGRAM, "--passphrase-fd", str(reading), *words],
                                   pass_fds=[reading], cwd=self.home, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=self.environment, **options)
        os.close(reading)
        self.addCleanup(process.stdin.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.wait_for_read(process)
        return process

    def wait_for_read(self, process):
        """Until it sleeps in read(2), beyond all preparations."""
        for _ in range(500):
            state = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state == "S" and os.readlink(f"/proc/{process.pid}/exe"):
                time.sleep(0.02)
                return
            time.sleep(0.01)
        self.fail("it does not wait")

    def test_a_uri_does_not_stay_in_the_list_of_processes(self):
        self.make_vault()
        process = self.start("add", URI)
        line = Path(f"/proc/{process.pid}/cmdline").read_bytes()
        self.assertTrue(line.endswith(b"\0add\0" + bytes(len(URI) + 1)), line)
        self.assert_tells_nothing(line, "cmdline")

    def test_nothing_is_put_into_the_environment(self):
        self.make_vault(URI)
        process = self.start("list")
        self.assert_tells_nothing(Path(f"/proc/{process.pid}/environ").read_bytes(), "environ")

    def test_the_passphrase_command_gets_no_secret_and_is_named_to_nobody(self):
        self.make_vault(URI)
        result = self.run_bare("list", "--passphrase-command",
                               "tr '\\0' '\\n' </proc/$$/environ >seen; "
                               "tr '\\0' ' ' </proc/$PPID/cmdline >>seen; exit 1")
        self.assertEqual(result.status, 5)
        self.assert_tells_nothing((self.home / "seen").read_bytes(), "the command's surroundings")
        self.assertEqual(result.err, "fob: the passphrase command failed (exit status 1)\n")

    def test_a_signal_leaves_no_core(self):
        self.make_vault(URI)

        def unlimited():
            hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
            resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

        process = self.start("list", preexec_fn=unlimited)
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        self.assertRegex(limits, r"Max core file size +0 +0 ")
        process.send_signal(signal.SIGABRT)
        process.wait(10)
        self.assertEqual(process.returncode, -signal.SIGABRT)
        self.assertEqual(list(self.home.glob("core*")), [])

    def test_nobody_else_looks_into_its_memory(self):
        """What is not dumpable belongs to root in /proc, whoever runs it."""
        options = {}
        if os.geteuid() == 0:
            self.home.chmod(0o755)
            program = shutil.copy(PROGRAM, self.home / "program")
            options = {"executable": program, "user": 65534}
        process = self.start("init", *CHEAP, "--vault", "nowhere/vault.fob", **options)
        self.assertEqual(os.stat(f"/proc/{process.pid}/mem").st_uid, 0)
        status = Path(f"/proc/{process.pid}/status").read_text()
        self.assertNotRegex(status, r"(?m)^Uid:\t0\t")


if __name__ == "__main__":
    fob.main()
