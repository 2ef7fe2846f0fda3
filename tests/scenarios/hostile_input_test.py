"""Vaults, files and surroundings that mean no good. URIs that do are in ugly_uris_test.py."""

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import time

from scenarios import fob
from scenarios.fob import CHEAP, PROGRAM, RFC_SECRET, RFC_URI, Scenario

HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=0"
HAL_CODES = ["755224", "287082"]


def with_checksum(vault):
    """`vault`, whose trailer is made to agree with the rest."""
    return vault[:-32] + hashlib.blake2b(vault[:-32], digest_size=32).digest()


class Vaults(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)
        self.good = self.vault.read_bytes()
        self.vault.with_name("vault.fob~").unlink()

    def assert_damaged(self, content, what):
        self.vault.write_bytes(content)
        self.assert_fails(self.run_bare("list"), 7,
                          f"{self.vault}: the vault is damaged: {what}",
                          "put a backup in its place: fob restore FILE")
        # Nothing writes to it either.
        result = self.run_fob("add", "-", stdin=HAL)
        self.assertEqual((result.status, self.vault.read_bytes()), (7, content))

    def test_an_empty_one(self):
        self.assert_damaged(b"", "the file is empty")

    def test_one_that_is_none(self):
        for content in (b"x", b"fob-vault", b"SQLite format 3\0" * 100, bytes(100_000)):
            self.assert_damaged(content, "the file does not begin as a vault does")

    def test_one_that_is_cut_anywhere(self):
        for size in (10, 31, 32, 33, 100, 400, len(self.good) // 2, len(self.good) - 1):
            self.vault.write_bytes(self.good[:size])
            result = self.run_bare("list")
            self.assertEqual((result.status, result.out), (7, ""), size)

    def test_one_with_something_behind_it(self):
        for more in (b"\n", b"\0", self.good, bytes(4096)):
            self.assert_damaged(self.good + more,
                                "its bytes and the checksum at its end do not agree")

    def test_one_with_a_bit_that_fell_over(self):
        for at in range(12, len(self.good), len(self.good) // 40):
            broken = bytearray(self.good)
            broken[at] ^= 1 << at % 8
            self.vault.write_bytes(broken)
            result = self.run_bare("list")
            self.assertEqual((result.status, result.out), (7, ""), at)

    def test_one_that_was_changed_by_somebody_who_knows_the_checksum(self):
        for at in range(12, len(self.good) - 32, len(self.good) // 40):
            broken = bytearray(self.good)
            broken[at] ^= 4
            self.vault.write_bytes(with_checksum(bytes(broken)))
            result = self.run_fob("list")
            self.assertIn(result.status, (5, 7, 9, 11), at)
            self.assertEqual(result.out, "", at)

    def test_the_previous_generation_is_named_where_there_is_one(self):
        self.fob("add", "-", stdin=HAL)
        self.vault.write_bytes(b"")
        result = self.run_bare("list")
        self.assertEqual(result.err.splitlines()[1],
                         "hint: the previous generation may still be good: fob restore --previous"
                         f"    a look first: fob list --vault {self.vault}~")
        self.assertEqual(self.run_fob("list", "--vault", f"{self.vault}~").out, "RFC:6238\n")

    def test_one_of_a_newer_version_is_not_called_damaged(self):
        for version in (2, 17, 999_999_999):
            self.vault.write_bytes(self.good.replace(b"fob-vault 1 ", b"fob-vault %d " % version))
            result = self.run_bare("list")
            self.assertEqual((result.status, result.out), (9, ""))
            self.assertTrue(result.err.startswith(
                f"fob: the vault is of version {version} of the format, this fob knows "
                "version 1"), result.err)

    def cost(self, passes, memory):
        vault = self.good.replace(b"passes=1 memory=8192",
                                  b"passes=%d memory=%d" % (passes, memory))
        self.vault.write_bytes(with_checksum(vault))
        begin = time.monotonic()
        result = self.run_fob("list")
        self.assertLess(time.monotonic() - begin, 2)
        return result

    def test_a_cost_over_the_limit_is_refused_before_it_is_spent(self):
        for passes, mib in ((3, 4096), (64, 4096), (64, 129)):
            self.assert_fails(
                self.cost(passes, mib * 1024), 11,
                f"this vault's passphrase costs {passes * mib} MiB of memory passes, "
                "the limit is 8192",
                f"to spend that, add --kdf-limit {passes * mib}")

    def test_a_cost_that_no_vault_has_is_damage(self):
        for passes, memory in ((10**9, 8192), (65, 8192), (0, 8192), (1, 8191), (1, 2**22 + 1),
                               (1, 2**40), (2**64, 8192)):
            result = self.cost(passes, memory)
            self.assertEqual((result.status, result.out), (7, ""))
            self.assertTrue(result.err.startswith(
                f"fob: {self.vault}: the vault is damaged: a slot "), result.err)


class NoVaults(Scenario):
    def test_what_is_no_file_is_no_vault(self):
        os.mkfifo(self.home / "pipe")
        for path, kind in ((self.home, "a directory"), (self.home / "pipe", "a pipe"),
                           ("/dev/zero", "a device"), ("/dev/null", "a device"),
                           ("/dev/tty", None)):
            result = self.run_fob("list", "--vault", str(path))
            self.assertEqual((result.status, result.out), (10, ""))
            if kind:
                self.assertEqual(result.err, f"fob: {path} is {kind}, not a vault\n")

    def test_nor_is_one_made_there(self):
        for path in (self.home, "/dev/null"):
            self.assert_fails(self.run_fob("init", *CHEAP, "--vault", str(path)), 11,
                              f"{path} exists already",
                              "move it away, or name another file with --vault")

    def test_a_link_that_leads_nowhere(self):
        (self.home / "link").symlink_to("nothing")
        (self.home / "loop").symlink_to("loop")
        self.assert_fails(self.run_fob("list", "--vault", "link"), 6,
                          "link is a link to a file that is not there",
                          "remove the link, or name the file with --vault")
        self.assert_fails(self.run_fob("list", "--vault", "loop"), 10,
                          "cannot read loop: Too many levels of symbolic links")

    def test_a_file_in_the_place_of_a_folder(self):
        self.file("file", "")
        result = self.run_fob("list", "--vault", "file/vault.fob")
        self.assertEqual((result.status, result.err),
                         (10, "fob: cannot read file/vault.fob: Not a directory\n"))
        self.assertEqual(self.run_fob("init", *CHEAP, "--vault", "file/vault.fob").status, 10)


class NoPermission(Scenario):
    """Root may do everything: these are run without that right."""

    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)
        self.folder = self.vault.parent
        self.before = self.vault.read_bytes()
        self.addCleanup(self.folder.chmod, 0o700)

    def unprivileged(self, *words, stdin=""):
        command = [PROGRAM, "--passphrase-file", str(self.passphrase_file), *words]
        if os.geteuid() == 0:
            if shutil.which("setpriv") is None:
                self.skipTest("there is no setpriv")
            command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
        done = subprocess.run(command, input=stdin.encode(), capture_output=True, cwd=self.home,
                              env=self.environment, start_new_session=True, timeout=60)
        return fob.Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def test_a_folder_that_cannot_be_written_to_is_read(self):
        self.folder.chmod(0o500)
        self.assertEqual(self.unprivileged("list"), fob.Result(0, "RFC:6238\n", ""))
        self.assertEqual(self.unprivileged("code", "6238", "--at", "59").out, "94287082\n")

    def test_but_not_written_to(self):
        self.folder.chmod(0o500)
        (self.folder / "vault.fob.lock").unlink()
        self.assert_fails(self.unprivileged("add", "-", stdin=HAL), 10,
                          f"cannot lock {self.vault}.lock: Permission denied; "
                          "the vault is untouched")
        self.folder.chmod(0o700)
        self.assertEqual(self.vault.read_bytes(), self.before)

    def test_nor_is_a_counter_moved_and_its_code_given(self):
        self.fob("add", "-", stdin=HAL)
        self.folder.chmod(0o500)
        result = self.unprivileged("code", "hal")
        self.assertEqual((result.status, result.out), (10, ""))
        self.folder.chmod(0o700)
        self.assertEqual(self.fob("code", "hal"), HAL_CODES[0] + "\n")

    def test_a_vault_that_cannot_be_read(self):
        self.vault.chmod(0)
        self.assert_fails(self.unprivileged("list"), 10,
                          f"cannot read {self.vault}: Permission denied")

    def test_no_vault_is_made_where_nothing_may_be_made(self):
        self.folder.chmod(0o500)
        result = self.unprivileged("init", *CHEAP, "--vault", str(self.folder / "a/b.fob"))
        self.assertEqual((result.status, result.out), (10, ""))
        self.assertIn("Permission denied; no vault was made\n", result.err)


class NoSpace(Scenario):
    def test_a_limit_on_the_size_of_files_leaves_the_vault_as_it_was(self):
        self.make_vault(HAL)
        before = {path: path.read_bytes() for path in self.vault.parent.iterdir()}

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

        for words, stdin in ((["add", "-"], RFC_URI), (["code", "hal"], "")):
            result = self.run_fob(*words, stdin=stdin, preexec_fn=limit)
            self.assert_fails(result, 10, f"cannot save {self.vault}: File too large; "
                                          "the vault is untouched")
        self.assertEqual({path: path.read_bytes() for path in self.vault.parent.iterdir()},
                         before)
        self.assertEqual(self.fob("code", "hal"), HAL_CODES[0] + "\n")

    def test_a_full_disk_leaves_the_vault_as_it_was(self):
        """On a disk of its own that has room for one generation and not for three."""
        (self.home / "disk").mkdir()
        script = f"""
            mount -t tmpfs -o size=16k none disk || exit 77
            fob() {{ "{PROGRAM}" --vault disk/vault.fob --passphrase-file passphrase -q "$@"; }}
            fob init {' '.join(CHEAP)} || exit 1
            cp disk/vault.fob before
            echo '{RFC_URI}' | fob add -
            echo "status $?"
            cmp disk/vault.fob before && fob list && ls -A disk"""
        done = subprocess.run(["unshare", "--mount", "sh", "-c", script], capture_output=True,
                              cwd=self.home, env=self.environment, text=True, timeout=60)
        if done.returncode == 77 or "unshare" in done.stderr:
            self.skipTest("no disk can be mounted here")
        self.assertEqual((done.stdout, done.stderr), (
            "status 10\nvault.fob\nvault.fob.lock\n",
            "fob: cannot save disk/vault.fob: No space left on device; the vault is untouched\n"))


class StandardStreams(Scenario):
    def shell(self, script, *words):
        """`script` in a shell, where "$@" is fob with these words."""
        done = subprocess.run(["sh", "-c", script, "sh", PROGRAM, "--passphrase-file",
                               str(self.passphrase_file), *words], capture_output=True,
                              cwd=self.home, env=self.environment, start_new_session=True,
                              timeout=60)
        return fob.Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def test_output_that_is_closed_or_full_is_a_failure(self):
        self.make_vault(RFC_URI)
        for words in (["code", "6238"], ["list"], ["list", "--long"], ["code", "--all"],
                      ["show", "6238"], ["export"], ["--help"], ["--version"], ["code", "-h"],
                      ["list", "--json"]):
            for script, why in (('"$@" >&-', "Bad file descriptor"),
                                ('"$@" >/dev/full', "No space left on device")):
                result = self.shell(script, "-q", *words)
                self.assertEqual(result.status, 10, words)
                self.assertIn(f"standard output: {why}", result.err)

    def test_a_counter_is_spent_though_its_code_could_not_be_printed(self):
        self.make_vault(HAL)
        self.assert_fails(self.shell('"$@" >/dev/full', "code", "hal"), 10,
                          "standard output: No space left on device")
        self.assertEqual(self.fob("code", "hal"), HAL_CODES[1] + "\n")

    def test_the_vault_never_becomes_standard_output(self):
        self.make_vault(RFC_URI)
        self.file("secret", RFC_SECRET, 0o600)
        result = self.shell('"$@" <&- >&- 2>&-', "add", "name", "--secret-file", "secret")
        self.assertEqual(result.status, 10)
        self.assertEqual(self.fob("list"), "RFC:6238\nname\n")

    def test_a_closed_standard_error_changes_nothing(self):
        self.make_vault(RFC_URI)
        for script in ('"$@" 2>&-', '"$@" 2>/dev/full'):
            self.assertEqual(self.shell(script, "code", "623", "--at", "59").out, "94287082\n")
            self.assertEqual(self.shell(script, "code", "nobody").status, 3)

    def test_a_closed_pipe_is_the_end_without_a_word(self):
        self.make_vault(RFC_URI)
        for restored in (True, False):
            reading, writing = os.pipe()
            os.close(reading)
            done = subprocess.run([PROGRAM, "--passphrase-file", str(self.passphrase_file),
                                   "list"], stdout=writing, stderr=subprocess.PIPE,
                                  env=self.environment, restore_signals=restored, timeout=60)
            os.close(writing)
            self.assertEqual((done.returncode, done.stderr), (-signal.SIGPIPE, b""))


class Locales(Scenario):
    def test_the_locale_changes_nothing(self):
        self.make_vault("otpauth://totp/Z%C3%BCrich:%C4%B0i?secret=" + RFC_SECRET)
        for name in ("LC_ALL", "LANG", "LC_CTYPE"):
            self.environment.pop(name, None)
        for settings in ({}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "tr_TR.UTF-8"},
                         {"LC_ALL": "nonsense"}, {"LC_CTYPE": "de_DE.ISO-8859-1"}):
            self.assertEqual(self.fob("list", environment=settings), "Zürich:İi\n")
            self.assertEqual(self.fob("code", "--at", "59", "ZÜRICH", environment=settings),
                             "287082\n")


if __name__ == "__main__":
    fob.main()
