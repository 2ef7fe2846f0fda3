"""A person at a terminal: what is shown there, what is not, and how it is left."""

import re
import signal
import termios
import time

import pexpect

from scenarios import fob
from scenarios.fob import CHEAP, PASSPHRASE, PROGRAM, RFC_CODE_AT_59, RFC_SECRET, RFC_URI, Scenario

CODE = ("code", "-q", "--at", "59", "RFC:6238")


def echoes(session):
    """Does the session's terminal show what is typed?"""
    return bool(termios.tcgetattr(session.child_fd)[3] & termios.ECHO)


class Prompt(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)
        self.prompt = f"passphrase for {self.vault}: "

    def ask(self, *words):
        """fob where it waits for the passphrase."""
        session = self.type_fob(*words)
        session.expect_exact(self.prompt)
        self.wait_until(lambda: not echoes(session))
        return session

    def wait_until(self, holds):
        for _ in range(500):
            if holds():
                return
            time.sleep(0.01)
        self.fail("it does not come about")

    def shell(self):
        """An interactive shell with job control, for what stops, and for redirections."""
        shell = pexpect.spawn("/bin/bash", ["--norc", "--noprofile", "-i"], cwd=str(self.home),
                              env=self.environment | {"PS1": "ready> ", "TERM": "dumb",
                                                      "FOB": PROGRAM},
                              encoding="utf-8", dimensions=(24, 200), timeout=20)
        shell.delaybeforesend = None
        self.addCleanup(shell.close, force=True)
        shell.expect_exact("ready> ")
        return shell


class Echo(Prompt):
    def test_nothing_that_is_typed_is_shown(self):
        session = self.ask(*CODE)
        session.sendline(PASSPHRASE)
        self.assertEqual(self.end(session), (0, f"\n{RFC_CODE_AT_59}\n"))

    def test_not_when_it_is_wrong_either(self):
        session = self.ask(*CODE)
        session.sendline("mistyped once")
        session.expect_exact(f"\r\nwrong; {self.prompt}")
        self.assertEqual(session.before, "")
        session.sendline(PASSPHRASE)
        self.assertEqual(self.end(session), (0, f"\n{RFC_CODE_AT_59}\n"))

    def test_a_secret_is_not_shown_either(self):
        session = self.type_fob("add", "Place:me", "--passphrase-file", str(self.passphrase_file))
        session.expect_exact("secret of Place:me: ")
        self.wait_until(lambda: not echoes(session))
        session.sendline(RFC_SECRET)
        session.expect_exact("fob: 32 characters, 160 bits")
        self.assertEqual(session.before, "\r\n")
        session.expect_exact("Enter ends this")
        session.sendline("")
        self.assertNotIn(RFC_SECRET, self.end(session)[1])

    def test_a_line_may_be_corrected(self):
        session = self.ask(*CODE)
        session.send("all wrong\x15" + PASSPHRASE + "xx\x7f\x7f\n")  # Ctrl-U, Backspace
        self.assertEqual(self.end(session)[0], 0)

    def test_the_end_of_input_is_no_passphrase(self):
        session = self.ask(*CODE)
        session.send("\x04")  # Ctrl-D
        self.assertEqual(self.end(session), (5, "\nfob: end of input in place of an answer\n"))


