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
            6, "fob: there is no vault at pi.fob\nhint: its previous generation is there: "
               "fob --vault pi.fob restore --previous\n"))

    def add_under(self, before):
        return subprocess.run(
            [*before, PROGRAM, "--passphrase-file", "passphrase", "--vault", "pi.fob", "add",
             "--generate", "--on-duplicate", "keep", "x"], capture_output=True, text=True,
            cwd=self.home, env=self.environment, start_new_session=True, timeout=60)

    def test_where_the_previous_generation_is_there(self):
        self.fob("init", "--vault", "pi.fob", *fob.CHEAP)
        self.fob("add", "-", "--vault", "pi.fob", stdin=ALICE)
        (self.home / "pi.fob").unlink()
        hint = "its previous generation is there: {} restore --previous"
        self.assert_fails(self.run_fob("--vault", "pi.fob", "list"), 6,
                          "there is no vault at pi.fob", hint.format("fob --vault pi.fob"))
        self.assert_fails(self.run_fob("list", environment={"FOB_VAULT": "pi.fob"}), 6,
                          "there is no vault at pi.fob", hint.format("fob"))

    def test_where_a_name_is_taken(self):
        self.make_vault(RFC_URI, ALICE)
        self.assert_fails(
            self.run_fob("--vault", str(self.vault), "rename", "RFC:6238", "GitHub:alice"), 11,
            "GitHub:alice exists with another secret or other settings",
            "choose another name, or remove that account first: "
            f"fob --vault {self.vault} remove")


class OnlyThePreviousGeneration(Scenario):
    """A vault that is lost, beside vault.fob~, which the second change to a new one would
    overwrite."""

    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)
        self.fob("add", "-", stdin=ALICE)
        self.vault.unlink()
        self.previous = self.vault.with_name("vault.fob~")

    def making(self):
        self.file("list.txt", ALICE)
        for words in (["init", *fob.CHEAP], ["add", "--generate", "x"], ["add", "-"],
                      ["import", "list.txt"]):
            yield self.run_fob(*words, stdin=ALICE)

    def test_no_other_vault_is_made_over_it(self):
        before = self.previous.read_bytes()
        for result in self.making():
            self.assert_fails(result, 11, f"there is no vault at {self.vault}, but its previous "
                              "generation is there", "type: fob restore --previous    or, to begin "
                              f"anew, move it away: mv -i {self.previous} {self.previous}.old")
        self.assertFalse(self.vault.exists())
        self.assertEqual(self.previous.read_bytes(), before)

    def test_nobody_types_a_passphrase_for_nothing(self):
        for words in (["init"], ["add", "--generate", "x"]):
            status, text = self.end(self.type_fob(*words))
            self.assertEqual((status, "passphrase for" in text), (11, False), text)

    def test_the_hint_brings_it_back(self):
        self.assertEqual(self.fob("restore", "--previous"),
                         "1 added, 0 gone, 0 different, 0 the same\n")
        self.assertEqual(self.fob("list"), "RFC:6238\n")

    def test_moved_away_another_one_is_made(self):
        before = self.previous.read_bytes()
        subprocess.run(["mv", "-i", self.previous, f"{self.previous}.old"], check=True,
                       stdin=subprocess.DEVNULL)
        self.assertEqual(next(self.making()).status, 0)
        self.fob("add", "-", stdin=ALICE)
        self.assertEqual(self.vault.with_name("vault.fob~.old").read_bytes(), before)

    def test_a_damaged_one_is_not_overwritten_either(self):
        self.previous.write_bytes(self.previous.read_bytes()[:-1])
        for result in self.making():
            self.assertEqual(result.status, 11, result)

    def test_one_that_cannot_be_read_is_said_to_be_so(self):
        self.previous.unlink()
        self.previous.mkdir()
        for result in self.making():
            self.assert_fails(result, 10, f"{self.previous} is a directory, not a vault")
        self.assert_fails(self.run_fob("list"), 6, f"there is no vault at {self.vault}",
                          "fob init makes one")

    def test_what_is_no_vault_is_in_nobodys_way(self):
        self.previous.write_text("mine\n")
        self.assert_fails(self.run_fob("list"), 6, f"there is no vault at {self.vault}",
                          "fob init makes one")
        self.assertEqual(next(self.making()).status, 0)


if __name__ == "__main__":
    fob.main()
