"""What the kernel has of an unlocked vault, and what becomes of it when a call fails.

Where a user namespace may be made, the tests run in one: it has a user keyring of its own."""

import errno
import os
import subprocess

from faults import tracing
from scenarios import keyring
from scenarios.fob import PROGRAM
from scenarios.keyring import INSIDE
from scenarios.unlocked import Unlocked


class TheKey(Unlocked):
    """What the kernel has."""

    def test_others_get_nothing_and_it_always_ends(self):
        self.fob("unlock")
        _, _, _, left, permissions, *_ = self.key()
        self.assertEqual(permissions, "3f0b0000")
        self.assertIn(left, ("14m", "15m"))

    def test_there_is_one_however_often_it_is_unlocked(self):
        serials = set()
        for _ in range(3):
            self.fob("unlock")
            serials.add(self.key()[0])
        self.assertEqual(len(serials), 3)
        self.assertTrue(self.opens())
        self.fob("lock")
        self.assertIsNone(self.key())

    def failing(self, *injections, words=("unlock",)):
        return subprocess.run(
            ["strace", "-o", "/dev/null", *(f"--inject={each}" for each in injections), PROGRAM,
             "--passphrase-file", str(self.passphrase_file), *words],
            capture_output=True, text=True, env=self.environment, cwd=self.home, check=False)

    def test_where_none_can_be_kept_unlock_says_why(self):
        if tracing.obstacle():
            self.skipTest(tracing.obstacle())
        give = "hint: give the passphrase each time, as by --passphrase-command CMD\n"
        for injection, message, hint in (
                ("keyctl:error=ENOSYS", os.strerror(errno.ENOSYS), give),
                ("keyctl:error=EPERM", "Operation not permitted", give),
                ("add_key:error=EACCES", "Permission denied", give),
                ("add_key:error=EDQUOT", "it keeps as many for this user as it may",
                 "hint: where vaults are unlocked, type: fob lock --all\n  or " +
                 give.removeprefix("hint: "))):
            with self.subTest(injection):
                done = self.failing(injection)
                self.assertEqual(
                    (done.returncode, done.stdout, done.stderr),
                    (11, "", f"fob: the kernel does not keep a key here: {message}\n{hint}"))

    def test_nothing_stays_whatever_fails_on_the_way(self):
        if tracing.obstacle():
            self.skipTest(tracing.obstacle())
        failed = 0
        for number in range(1, 12):
            done = self.failing(f"keyctl:error=EACCES:when={number}")
            if done.returncode != 0:
                failed += 1
                self.assertEqual(done.returncode, 11)
                self.assertIsNone(self.key(), number)
            elif self.key():
                # It was not one of those that it takes.
                self.assertRegex(self.key()[3], "^1[45]m$")
                self.fob("lock")
        self.assertEqual(failed, 4)  # is there a keyring; the time, the permissions, the link

    def test_what_the_kernel_does_not_forget_is_told(self):
        if tracing.obstacle():
            self.skipTest(tracing.obstacle())
        self.fob("unlock")
        done = self.failing("keyctl:error=EPERM:when=2..3", words=("lock",))
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (11, "", f"fob: the kernel does not forget the key of {self.vault}\n"))
        self.assertTrue(self.opens())

    def test_nor_does_lock_all_say_that_it_is_done(self):
        if tracing.obstacle():
            self.skipTest(tracing.obstacle())
        if not os.environ.get(INSIDE):
            self.skipTest("it would lock what others have unlocked")
        # Before them it looks at each key of the user, those too that are just going away.
        for first in range(3, 10):
            self.fob("unlock")
            done = self.failing(f"keyctl:error=EPERM:when={first}..{first + 1}",
                                words=("lock", "--all"))
            if done.returncode != 0:
                break
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (11, "", "fob: the kernel does not forget the keys of 1 vault\n"))
        self.assertTrue(self.opens())

    def test_a_key_that_cannot_be_made_invalid_is_unlinked(self):
        if tracing.obstacle():
            self.skipTest(tracing.obstacle())
        self.fob("unlock")
        done = self.failing("keyctl:error=EPERM:when=2", words=("lock",))
        self.assertEqual((done.returncode, done.stderr), (0, f"fob: locked {self.vault}\n"))
        self.assertFalse(self.opens())

    def test_status_says_locked_where_the_time_ends_while_it_looks(self):
        if tracing.obstacle():
            self.skipTest(tracing.obstacle())
        self.fob("unlock", "--for", "1s")
        done = self.failing("keyctl:delay_exit=2000000:when=2", words=("status",))
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (1, f"state\tlocked\nvault\t{self.vault}\n", ""))

    def test_for_all_others_it_is_locked_then(self):
        if tracing.obstacle():
            self.skipTest(tracing.obstacle())
        self.fob("unlock")
        for error in ("ENOSYS", "EPERM", "EACCES", "EDQUOT", "EKEYEXPIRED", "EKEYREVOKED", "ENOKEY"):
            for when in ("1+", "2+"):
                with self.subTest(error, when=when):
                    done = self.failing(f"keyctl:error={error}:when={when}", words=("list",))
                    self.assertEqual((done.returncode, done.stdout, done.stderr),
                                     (0, "GitHub:alice\n", ""))


if __name__ == "__main__":
    keyring.main()
