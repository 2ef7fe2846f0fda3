"""At every prompt, a signal that ends fob and Ctrl-Z with fg: the terminal is as it was, the
vault as well, and after fg the command does what it was asked. Ctrl-Z in the midst of a save
stops it after the save."""

import os
import shlex
import signal
import termios
import time

import pexpect

from faults import places, tracing
from faults.places import PASSPHRASES
from faults.writers import ALL, FOB, INIT, NEW, WRITERS

PASSPHRASE = ("passphrase for .*vault.fob: ", PASSPHRASES["passphrase"])
NEW_PASSPHRASE = (("new passphrase for .*: ", "three ships sail slowly"),
                  ("the same again for .*: ", "three ships sail slowly"))
NO_RECOVERY_KEY = ("forget the passphrase\\? \\[y/N\\] ", "n")
KEY_FILE = ("a key file of .*vault.fob \\(Enter if you have none\\): ", "key")
# The code of what is added, renewed until Enter: by then it is saved.
SHOWN = ("Enter ends this", "")
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
WITHOUT_PIN = "otpauth://motp/Pin:pat?secret=4a7b3c9d1e5f2a6b"

# A command, and each thing that it asks with an answer.
PROMPTS = {
    "list": (["list"], [PASSPHRASE]),
    "init": ([*INIT, "--vault", "new.fob"], [*NEW_PASSPHRASE, NO_RECOVERY_KEY]),
    "weak": ([*INIT, "--vault", "weak.fob"],
             [("new passphrase", "password1"), ("the same again", "password1"),
              ("use it\\? \\[y/N\\] ", "y"), NO_RECOVERY_KEY]),
    "add": (["add", "Place:me"],
            [PASSPHRASE, ("secret of Place:me: ", SECRET), SHOWN]),
    "add -": (["add", "-"], [PASSPHRASE, ("URI: ", NEW), SHOWN]),
    "edit": (["edit", "Example:alice", "--secret"],
             [PASSPHRASE, ("secret of Example:alice: ", SECRET)]),
    "remove": (["remove", "Example:alice"],
               [PASSPHRASE, ("remove Example:alice\\? \\[y/N\\] ", "y")]),
    "purge": (["remove", "--purge", "Gone:dave"],
              [PASSPHRASE, ("destroy .*\\? \\[y/N\\] ", "y")]),
    "looser": (["rename", "alic", "eve"], [PASSPHRASE, ("meant\\? \\[y/N\\] ", "y")]),
    "show": (["show", "--secret", "Example:alice"],
             [PASSPHRASE, ("on this terminal\\? \\[y/N\\] ", "y")]),
    "export": (["export"], [PASSPHRASE, ("on this terminal\\? \\[y/N\\] ", "y")]),
    "passphrase": (["passphrase"], [PASSPHRASE, KEY_FILE, *NEW_PASSPHRASE]),
    "slot add": (["slot", "add", "passphrase", *INIT[1:]], [PASSPHRASE, *NEW_PASSPHRASE]),
    "slot remove": (["slot", "remove", "stick"],
                    [PASSPHRASE, ("remove the slot .*\\? \\[y/N\\] ", "y")]),
    "import": (["import", "copy.fob"],
               [("passphrase for copy.fob: ", PASSPHRASES["passphrase"]), PASSPHRASE]),
    "code": (["code", "Pin:pat"], [PASSPHRASE, ("PIN for Pin:pat: ", "1234")]),
    "code -": (["code", "-"], [("URI or secret: ", SECRET)]),
}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
# A terminal that is not as terminals are at first.
ODD = "stty -echok erase ^H"


class Terminal(places.Places):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = cls.pristine[False]
        place.must(["add", "-"], WITHOUT_PIN)
        (place.folder / "copy.fob").write_bytes(place.vault.read_bytes())

    def spawn(self, place, program, *words):
        session = pexpect.spawn(program, list(words), encoding="utf-8", timeout=20,
                                dimensions=(24, 200),
                                **place.options() | {"cwd": str(place.folder)})
        session.delaybeforesend = None
        self.addCleanup(session.close, force=True)
        return session

    def command(self, place, words):
        vault = [] if "--vault" in words else ["--vault", str(place.vault)]
        return [FOB, *vault, *words]

    def answer(self, session, prompts):
        for prompt, answer in prompts:
            session.expect(prompt)
            session.sendline(answer)

    def wait_for_prompt(self, session, prompt):
        """It is shown, and what is typed is not, where it is no question for a yes or a path."""
        session.expect(prompt)
        if "y/N" not in prompt and not prompt.startswith("a key file"):
            self.wait_until(lambda: not modes(session)[3] & termios.ECHO)

    def wait_until(self, holds):
        for _ in range(1000):
            if holds():
                return
            time.sleep(0.01)
        self.fail("it does not come about")

    @staticmethod
    def vaults(place):
        return {file.name: file.read_bytes() for folder in (place.folder, place.vault.parent)
                for file in folder.glob("*.fob*")}

    def moments(self):
        """Each prompt of each command."""
        for name, (words, prompts) in PROMPTS.items():
            for number in range(len(prompts)):
                yield name, words, prompts, number


