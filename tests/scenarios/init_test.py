"""fob init."""

import json
import os

from scenarios import fob
from scenarios.fob import CHEAP, PASSPHRASE, RFC_URI, Scenario

MADE = "made {}: opening it takes {} MiB of memory and {} of Argon2id"


def mode(path):
    return path.stat().st_mode & 0o7777


class TheVault(Scenario):
    def test_it_is_made_in_its_usual_place(self):
        result = self.run_fob("init", *CHEAP)
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", f"fob: {MADE.format(self.vault, 8, '1 pass')}\n"))
        self.assertEqual(self.fob("list"), "")

    def test_or_elsewhere(self):
        path = self.home / "a" / "b" / "pi.fob"
        self.fob("init", "--vault", str(path), *CHEAP)
        self.assertTrue(path.exists())
        self.assertFalse(self.vault.exists())

    def test_nobody_else_may_read_it_whatever_the_umask_is(self):
        for umask in (0o000, 0o022, 0o077, 0o277, 0o777):
            path = self.home / f"{umask:o}" / "below" / "vault.fob"
            result = self.run_fob("init", "--vault", str(path), *CHEAP, umask=umask)
            self.assertEqual(result.status, 0, result.err)
            self.assertEqual([mode(path), mode(path.parent), mode(path.parent.parent)],
                             [0o600, 0o700, 0o700], oct(umask))

    def test_the_mode_of_a_folder_that_is_there_stays(self):
        folder = self.home / "shared"
        folder.mkdir(mode=0o755)
        self.fob("init", "--vault", str(folder / "vault.fob"), *CHEAP)
        self.assertEqual(mode(folder), 0o755)

    def test_nothing_that_is_there_is_overwritten(self):
        self.make_vault(RFC_URI)
        before = self.vault.read_bytes()
        self.assert_fails(self.run_fob("init", *CHEAP), 11, f"{self.vault} exists already",
                          "move it away, or name another file with --vault")
        self.assertEqual(self.vault.read_bytes(), before)

    def test_neither_are_an_empty_file_a_folder_and_a_link_to_nothing(self):
        folder = self.home / "folder"
        folder.mkdir()
        link = self.home / "link"
        link.symlink_to("nowhere")
        for path in (self.file("empty", ""), folder, link):
            result = self.run_fob("init", "--vault", str(path), *CHEAP)
            self.assertEqual((result.status, result.out), (11, ""), path)
            self.assertFalse((self.home / "nowhere").exists())

    def test_json_says_where_it_is_and_what_it_costs(self):
        answer = json.loads(self.fob("init", "--json", *CHEAP))
        first_line = self.vault.read_bytes().split(b"\n")[0].decode()
        self.assertEqual(first_line, f"fob-vault 1 id={answer['id']}")
        self.assertEqual({key: answer[key] for key in ("vault", "kdf_memory", "kdf_passes")},
                         {"vault": str(self.vault), "kdf_memory": 8, "kdf_passes": 1})

    def test_where_it_cannot_be_written_nothing_is_left(self):
        file = self.file("file", "")
        result = self.run_fob("init", "--vault", str(file / "vault.fob"), *CHEAP)
        self.assertEqual((result.status, result.out), (10, ""), result.err)
        self.assertEqual(sorted(path.name for path in self.home.iterdir()),
                         ["file", "passphrase"])


class TheCost(Scenario):
    def slot(self):
        return self.vault.read_bytes().split(b"\n")[1].decode()

    def test_a_memory_alone_takes_the_passes_that_go_with_it(self):
        self.fob("init", "--kdf-memory", "8")
        self.assertIn(" passes=64 memory=8192 ", self.slot())

    def test_what_is_no_cost_is_wrong_usage(self):
        for value in ("7", "4097", "08", "8M", "-8"):
            self.assert_fails(self.run_fob("init", f"--kdf-memory={value}"), 2,
                              "--kdf-memory must be a whole number from 8 to 4096")
        for value in ("0", "65", "one"):
            self.assert_fails(self.run_fob("init", "--kdf-passes", value), 2,
                              "--kdf-passes must be a whole number from 1 to 64")

    def test_a_cost_over_the_limit_must_be_wanted(self):
        result = self.run_fob("init", "--kdf-memory", "256", "--kdf-passes", "64")
        self.assert_fails(result, 11, "this vault's passphrase costs 16384 MiB of memory passes, "
                          "the limit is 8192", "to spend that, add --kdf-limit 16384")
        self.assertFalse(self.vault.exists())

    def test_the_limit_may_be_lower_too_and_holds_for_opening(self):
        self.fob("init", "--kdf-memory", "8", "--kdf-passes", "2", "--kdf-limit", "16")
        self.assert_fails(self.run_fob("list", "--kdf-limit", "15"), 11,
                          "this vault's passphrase costs 16 MiB of memory passes, "
                          "the limit is 15", "to spend that, add --kdf-limit 16")

    def test_more_memory_than_the_machine_has_is_refused_before_it_is_spent(self):
        physical = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        if physical > 4096 << 20:
            self.skipTest("this machine has all the memory that a vault may need")
        result = self.run_fob("init", "--kdf-memory", "4096", "--kdf-passes", "1")
        self.assertEqual((result.status, result.out), (11, ""))
        self.assertRegex(result.err, r"^fob: this vault needs 4096 MiB, (only|this) ")


