"""fob help."""

import os
import shutil

from scenarios import fob
from scenarios.fob import Scenario


# Has the pages fob and fob-code, and shows what it was called with.
MAN = """#!/bin/sh
case "$*" in
  "-w fob" | "-w fob-code") echo /the/page ;;
  -w*) echo "No manual entry" >&2; exit 16 ;;
  *) echo "page $*"; grep SigIgn /proc/$$/status >"$HOME/ignored"; exit 3 ;;
esac
"""


class WithMan(Scenario):

    def setUp(self):
        super().setUp()
        (self.home / "bin").mkdir()
        man = self.file("bin/man", MAN, 0o755)
        self.environment["PATH"] = f"{man.parent}:{os.environ['PATH']}"

    def test_it_opens_the_page_of_fob(self):
        result = self.run_bare("help")
        self.assertEqual((result.out, result.err), ("page fob\n", ""))

    def test_it_opens_the_page_of_a_command(self):
        self.assertEqual(self.run_bare("help", "code").out, "page fob-code\n")

    def test_another_name_of_a_command_has_its_page(self):
        self.assertEqual(self.run_bare("help", "otp").out, "page fob-code\n")

    def test_the_exit_status_is_that_of_man(self):
        self.assertEqual(self.run_bare("help", "code").status, 3)

    def test_man_gets_the_signals_as_fob_got_them(self):
        self.run_bare("help", "code")
        self.assertEqual((self.home / "ignored").read_text().split()[1], "0" * 16)

    def test_a_page_that_man_does_not_have_is_the_built_in_text(self):
        result = self.run_bare("help", "list")
        self.assertEqual((result.status, result.out, result.err),
                         (0, self.run_bare("list", "--help").out, ""))

    def test_man_gets_the_terminal(self):
        self.assertEqual(self.end(self.type_fob("help", "code")), (3, "page fob-code\n"))


class WithoutMan(Scenario):
    def setUp(self):
        super().setUp()
        (self.home / "bin").mkdir()
        self.environment["PATH"] = str(self.home / "bin")

    def test_the_built_in_text_is_printed(self):
        for words, same in ((("help",), ("--help",)), (("help", "add"), ("add", "--help")),
                            (("help", "otp"), ("code", "--help"))):
            result = self.run_bare(*words)
            self.assertEqual((result.status, result.out, result.err),
                             (0, self.run_bare(*same).out, ""))

    def test_no_vault_is_needed_and_none_is_made(self):
        self.run_bare("help", "init")
        self.assertFalse(self.vault.parent.exists())

    def test_a_word_near_a_command_is_named(self):
        self.assert_fails(self.run_bare("help", "cod"), 2, "there is no command 'cod'",
                          "did you mean: fob help code")

    def test_any_other_word_is_wrong_usage(self):
        self.assert_fails(self.run_bare("help", "nonsense"), 2, "there is no command 'nonsense'",
                          "type: fob --help")
        self.assert_fails(self.run_bare("help", "sync"), 2, "sync is not in this version",
                          "type: fob --help")
        self.assert_fails(self.run_bare("help", "code", "list"), 2, "help takes one command",
                          "type: fob help code")


class TheRealMan(Scenario):
    def test_it_shows_the_page(self):
        if not shutil.which("man"):
            self.skipTest("there is no man")
        result = self.run_bare("help", "code")
        self.assertEqual(result.status, 0, result.err)
        self.assertIn("fob code", result.out)


class ShortHelp(Scenario):
    def test_it_is_the_same_before_and_after_a_command(self):
        self.assertEqual(self.run_bare("--help", "code").out, self.run_bare("code", "-h").out)

    def test_it_names_the_help_of_all(self):
        self.assertTrue(self.run_bare("--help").out.endswith(
            "\nMore: fob COMMAND --help, fob help COMMAND\n"))


if __name__ == "__main__":
    fob.main()
