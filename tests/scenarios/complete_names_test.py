#!/usr/bin/env python3
"""The names of accounts, typed with Tab in the shells: with a stand-in for fob, then with fob
and a vault that is unlocked and locked."""

import os
import subprocess
import sys
import unittest

from scenarios import keyring, shells
from scenarios.fob import CHEAP, PASSPHRASE, PROGRAM, RFC_SECRET
import verdict

# What is typed, in any shell, and the name that it is completed to.
ODD = (
    ("Work\\ M", "Work Mail:bob smith"),
    ("it", "it's $HOME's"),
    ("sa", 'say "hi"'),
    ("ba", "back\\slash"),
    ("Üb", "Über:ärger"),
    ("Über:är", "Über:ärger"),
    ("rd:", "rd:x #5f0c9a41"),
    ("a=b:", "a=b:c"),
    ("a=", "a=b:c"),
    ("mail:al", "mail:alice@example.org"),
    ("mail:alice@ex", "mail:alice@example.org"),
    ("wow", "wow!:x!y"),
    ("semi", "semi;colon&|<>()"),
    ("star", "star*?[x]"),
    ("ti", "tick`touch ran`"),
    ("dol", "dollar$(touch ran)"),
    ("\\~", "~tilde"),
    ("\\#", "#hash"),
    ("\\=", "=ls"),
    ("'", "quotes:'"),
    ("br", "br{a,b}"),
    ("'Work M", "Work Mail:bob smith"),
    ("'it", "it's $HOME's"),
    ("'sa", 'say "hi"'),
    ("'ba", "back\\slash"),
    ("'a=b:", "a=b:c"),
    ("'Üb", "Über:ärger"),
    ("'wow", "wow!:x!y"),
    ("'end", "end'"),
    ("'ti", "tick`touch ran`"),
    ('"Work M', "Work Mail:bob smith"),
    ('"it', "it's $HOME's"),
    ('"sa', 'say "hi"'),
    ('"ba', "back\\slash"),
    ('"a=b:', "a=b:c"),
    ('"wow', "wow!:x!y"),
    ('"mark', "mark!"),
    ('"ti', "tick`touch ran`"),
    ('"dol', "dollar$(touch ran)"),
    ('"fin', 'fin"'),
)
NAMES = sorted({name for _, name in ODD} - {"quotes:'"}) + ["-dash", "otp", "recovery-codes"]

LIST = r"""#!/bin/sh
printf '%s\n' "$*" >> ~/calls
[ "$(cat)" ] && touch ~/ran
echo 'this is not to be seen' >&2
case "$*" in
  "list --unlocked") cat ~/names ;;
  "list --unlocked --vault="*) echo "other:${3##*[/=]}" ;;
  "list --unlocked --removed") echo "gone away #12345678" ;;
  *) touch ~/ran ;;
esac
"""