class Signals(Prompt):
    def test_one_that_ends_fob_finds_the_terminal_restored(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            session = self.ask(*CODE)
            session.kill(number)
            self.wait_until(lambda: echoes(session))
            self.assertEqual(self.end(session), (-number, "\n"))

    def test_so_do_the_keys(self):
        for key, number in (("\x03", signal.SIGINT), ("\x1c", signal.SIGQUIT)):
            session = self.ask(*CODE)
            session.send(key)
            self.assertEqual(self.end(session)[0], -number)

    def test_a_shell_sees_that_it_was_interrupted(self):
        shell = self.shell()
        shell.sendline('"$FOB" code -q RFC:6238; echo "status $?"')
        shell.expect_exact(self.prompt)
        shell.send("\x03")
        # An interactive bash gives up the rest of the line after a death by SIGINT.
        shell.expect_exact("ready> ")
        shell.sendline("echo status $?")
        shell.expect_exact("status 130")

    def test_ctrl_z_stops_it_and_fg_asks_again(self):
        shell = self.shell()
        shell.sendline('"$FOB" code -q --at 59 RFC:6238')
        shell.expect_exact(self.prompt)
        self.wait_until(lambda: not echoes(shell))
        shell.send("half of it\x1a")
        shell.expect(r"Stopped")
        shell.expect_exact("ready> ")
        shell.sendline("echo echo is on")
        shell.expect_exact("echo echo is on\r\necho is on")  # as typed, then as answered
        shell.sendline("fg")
        shell.expect_exact(self.prompt)
        self.wait_until(lambda: not echoes(shell))
        shell.sendline(PASSPHRASE)
        shell.expect_exact(RFC_CODE_AT_59)
        self.assertNotIn(PASSPHRASE, shell.before)


class Streams(Prompt):
    def test_the_question_goes_to_the_terminal_while_all_else_goes_elsewhere(self):
        shell = self.shell()
        shell.sendline('"$FOB" code --at 59 623 <passphrase >out 2>err; echo "status $?"')
        shell.expect_exact(self.prompt)
        shell.sendline(PASSPHRASE)
        shell.expect_exact("status 0")
        self.assertEqual((self.home / "out").read_text(), RFC_CODE_AT_59 + "\n")
        self.assertEqual((self.home / "err").read_text(), "fob: RFC:6238\n")

    def test_a_substitution_gets_the_code(self):
        shell = self.shell()
        shell.sendline('code=$("$FOB" code -q --at 59 6238); echo "[$code]"')
        shell.expect_exact(self.prompt)
        shell.sendline(PASSPHRASE)
        shell.expect_exact(f"[{RFC_CODE_AT_59}]")

    def test_a_job_in_the_background_says_that_it_waits(self):
        shell = self.shell()
        shell.sendline('"$FOB" code -q --at 59 6238 &')
        shell.expect_exact("fob: in the background, with a question to ask: `fg` shows it")
        shell.sendline("until jobs | grep -q Stopped; do sleep 0.01; done; fg")
        shell.expect_exact(self.prompt)
        shell.sendline(PASSPHRASE)
        shell.expect_exact(RFC_CODE_AT_59)


class Questions(Prompt):
    """Every question names the file, or the account, that it is about."""

    def test_the_passphrase_of_a_vault(self):
        other = self.home / "other.fob"
        self.fob("init", *CHEAP, "-q", "--vault", str(other))
        session = self.type_fob("--vault", str(other), "list")
        session.expect_exact(f"passphrase for {other}: ")

    def test_a_new_one_is_typed_twice(self):
        session = self.type_fob("init", *CHEAP, "-q", "--vault", "new.fob")
        for words in ("new passphrase for new.fob: ", "\r\nthe same again for new.fob: "):
            session.expect_exact(words)
            session.sendline(PASSPHRASE)
        session.expect_exact("forget the passphrase? [y/N] ")
        session.sendline("n")
        self.assertEqual(self.end(session), (0, "n\n"))
        self.assertEqual(self.fob("--vault", "new.fob", "list", "-q"), "")

    def test_until_both_are_the_same(self):
        session = self.type_fob("init", *CHEAP, "-q", "--vault", "new.fob")
        for round_ in range(3):
            session.expect_exact(("these two differ; " if round_ else "") +
                                 "new passphrase for new.fob: ")
            session.sendline(PASSPHRASE)
            session.expect_exact("the same again for new.fob: ")
            session.sendline("something else")
        self.assertEqual(self.end(session), (
            5, "\nfob: the passphrase was not typed the same way twice\n"))
        self.assertFalse((self.home / "new.fob").exists())

    def test_a_weak_one_needs_a_yes(self):
        for answer, status in (("n", 11), ("", 11), ("y", 0)):
            session = self.type_fob("init", *CHEAP, "-q", "--vault", "weak.fob")
            for words in ("new passphrase for", "the same again for"):
                session.expect_exact(words)
                session.sendline("password1")
            session.expect_exact("this passphrase for weak.fob is weak: it can be guessed; "
                                 "use it? [y/N] ")
            session.sendline(answer)
            if status == 0:
                session.expect_exact("forget the passphrase? [y/N] ")
                session.sendline("n")
            self.assertEqual(self.end(session)[0], status)
            self.assertEqual((self.home / "weak.fob").exists(), status == 0)

    def test_the_passphrase_of_a_file_that_is_imported(self):
        self.fob("export", "--to", "fob", "-q", "-o", "copy.fob", "--new-passphrase-file",
                 str(self.passphrase_file))
        session = self.type_fob("import", "copy.fob", "--passphrase-file",
                                str(self.passphrase_file))
        session.expect_exact("passphrase for copy.fob: ")
        session.sendline(PASSPHRASE)
        status, text = self.end(session)
        self.assertEqual((status, text.splitlines()[-1]),
                         (0, "0 added, 1 already there, 0 in conflict, 0 rejected"))

    def test_a_name_in_a_question_cannot_speak_to_the_terminal(self):
        session = self.type_fob("--vault", "a\x1b]0;title\x07.fob", "init", *CHEAP)
        session.expect_exact(r"new passphrase for a\x1b]0;title\x07.fob: ")

    def test_nothing_is_asked_before_it_is_known_that_it_must_be(self):
        for words, status in ((["code", "--digits", "9", "x"], 2), (["list", "--color", "x"], 2),
                              (["list", "--vault", "nowhere"], 6), (["export", "--to", "x"], 2)):
            got, text = self.end(self.type_fob(*words))
            self.assertEqual(got, status, text)
            self.assertIsNone(re.search("passphrase for", text))


class Color(Scenario):
    def test_no_color_is_honoured_and_the_option_beats_it(self):
        self.make_vault(RFC_URI)
        self.environment["NO_COLOR"] = "1"
        words = ("code", "--at", "59", "--passphrase-file", str(self.passphrase_file))
        for more in ((), ("--color", "auto")):
            self.assertNotIn("\x1b", self.end(self.type_fob(*words, *more))[1])
        self.assertIn("\x1b[31m", self.end(self.type_fob(*words, "--color", "always"))[1])
        del self.environment["NO_COLOR"]
        self.assertIn("\x1b[31m", self.end(self.type_fob(*words, "--color", "auto"))[1])
        self.assertNotIn("\x1b", self.end(self.type_fob(*words, "--color", "never"))[1])


if __name__ == "__main__":
    fob.main()
