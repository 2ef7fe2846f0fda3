#!/usr/bin/env python3
"""The completions, typed with Tab in the shells that they are for.

FOB_COMPLETIONS is a folder with fob.bash, _fob and fob.fish. A shell that is not installed is
skipped."""

import os
import subprocess
import unittest
from pathlib import Path

from scenarios import shells
import verdict


class Completion:
    """What holds in every shell."""

    @classmethod
    def prepare(cls):
        for name in ("accounts.txt", "my list.txt"):
            (cls.folder / name).touch()
        # As of a locked vault. Anything else that completion ran would be seen.
        cls.program('#!/bin/sh\n[ "$1 $2" = "list --unlocked" ] || touch ~/ran\nexit 5\n')

    def tearDown(self):
        self.assertFalse((self.folder / "ran").exists(), "completion ran fob")

    def test_a_command_is_completed(self):
        self.assertEqual(self.completed("ver"), ["verify"])

    def test_a_command_is_completed_after_global_options(self):
        self.assertEqual(self.completed("--json --vault a.fob ver"),
                         ["--json", "--vault", "a.fob", "verify"])

    def test_a_command_is_completed_after_the_joined_value_of_an_option(self):
        self.assertEqual(self.completed("--vault=a.fob ver"), ["--vault=a.fob", "verify"])

    def test_a_value_that_looks_like_a_command_is_none(self):
        self.assertEqual(self.completed("--vault verify --ex"), ["--vault", "verify", "--ex"])

    def test_an_option_of_the_command_is_completed(self):
        self.assertEqual(self.completed("code --exa"), ["code", "--exact"])

    def test_an_alias_has_the_options_of_its_command(self):
        self.assertEqual(self.completed("otp --exa"), ["otp", "--exact"])

    def test_a_global_option_is_completed_after_the_command(self):
        self.assertEqual(self.completed("code --no-inp"), ["code", "--no-input"])

    def test_an_option_of_another_command_is_not_completed(self):
        self.assertEqual(self.completed("list --dry"), ["list", "--dry"])

    def test_a_choice_of_words_is_completed(self):
        self.assertEqual(self.completed("import --from goo"), ["import", "--from", "google"])

    def test_a_choice_of_words_is_completed_after_an_equals_sign(self):
        self.assertEqual(self.completed("import --from=goo"), ["import", "--from=google"])

    def test_a_value_that_may_be_left_out_is_completed_after_an_equals_sign(self):
        self.assertEqual(self.completed("code --copy=o"), ["code", "--copy=osc52"])

    def test_the_word_after_such_an_option_is_not_its_value(self):
        self.assertEqual(self.completed("code --copy o"), ["code", "--copy", "o"])
        self.assertEqual(self.completed("code --copy --exa"), ["code", "--copy", "--exact"])
        self.assertEqual(self.completed("code --copy=osc52 --exa"),
                         ["code", "--copy=osc52", "--exact"])

    def test_a_global_choice_of_words_is_completed(self):
        self.assertEqual(self.completed("--color nev"), ["--color", "never"])

    def test_the_operand_of_import_is_a_file(self):
        self.assertEqual(self.completed("import acc"), ["import", "accounts.txt"])

    def test_import_takes_several_files(self):
        self.assertEqual(self.completed("import a.txt acc"), ["import", "a.txt", "accounts.txt"])

    def test_a_file_with_a_blank_stays_one_word(self):
        self.assertEqual(self.completed("import my"), ["import", "my list.txt"])

    def test_the_value_of_a_file_option_is_a_file(self):
        self.assertEqual(self.completed("export -o acc"), ["export", "-o", "accounts.txt"])
        self.assertEqual(self.completed("export --output acc"),
                         ["export", "--output", "accounts.txt"])

    def test_the_name_of_an_account_is_not_completed_while_locked(self):
        self.assertEqual(self.completed("code acc"), ["code", "acc"])

    def test_a_free_value_is_not_completed(self):
        self.assertEqual(self.completed("code --tag acc"), ["code", "--tag", "acc"])

    def test_help_takes_a_command(self):
        self.assertEqual(self.completed("help ver"), ["help", "verify"])

    def test_completions_takes_a_shell(self):
        self.assertEqual(self.completed("completions zs"), ["completions", "zsh"])

    def test_slot_takes_a_word_and_add_a_kind(self):
        self.assertEqual(self.completed("slot rem"), ["slot", "remove"])
        self.assertEqual(self.completed("slot add rec"), ["slot", "add", "recovery"])
        self.assertEqual(self.completed("slot --json add --label x key"),
                         ["slot", "--json", "add", "--label", "x", "keyfile"])
        self.assertEqual(self.completed("slot add --lab"), ["slot", "add", "--label"])

    def test_the_other_words_of_slot_are_nothing_that_is_known(self):
        for typed in ("slot remove rec", "slot add recovery key", "slot add rem", "slot rec"):
            self.assertEqual(self.completed(typed), typed.split(" "))

    def test_every_command_of_this_version_is_completed(self):
        for typed, command in (("ren", "rename"), ("rem", "remove"), ("pas", "passphrase"),
                               ("che", "check"), ("com", "completions"), ("hel", "help")):
            self.assertEqual(self.completed(typed), [command])

    def test_nothing_is_an_option_after_the_end_of_options(self):
        self.assertEqual(self.completed("code -- --exa"), ["code", "--", "--exa"])

    def test_a_word_after_the_end_of_options_is_no_command(self):
        self.assertEqual(self.completed("-- ver"), ["--", "ver"])


class Bash(Completion, shells.Bash, unittest.TestCase):
    pass


class Zsh(Completion, shells.Zsh, unittest.TestCase):
    pass


class Fish(Completion, shells.Fish, unittest.TestCase):
    pass


class Printed(unittest.TestCase):
    def test_the_program_prints_what_is_installed(self):
        for shell, file in (("bash", "fob.bash"), ("zsh", "_fob"), ("fish", "fob.fish")):
            done = subprocess.run([os.environ["FOB"], "completions", shell], capture_output=True,
                                  check=True)
            self.assertEqual(done.stdout, (Path(shells.FOLDER) / file).read_bytes())
            self.assertEqual(done.stderr, b"")

    def test_any_other_shell_is_wrong_usage(self):
        for words in ((), ("tcsh",), ("bash", "zsh"), ("",)):
            done = subprocess.run([os.environ["FOB"], "completions", *words], capture_output=True)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (
                2, b"", b"fob: completions takes one word: bash, zsh or fish\n"
                        b"hint: type: fob completions bash\n"), words)


if __name__ == "__main__":
    verdict.main()