class Names:
    """With a stand-in that has odd names."""

    @classmethod
    def prepare(cls):
        (cls.folder / "names").write_text("\n".join(NAMES) + "\n")
        (cls.folder / "my-output").write_text("before")
        cls.program(LIST)

    def setUp(self):
        (self.folder / "calls").write_text("")

    def tearDown(self):
        self.assertEqual([path.name for path in self.folder.rglob("ran")], [])

    def calls(self):
        return (self.folder / "calls").read_text().splitlines()

    def test_an_odd_name_arrives_as_it_is(self):
        for typed, name in ODD:
            if name in NAMES:
                with self.subTest(typed):
                    self.assertEqual(self.completed("code " + typed), ["code", name])
                    self.assertNotIn("not to be seen", self.shown)

    def test_a_name_stands_where_a_command_may(self):
        self.assertEqual(self.completed("Work"), ["Work Mail:bob smith"])
        self.assertEqual(self.calls(), ["list --unlocked"])
        self.assertEqual(self.completed("--json rd"), ["--json", "rd:x #5f0c9a41"])
        self.assertEqual(self.completed("-- rd"), ["--", "rd:x #5f0c9a41"])

    def test_a_command_is_offered_beside_them(self):
        self.assertEqual(self.completed("veri"), ["verify"])

    def test_one_that_a_command_has_is_not_offered_there(self):
        self.assertEqual(self.completed("recov"), ["recov"])
        self.assertEqual(self.completed("code recov"), ["code", "recovery-codes"])
        self.assertEqual(self.completed("-- ot"), ["--", "otp"])

    def test_every_command_that_takes_one_has_them(self):
        for command in ("code", "otp", "verify", "list", "show", "edit", "rename", "remove", "export"):
            with self.subTest(command):
                self.assertEqual(self.completed(f"{command} rd"), [command, "rd:x #5f0c9a41"])

    def test_no_other_command_has_them(self):
        for words in ("add rd", "import rd", "init rd", "check rd", "help rd", "verify x rd",
                      "rename x rd", "code --tag rd", "code --at=rd", "export -o rd", "--vault rd"):
            with self.subTest(words):
                self.assertEqual(self.completed(words), words.split())
        self.assertEqual(self.calls(), [])

    def test_a_command_of_several_has_them_again(self):
        for words in ("code x", "export x", "remove x", "x", "code --tag x x", "code -- x",
                      "verify --at 1", "list --long"):
            with self.subTest(words):
                self.assertEqual(self.completed(f"{words} rd"), [*words.split(), "rd:x #5f0c9a41"])

    def test_the_options_behind_a_name_are_those_of_code(self):
        self.assertEqual(self.completed("github --ex"), ["github", "--exact"])
        self.assertEqual(self.calls(), [])

    def test_fob_runs_once(self):
        self.completed("code nothing-begins-so")
        self.assertEqual(self.calls(), ["list --unlocked"])

    def test_one_that_begins_as_an_option_is_left_out(self):
        self.assertEqual(self.completed("code -d"), ["code", "-d"])
        self.assertEqual(self.completed("code -- -d"), ["code", "--", "-d"])

    def test_it_may_be_typed_in_another_case(self):
        self.assertEqual(self.completed("code WORK"), ["code", "Work Mail:bob smith"])

    def test_they_are_those_of_the_vault_that_is_named(self):
        home = str(self.folder)
        for typed, vault, word in (
                ("--vault my.fob", "my.fob", "my.fob"),
                ("--vault=my.fob", "my.fob", "--vault=my.fob"),
                ("--vault 'a b.fob'", "a b.fob", "a b.fob"),
                ("--vault=\"a b.fob\"", "a b.fob", "--vault=a b.fob"),
                ("--vault a\\ b.fob", "a b.fob", "a b.fob"),
                ("--vault ~/c.fob", f"{home}/c.fob", f"{home}/c.fob"),
                ("--vault=~/c.fob", "~/c.fob", "--vault=~/c.fob"),
                ("--vault '$(touch ran)'", "$(touch ran)", "$(touch ran)")):
            for before in (f"{typed} code", f"code {typed}"):
                with self.subTest(before):
                    (self.folder / "calls").write_text("")
                    words = self.completed(f"{before} other")
                    self.assertEqual(self.calls(), [f"list --unlocked --vault={vault}"])
                    self.assertEqual(words[-1], f"other:{vault.rpartition('/')[2]}")
                    self.assertIn(word, words)

    def test_nothing_that_is_typed_is_run(self):
        for vault in ("$(touch ran)", "`touch ran`", '"$(touch ran)"', "${x:-$(touch ran)}"):
            self.terminal.send(f"fob --vault {vault} code other\t\x15")  # and the line is gone
            self.terminal.sendline("echo do''ne")
            self.terminal.expect("done")

    def test_removed_ones_are_offered_where_these_are_wanted(self):
        for words in ("remove --undo", "remove --purge", "list --removed"):
            with self.subTest(words):
                self.assertEqual(self.completed(f"{words} go"), [*words.split(), "gone away #12345678"])


class BashNames(Names, shells.Bash, unittest.TestCase):
    def test_a_quote_may_begin_within_a_word(self):
        for typed, name in (('a=b:"c', "a=b:c"), ("Work' M", "Work Mail:bob smith"),
                            ('"a=b":', "a=b:c"), ("rd:x\\ \\#5", "rd:x #5f0c9a41")):
            with self.subTest(typed):
                self.assertEqual(self.completed("code " + typed), ["code", name])

    def test_words_are_read_as_the_shell_reads_them(self):
        for typed, words in (("code x : rd", ["code", "x", ":", "rd:x #5f0c9a41"]),
                             ("list 2>/dev/null rd", ["list", "rd:x #5f0c9a41"]),
                             ("verify '' rd", ["verify", "", "rd"])):
            with self.subTest(typed):
                self.assertEqual(self.completed(typed), words)

    def test_a_tilde_in_quotes_is_one(self):
        self.completed("--vault '~/c.fob' other")
        self.assertEqual(self.calls(), ["list --unlocked --vault=~/c.fob"])

    def test_behind_a_redirection_stands_a_file(self):
        self.completed("list 2> my-o")
        self.assertEqual((self.folder / "my-output").read_text(), "")

    def test_it_does_not_depend_on_where_readline_breaks_words(self):
        self.terminal.sendline("breaks=$COMP_WORDBREAKS; COMP_WORDBREAKS=${COMP_WORDBREAKS//[:=@]}")
        try:
            for typed, words in (("code mail:alice@ex", ["code", "mail:alice@example.org"]),
                                 ("import --from=goo", ["import", "--from=google"])):
                self.assertEqual(self.completed(typed), words)
        finally:
            self.terminal.sendline("COMP_WORDBREAKS=$breaks")