def modes(session):
    return termios.tcgetattr(session.child_fd)


class Signals(Terminal):
    def test_the_terminal_is_restored_and_the_vault_untouched(self):
        count = 0
        for index, (name, words, prompts, number) in enumerate(self.moments()):
            for kind in SIGNALS if ALL else (SIGNALS[0], SIGNALS[1 + index % 3]):
                with self.subTest(command=name, prompt=prompts[number][0], signal=kind.name):
                    place = self.place(f"signal-{count}")
                    count += 1
                    before = self.vaults(place)
                    session = self.spawn(place, "/bin/sh", "-c",
                                         f'{ODD}; echo ready; read -r _; exec "$@"', "sh",
                                         *self.command(place, words))
                    session.expect_exact("ready\r\n")
                    at_first = modes(session)
                    session.sendline("")
                    self.answer(session, prompts[:number])
                    self.wait_for_prompt(session, prompts[number][0])
                    session.kill(kind)
                    self.wait_until(lambda: modes(session) == at_first)
                    session.expect(pexpect.EOF)
                    session.close()
                    self.assertEqual(session.signalstatus, kind)
                    self.assertEqual(self.vaults(place) != before, prompts[number] == SHOWN)
        print(f"{count} signals at prompts", end=" ")


class Shell(Terminal):
    """A shell with job control that does nothing to the terminal."""

    def shell(self, place):
        shell = self.spawn(place, "/bin/dash", "-i")
        shell.sendline("PS1='ready''> '; unset ENV; " + ODD)
        shell.expect_exact("ready> ")
        return shell

    def modes_of(self, shell):
        shell.sendline("stty -g")
        shell.expect("\r\n([0-9a-f:]+)\r\n.*ready> ")
        return shell.match[1]

    def test_ctrl_z_and_fg_at_every_prompt(self):
        count = 0
        for name, words, prompts, number in self.moments():
            with self.subTest(command=name, prompt=prompts[number][0]):
                place = self.place(f"stopped-{count}")
                count += 1
                shell = self.shell(place)
                at_first, before = self.modes_of(shell), self.vaults(place)
                shell.sendline(shlex.join(self.command(place, words)))
                self.answer(shell, prompts[:number])
                self.wait_for_prompt(shell, prompts[number][0])
                shell.send("\x1a")
                shell.expect_exact("ready> ")
                self.assertEqual(self.modes_of(shell), at_first)
                self.assertEqual(self.vaults(place) != before, prompts[number] == SHOWN)
                shell.sendline("fg")
                self.wait_for_prompt(shell, prompts[number][0])
                shell.sendline(prompts[number][1])
                self.answer(shell, prompts[number + 1:])
                shell.expect_exact("ready> ")
                shell.sendline("echo status $?")
                shell.expect("\r\nstatus (\\d+)")
                self.assertEqual(shell.match[1], "0")
                shell.expect_exact("ready> ")
                self.assertEqual(self.modes_of(shell), at_first)
                shell.close(force=True)
        print(f"{count} times Ctrl-Z", end=" ")

    def test_a_stop_in_the_midst_of_a_save(self):
        if reason := tracing.obstacle():
            self.skipTest(reason)
        for name in WRITERS if ALL else ("code", "passphrase"):
            writer = WRITERS[name]
            if writer.slow:
                continue
            place = self.place(f"{name}-calls", writer.fresh)
            log = place.folder / "log"
            place.must(writer.words, writer.stdin, before=("strace", "-o", log))
            calls = tracing.calls_of(log)
            renames = [call for call in calls if call[0].startswith("rename")]
            for call in dict.fromkeys([*calls[::1 if ALL else 12], *renames]):
                with self.subTest(command=name, call=call):
                    self.stop_and_go_on(self.place(f"{name}-{call[0]}-{call[1]}", writer.fresh),
                                        writer, call)

    def stop_and_go_on(self, place, writer, call):
        (place.folder / "input").write_text(writer.stdin)
        before = place.written(writer)
        shell = self.shell(place)
        # The tracer is no parent: it is fob that the shell waits for.
        traced = (*tracing.at(call, "signal=SIGTSTP"), *place.command(writer.words))
        shell.sendline(shlex.join(["strace", "-D", *map(str, traced[1:])]) +
                       " <input >out 2>err")
        shell.expect("\r\n.*ready> ")
        shell.sendline("jobs")
        shell.expect("jobs\r\n(.*)ready> ")
        self.assertIn("Stopped", shell.match[1])
        # Signals wait while it saves: what was begun is done.
        self.assertIn(place.written(writer), (before, self.finish(shell, place, writer)))
        self.assertNotEqual(place.written(writer), before)
        shell.close(force=True)

    def finish(self, shell, place, writer):
        shell.sendline("fg")
        shell.expect_exact("ready> ")
        shell.sendline("echo status $?")
        shell.expect("\r\nstatus (\\d+)")
        self.assertEqual(shell.match[1], "0", (place.folder / "err").read_text())
        self.assertEqual(place.temporaries(), [])
        return place.written(writer)


if __name__ == "__main__":
    places.main(None if os.access("/bin/dash", os.X_OK) else "there is no dash")
