"""A vault that is not there yet: two commands that make it at once, a passphrase that is declined,
and hints, which are about the vault that --vault names."""

import os
import subprocess

from faults import tracing
from scenarios import fob
from scenarios.fob import PASSPHRASE, PROGRAM, RFC_SECRET, RFC_URI, Scenario

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
FASTER = "fob: another process was faster: opening the vault that it made"


class AtOnce(Scenario):
    """Both find no vault before one has a passphrase; each descriptor gives its own once."""

    def start(self, uri):
        """fob add, until it has said that there is no vault; with what its passphrase goes to."""
        reading, writing = os.pipe()
        with open(reading, "rb"), open(self.file("uri", uri), "rb") as stdin:
            process = subprocess.Popen(
                [PROGRAM, "--passphrase-fd", str(reading), "add", "-"], stdin=stdin,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.home,
                env=self.environment, start_new_session=True, pass_fds=(reading,))
        self.assertEqual(process.stderr.readline(),
                         f"fob: there is no vault yet: making {self.vault}\n")
        return process, writing

    def add_at_once(self, *passphrases):
        """Exit status, standard output and standard error of each, in order."""
        started = [self.start(uri) for uri in (RFC_URI, ALICE)]
        for (_, writing), passphrase in zip(started, passphrases):
            with open(writing, "w", encoding="utf-8") as pipe:
                pipe.write(passphrase + "\n")
        ended = []
        for process, _ in started:
            out, err = process.communicate(timeout=60)
            ended.append((process.returncode, out, err.splitlines()))
        return ended

    def test_one_makes_it_and_both_add_to_it(self):
        first, second = self.add_at_once(PASSPHRASE, PASSPHRASE)
        self.assertEqual([first[:2], second[:2]], [(0, "RFC:6238\n"), (0, "GitHub:alice\n")])
        self.assertEqual([first[2], second[2]].count([FASTER]), 1, (first, second))
        self.assertEqual(sorted(self.fob("list").split()), ["GitHub:alice", "RFC:6238"])

    def test_with_another_passphrase_the_slower_fails(self):
        ended = self.add_at_once(PASSPHRASE, "wide rivers run deep")
        (slower,) = [one for one in ended if one[0] != 0]
        self.assertEqual(slower, (5, "", [FASTER, f"fob: wrong passphrase for {self.vault}"]))


class Declined(Scenario):
    def test_a_weak_passphrase_makes_nothing(self):
        session = self.type_fob("add", "--generate", "x")
        session.expect_exact("new passphrase for")
        session.sendline("password1")
        session.expect_exact("the same again for")
        session.sendline("password1")
        session.expect_exact(f"this passphrase for {self.vault} is weak: it can be guessed; "
                             "use it? [y/N] ")
        session.sendline("n")
        self.assertEqual(self.end(session), (
            11, "n\nfob: a weak passphrase was declined\nhint: several words that have nothing to "
                "do with each other make a good one\n"))
        self.assertFalse(self.vault.parent.exists())


class Hints(Scenario):
    """With --vault PATH, a command of a hint names it too."""

    def test_where_there_is_none(self):
        path = self.home / "my vaults" / "pi.fob"
        for words in (["list"], ["code", "--all"], ["passphrase"], ["check"], ["export"]):
            self.assert_fails(self.run_fob("--vault", str(path), *words), 6,
                              f"there is no vault at {path}",
                              f"fob --vault '{path}' init makes one")
            self.assert_fails(self.run_fob(*words), 6, f"there is no vault at {self.vault}",
                              "fob init makes one")

    def test_where_it_goes_away_meanwhile(self):
        if reason := tracing.obstacle():
            self.skipTest(reason)
        self.fob("init", "--vault", "pi.fob", *fob.CHEAP)
        self.add_under(("strace", "-o", "log"))
        # Under the lock it is looked for in its folder, by its name alone.
        (under_lock, *_) = [(name, number)
                            for name, number, line in tracing.counted(self.home / "log")
                            if name == "openat" and ', "pi.fob"' in line]
        done = self.add_under(tracing.at(under_lock, "error=ENOENT"))
        self.assertEqual((done.returncode, done.stderr), (
            6, "fob: there is no vault at pi.fob\nhint: fob --vault pi.fob init makes one\n"))

    def add_under(self, before):
        return subprocess.run(
            [*before, PROGRAM, "--passphrase-file", "passphrase", "--vault", "pi.fob", "add",
             "--generate", "--on-duplicate", "keep", "x"], capture_output=True, text=True,
            cwd=self.home, env=self.environment, start_new_session=True, timeout=60)

    def test_where_a_name_is_taken(self):
        self.make_vault(RFC_URI, ALICE)
        self.assert_fails(
            self.run_fob("--vault", str(self.vault), "rename", "RFC:6238", "GitHub:alice"), 11,
            "GitHub:alice exists with another secret or other settings",
            "choose another name, or remove that account first: "
            f"fob --vault {self.vault} remove")


if __name__ == "__main__":
    fob.main()