class ZshNames(Names, shells.Zsh, unittest.TestCase):
    def test_a_tilde_in_quotes_is_one(self):
        self.completed("--vault '~/c.fob' other")
        self.assertEqual(self.calls(), ["list --unlocked --vault=~/c.fob"])


class FishNames(Names, shells.Fish, unittest.TestCase):
    pass


class Real:
    """With fob itself."""

    environment = {"FOB_PASSPHRASE_COMMAND": "touch ran; echo"}

    @classmethod
    def prepare(cls):
        (cls.folder / "bin" / "fob").symlink_to(PROGRAM)
        passphrase = cls.folder / "passphrase"
        passphrase.write_text(PASSPHRASE + "\n")
        passphrase.chmod(0o600)
        cls.fob("init", *CHEAP)
        for name in ("Work Mail:bob smith", 'say "$HOME"', "it's"):
            cls.fob("add", name, "--secret-file", str(cls.file_with(RFC_SECRET)))
        cls.fob("add", "gone", "--secret-file", str(cls.file_with(RFC_SECRET)))
        cls.fob("remove", "--yes", "gone")
        cls.addClassCleanup(cls.fob, "lock", "--quiet")

    @classmethod
    def file_with(cls, secret):
        path = cls.folder / "secret"
        path.write_text(secret + "\n")
        path.chmod(0o600)
        return path

    @classmethod
    def fob(cls, *words):
        environment = {"HOME": str(cls.folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                       "FOB_PASSPHRASE_FILE": str(cls.folder / "passphrase")}
        return subprocess.run([PROGRAM, *words], env=environment, check=True, capture_output=True,
                              timeout=60, stdin=subprocess.DEVNULL)

    def test_names_are_offered_while_it_is_unlocked_and_only_then(self):
        wanted = ((["code", "Work Mail:bob smith"], "code Work"), (['say "$HOME"'], "sa"),
                  (["show", "it's"], "show 'it"), (["remove", "--undo", "gone"], "remove --undo go"))
        self.fob("unlock")
        for words, typed in wanted:
            self.assertEqual(self.completed(typed), words)
        self.fob("lock")
        for typed in ("code Work", "sa", "remove --undo go"):
            self.assertEqual(self.completed(typed), typed.split())
            self.assertNotIn("locked", self.shown)
        self.assertFalse((self.folder / "ran").exists())

    def test_without_a_vault_or_fob_nothing_is_said(self):
        self.assertEqual(self.completed("--vault none.fob code Work"),
                         ["--vault", "none.fob", "code", "Work"])
        self.assertNotIn("none.fob:", self.shown)
        path = self.folder / "bin" / "fob"
        path.rename(path.with_name("away"))
        try:
            self.assertEqual(self.completed("code Work"), ["code", "Work"])
            self.assertNotIn("not found", self.shown)
            self.assertFalse((self.folder / "ran").exists(), "as if a command were typed")
        finally:
            path.with_name("away").rename(path)


class BashReal(Real, shells.Bash, unittest.TestCase):
    preparation = [*shells.Bash.preparation, "command_not_found_handle() { touch ~/ran; }"]


class ZshReal(Real, shells.Zsh, unittest.TestCase):
    preparation = [*shells.Zsh.preparation, "command_not_found_handler() { touch ~/ran; }"]


class FishReal(Real, shells.Fish, unittest.TestCase):
    preparation = [*shells.Fish.preparation, "function fish_command_not_found; touch ~/ran; end"]


if __name__ == "__main__":
    keyring.enter_namespace()
    if (why := keyring.obstacle()):
        print(f"skipped: {why}")
        sys.exit(77)
    verdict.main()
