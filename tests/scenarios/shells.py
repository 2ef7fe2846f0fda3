"""A shell at a terminal, in which the completions of fob are loaded and Tab is typed."""

import os
import shutil
import tempfile
import unittest
from pathlib import Path

import pexpect

FOLDER = os.path.abspath(os.environ["FOB_COMPLETIONS"])


class Shell:
    """What holds in every shell. There `fob` is a function that keeps the words that it gets;
    what completion runs is the program of that name in `bin`, a folder of the home."""

    environment = {}

    @classmethod
    def setUpClass(cls):
        if not shutil.which(cls.shell):
            raise unittest.SkipTest(f"{cls.shell} is not installed")
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        (cls.folder / "bin").mkdir()
        cls.prepare()
        environment = {"PATH": f"{cls.folder / 'bin'}:{os.environ['PATH']}", "TERM": "dumb",
                       "HOME": str(cls.folder), "LC_ALL": "C.UTF-8", "PS1": "> "}
        cls.terminal = pexpect.spawn(cls.shell, cls.arguments, cwd=cls.folder,
                                     env=environment | cls.environment, encoding="utf-8",
                                     dimensions=(24, 200), timeout=5)
        cls.addClassCleanup(cls.terminal.close, force=True)
        for line in cls.preparation:
            cls.terminal.sendline(line.replace("FOLDER", FOLDER))
        cls.terminal.sendline("echo rea''dy")
        cls.terminal.expect("ready", timeout=60)

    @classmethod
    def prepare(cls):
        """Makes what is in the home, before the shell begins."""

    @classmethod
    def program(cls, script):
        """Makes the program that completion runs."""
        path = cls.folder / "bin" / "fob"
        path.write_text(script)
        path.chmod(0o755)

    def completed(self, typed):
        """The words that reach fob when `typed`, Tab and Enter are typed."""
        self.terminal.send(f"fob {typed}\t\r")
        try:
            self.terminal.expect(r"\[\[got\]\]")
        except pexpect.TIMEOUT:
            self.terminal.send("\x03")
            self.fail(f"the line does not end: {self.terminal.before}")
        self.shown = self.terminal.before
        return (self.folder / ".words").read_text().split("\0")[:-1]


SHOW = r"""fob() { printf '%s\0' "$@" > ~/.words; echo '[[''got]]'; }"""


class Bash(Shell):
    shell = "bash"
    arguments = ["--norc", "--noprofile", "-i"]
    preparation = ["bind 'set enable-bracketed-paste off'", "bind 'set bell-style none'", SHOW,
                   "source 'FOLDER/fob.bash'"]


class Zsh(Shell):
    shell = "zsh"
    arguments = ["-f", "-i"]
    preparation = ["fpath=('FOLDER' $fpath)", "autoload -U compinit && compinit -u -D", SHOW,
                   "unsetopt beep"]


class Fish(Shell):
    shell = "fish"
    arguments = ["--no-config", "-i"]
    preparation = [r"function fob; printf '%s\0' $argv > ~/.words; echo '[[''got]]'; end",
                   "source 'FOLDER/fob.fish'"]
