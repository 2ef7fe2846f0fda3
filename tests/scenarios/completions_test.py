#!/usr/bin/env python3
"""The completions, typed with Tab in the shells that they are for.

FOB_COMPLETIONS is a folder with fob.bash, _fob and fob.fish. A shell that is not installed is
skipped. In each shell `fob` is a function that shows the words that it gets."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import verdict

FOLDER = os.environ.get("FOB_COMPLETIONS")

try:
    import pexpect
except ImportError:
    pexpect = None


class Completion:
    """What holds in every shell."""

    @classmethod
    def setUpClass(cls):
        if not shutil.which(cls.shell):
            raise unittest.SkipTest(f"{cls.shell} is not installed")
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        for name in ("accounts.txt", "my list.txt"):
            (cls.folder / name).touch()
        # Completion runs nothing, so this program is never seen.
        program = cls.folder / "bin" / "fob"
        program.parent.mkdir()
        program.write_text('#!/bin/sh\ntouch "$(dirname "$0")/ran"\n')
        program.chmod(0o755)
        environment = {"PATH": f"{program.parent}:{os.environ['PATH']}", "TERM": "dumb",
                       "HOME": str(cls.folder), "LC_ALL": "C.UTF-8", "PS1": "> "}
        cls.terminal = pexpect.spawn(cls.shell, cls.arguments, cwd=cls.folder, env=environment,
                                     encoding="utf-8", dimensions=(24, 200), timeout=10)
        cls.addClassCleanup(cls.terminal.close, force=True)
        for line in cls.preparation:
            cls.terminal.sendline(line.replace("FOLDER", FOLDER))
        cls.terminal.sendline("echo rea''dy")
        cls.terminal.expect("ready", timeout=60)

    def tearDown(self):
        self.assertFalse((self.folder / "bin" / "ran").exists(), "completion ran fob")

    def completed(self, typed):
        """The words that reach fob when `typed`, Tab and Enter are typed."""
        self.terminal.send(f"fob {typed}\t\r")
        self.terminal.expect(r"\[\[([^$]*?)\]\]")
        return self.terminal.match[1].split("|")

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

    def test_the_name_of_an_account_is_not_completed(self):
        self.assertEqual(self.completed("code acc"), ["code", "acc"])

    def test_a_free_value_is_not_completed(self):
        self.assertEqual(self.completed("code --tag acc"), ["code", "--tag", "acc"])

    def test_help_takes_a_command(self):
        self.assertEqual(self.completed("help ver"), ["help", "verify"])

    def test_completions_takes_a_shell(self):
        self.assertEqual(self.completed("completions zs"), ["completions", "zsh"])

    def test_every_command_of_this_version_is_completed(self):
        for typed, command in (("ren", "rename"), ("rem", "remove"), ("pas", "passphrase"),
                               ("che", "check"), ("com", "completions"), ("hel", "help")):
            self.assertEqual(self.completed(typed), [command])

    def test_nothing_is_an_option_after_the_end_of_options(self):
        self.assertEqual(self.completed("code -- --exa"), ["code", "--", "--exa"])

    def test_a_word_after_the_end_of_options_is_no_command(self):
        self.assertEqual(self.completed("-- ver"), ["--", "ver"])


SHOW = 'fob() { local IFS="|"; echo "[[$*]]"; }'


class Bash(Completion, unittest.TestCase):
    shell = "bash"
    arguments = ["--norc", "--noprofile", "-i"]
    preparation = ["bind 'set enable-bracketed-paste off'", "bind 'set bell-style none'", SHOW,
                   "source 'FOLDER/fob.bash'"]


class Zsh(Completion, unittest.TestCase):
    shell = "zsh"
    arguments = ["-f", "-i"]
    preparation = ["fpath=('FOLDER' $fpath)", "autoload -U compinit && compinit -u -D", SHOW,
                   "unsetopt beep"]


class Fish(Completion, unittest.TestCase):
    shell = "fish"
    arguments = ["--no-config", "-i"]
    preparation = ["function fob; echo '[['(string join '|' -- $argv)']]'; end",
                   "source 'FOLDER/fob.fish'"]


class Printed(unittest.TestCase):
    def test_the_program_prints_what_is_installed(self):
        for shell, file in (("bash", "fob.bash"), ("zsh", "_fob"), ("fish", "fob.fish")):
            done = subprocess.run([os.environ["FOB"], "completions", shell], capture_output=True,
                                  check=True)
            self.assertEqual(done.stdout, (Path(FOLDER) / file).read_bytes())
            self.assertEqual(done.stderr, b"")

    def test_any_other_shell_is_wrong_usage(self):
        for words in ((), ("tcsh",), ("bash", "zsh"), ("",)):
            done = subprocess.run([os.environ["FOB"], "completions", *words], capture_output=True)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (
                2, b"", b"fob: completions takes one word: bash, zsh or fish\n"
                        b"hint: type: fob completions bash\n"), words)


if __name__ == "__main__":
    if not FOLDER or not pexpect:
        print("skipped: FOB_COMPLETIONS is not set, or python3-pexpect is not installed")
        sys.exit(77)
    FOLDER = os.path.abspath(FOLDER)
    verdict.main()