class ThePassphrase(Scenario):
    def init(self, *words, **options):
        return self.run_bare("init", *CHEAP, *words, **options)

    def test_it_can_come_from_a_descriptor_or_a_file(self):
        self.assertEqual(self.init("--new-passphrase-fd", "0", stdin=PASSPHRASE + "\n").status, 0)
        self.assertEqual(self.fob("list"), "")
        other = str(self.home / "other.fob")
        self.assertEqual(self.init("--vault", other, "--new-passphrase-file",
                                   str(self.passphrase_file)).status, 0)
        self.assertEqual(self.fob("list", "--vault", other), "")

    def test_only_from_one_source(self):
        file = str(self.passphrase_file)
        self.assert_fails(self.init("--new-passphrase-file", file, "--passphrase-file", file), 2,
                          "more than one source is given for the new passphrase",
                          "keep one of the --new-passphrase-* and --passphrase-* options")
        self.assert_fails(self.init("--new-passphrase-file", file, "--new-passphrase-fd", "0"), 2,
                          "more than one source is given for the new passphrase",
                          "keep one of the --new-passphrase-* options")

    def test_without_one_and_a_terminal_there_is_no_vault(self):
        self.assert_fails(self.init(), 5,
                          f"no passphrase for {self.vault}, and no terminal to ask at",
                          "give --passphrase-file PATH or --passphrase-fd N")
        self.assertFalse(self.vault.exists())

    def test_an_empty_one_protects_nothing(self):
        for given in ("\n", "\r\n"):
            self.assert_fails(self.init("--new-passphrase-fd", "0", stdin=given), 2,
                              "an empty passphrase protects nothing",
                              "several words that have nothing to do with each other make a "
                              "good one")
        self.assert_fails(self.init("--new-passphrase-fd", "0"), 5,
                          "new passphrase fd 0: there is nothing in it")

    def test_a_weak_one_from_a_file_is_a_note(self):
        result = self.init("--new-passphrase-fd", "0", stdin="password1\n")
        self.assertEqual(result.status, 0)
        self.assertTrue(result.err.startswith(
            "fob: the new passphrase is weak: it can be guessed\n"), result.err)

    def test_an_operand_is_wrong_usage(self):
        self.assert_fails(self.init("vault.fob"), 2, "init takes no operand",
                          "to make it elsewhere, type: fob init --vault PATH")


class AtATerminal(Scenario):
    NO_RECOVERY_KEY = ("make a recovery key, in case you forget the passphrase? [y/N] ",
                       "n")

    def answer(self, *answers, words=()):
        """fob init, answered so; its status and all that the terminal showed."""
        session = self.type_fob("init", *CHEAP, *words)
        shown = ""
        for question, answer in answers:
            session.expect_exact(question)
            shown += session.before + session.after
            session.sendline(answer)
        status, rest = self.end(session)
        return status, shown + rest

    def test_the_passphrase_is_asked_for_twice_and_never_shown(self):
        status, shown = self.answer((f"new passphrase for {self.vault}: ", PASSPHRASE),
                                    (f"the same again for {self.vault}: ", PASSPHRASE),
                                    self.NO_RECOVERY_KEY)
        self.assertEqual(status, 0)
        self.assertNotIn(PASSPHRASE, shown)
        self.assertEqual(self.fob("list"), "")

    def test_two_that_differ_are_asked_for_again(self):
        status, _ = self.answer((f"new passphrase for {self.vault}: ", PASSPHRASE),
                                ("the same again", PASSPHRASE + "x"),
                                (f"these two differ; new passphrase for {self.vault}: ",
                                 PASSPHRASE),
                                ("the same again", PASSPHRASE), self.NO_RECOVERY_KEY)
        self.assertEqual(status, 0)

    def test_three_times_at_most(self):
        status, shown = self.answer(*3 * [("new passphrase for", PASSPHRASE),
                                          ("the same again", "another")])
        self.assertEqual(status, 5)
        self.assertTrue(shown.endswith(
            "fob: the passphrase was not typed the same way twice\n"), shown)
        self.assertFalse(self.vault.exists())

    def test_an_empty_one_is_asked_for_again_three_times_in_all(self):
        again = "an empty passphrase protects nothing; new passphrase for"
        self.assertEqual(self.answer(("new passphrase for", ""), (again, PASSPHRASE),
                                     ("the same again", PASSPHRASE), self.NO_RECOVERY_KEY)[0], 0)
        self.vault.unlink()
        status, shown = self.answer(("new passphrase for", ""), (again, ""), (again, ""))
        self.assertEqual(status, 2)
        self.assertTrue(shown.endswith("fob: an empty passphrase protects nothing\nhint: several "
                                       "words that have nothing to do with each other make a "
                                       "good one\n"), shown)
        self.assertFalse(self.vault.exists())

    def test_a_weak_one_is_named_as_weak_and_needs_a_yes(self):
        weak = [("new passphrase for", "password1"), ("the same again", "password1")]
        question = f"this passphrase for {self.vault} is weak: it can be guessed; use it? [y/N] "
        status, shown = self.answer(*weak, (question, ""))
        self.assertEqual(status, 11)
        self.assertIn("fob: a weak passphrase was declined\nhint: several words that have nothing "
                      "to do with each other make a good one\n", shown)
        self.assertFalse(self.vault.exists())
        self.assertEqual(self.answer(*weak, (question, "y"),
                                     self.NO_RECOVERY_KEY)[0], 0)

    def test_yes_on_the_command_line_is_that_yes(self):
        status, shown = self.answer(("new passphrase for", "password1"),
                                    ("the same again", "password1"), words=("--yes",))
        self.assertEqual(status, 0)
        self.assertIn("fob: warning: this passphrase is weak: it can be guessed\n", shown)

    def test_the_end_of_input_makes_nothing(self):
        session = self.type_fob("init", *CHEAP)
        session.expect_exact("new passphrase for")
        session.sendeof()
        status, shown = self.end(session)
        self.assertEqual(status, 5)
        self.assertIn("fob: end of input in place of an answer\n", shown)
        self.assertFalse(self.vault.exists())


if __name__ == "__main__":
    fob.main()
