"""fob code --copy, with commands in place of a clipboard: a file is the board."""

import json
import os
import re
import signal
import subprocess
import time
import unittest
from pathlib import Path

import pexpect

from scenarios import fob, proc, secret_forms
from scenarios.fob import PROGRAM, RFC_SECRET, Scenario

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub&digits=10"
QUICK = f"otpauth://totp/Quick:one?secret={RFC_SECRET}&issuer=Quick&digits=10&period=2"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=0"
HOTP_CODE = "755224"  # RFC 4226, appendix D
AT_59 = "1094287082"  # RFC 6238, appendix B, two digits more
NO_CLIPBOARD = ("there is no clipboard here: neither WAYLAND_DISPLAY nor DISPLAY is set",
                "a terminal may have one: --copy=osc52\n  or set FOB_CLIPBOARD_COMMAND; in a "
                "desktop session, install wl-clipboard or xclip")


class Copying(Scenario):
    def setUp(self):
        super().setUp()
        self.board = self.home / "board"
        self.environment["FOB_CLIPBOARD_COMMAND"] = "cat >board"
        self.environment["FOB_PASTE_COMMAND"] = "cat board; echo >>looked"
        self.addCleanup(self.end_waiting)

    def waiting(self):
        """The processes of fob that are still there."""
        return proc.of_home(PROGRAM, self.home)

    def end_waiting(self):
        for process in self.waiting():
            os.kill(process, signal.SIGKILL)

    def copy(self, *words, **options):
        """fob code --copy; what it says, when it must succeed and print nothing."""
        result = self.run_fob("code", "--copy", *words, **options)
        self.assertEqual((result.status, result.out), (0, ""), result)
        return result.err

    def wait_until(self, done, seconds=10):
        end = time.monotonic() + seconds
        while not done():
            self.assertLess(time.monotonic(), end, "it never came to that")
            time.sleep(0.02)

    def install(self, name, script):
        """A program of that name, in a folder that comes first in PATH."""
        folder = self.home / "bin"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text("#!/bin/sh\n" + script)
        (folder / name).chmod(0o755)
        self.environment["PATH"] = f"{folder}:/usr/bin:/bin"


class TheBoard(Copying):
    def test_the_code_alone_is_copied_and_nothing_printed(self):
        self.make_vault(ALICE)
        said = self.copy("--at", "59", "alice")
        self.assertEqual(self.board.read_bytes(), AT_59.encode())
        self.assertEqual(said, "fob: copied the code of GitHub:alice; it is cleared in 30 s\n")

    def test_quiet_says_nothing(self):
        self.make_vault(ALICE)
        self.assertEqual(self.copy("-q", "alice"), "")
        self.assertRegex(self.board.read_text(), r"^[0-9]{10}$")

    def test_a_code_without_a_vault_is_copied_too(self):
        result = self.run_bare("code", "-", "--copy", "--at", "59", "--digits", "10",
                               stdin=RFC_SECRET)
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: copied the code; it is cleared in 30 s\n"))
        self.assertEqual(self.board.read_text(), AT_59)

    def test_the_shorthand_copies(self):
        self.make_vault(ALICE)
        result = self.run_fob("GitHub:alice", "--copy", "--at", "59")
        self.assertEqual((result.status, result.out, self.board.read_text()), (0, "", AT_59))

    def test_at_a_terminal_nothing_more_is_said(self):
        self.make_vault(ALICE)
        session = self.type_fob("code", "--copy", "alice", "--passphrase-file",
                                str(self.passphrase_file))
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertRegex(text, r"^fob: copied the code of GitHub:alice; it is cleared in \d+ s\n$")

    def test_it_goes_with_one_query(self):
        self.make_vault(ALICE)
        for words in ([], ["--all"], ["alice", "alice"], ["--tag", "work"], ["-", "alice"]):
            self.assert_fails(self.run_fob("code", "--copy", *words), 2,
                              "--copy goes with one QUERY", "type: fob code --copy NAME")
        self.assert_fails(self.run_fob("code", "--copy=clip", "alice"), 2,
                          "--copy= must be one of: osc52")
        self.assertFalse(self.board.exists())

    def test_a_counter_is_on_disk_before_its_code_is_copied(self):
        self.make_vault(HAL)
        before = self.vault.read_bytes()
        said = self.copy("hal", environment={
            "FOB_CLIPBOARD_COMMAND": f"cp '{self.vault}' seen; cat >board"})
        self.assertEqual(said, "fob: copied the code of Nostromo:hal; it is cleared in 30 s\n")
        self.assertEqual(self.board.read_text(), HOTP_CODE)
        seen = (self.home / "seen").read_bytes()
        self.assertNotEqual(seen, before)
        self.assertEqual(seen, self.vault.read_bytes())

    def test_without_a_way_nothing_is_asked_for_and_no_counter_moves(self):
        self.make_vault(HAL)
        before = self.vault.read_bytes()
        none = {"FOB_CLIPBOARD_COMMAND": ""}
        for place, failure in (
                ({}, NO_CLIPBOARD),
                ({"DISPLAY": ":0", "PATH": "/nowhere"},
                 ("no program is installed that copies to the clipboard",
                  "install the package xclip")),
                ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "PATH": "/nowhere"},
                 ("no program is installed that copies to the clipboard",
                  "install the package wl-clipboard"))):
            # Without a passphrase, opening the vault would be status 5.
            self.assert_fails(self.run_bare("code", "--copy", "hal", environment=none | place),
                              10, *failure)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_command_that_fails_is_named_and_the_code_is_not(self):
        self.make_vault(ALICE)
        self.assert_fails(self.run_fob("code", "--copy", "alice", environment={
            "FOB_CLIPBOARD_COMMAND": "cat >&2; exit 3"}), 10,
            "the clipboard command failed (exit status 3), and nothing was copied")


class HowLong(Copying):
    def test_it_is_cleared_when_it_expires(self):
        self.make_vault(QUICK)
        answer = json.loads(self.fob("code", "--copy", "--json", "--valid-for", "2", "one"))
        self.assertRegex(self.board.read_text(), r"^[0-9]{10}$")
        self.wait_until(lambda: not self.board.read_text())
        self.assertGreaterEqual(time.time(), answer["valid_until"])
        self.assertLess(time.time(), answer["valid_until"] + 1.5)
        self.assertEqual(answer["cleared_at"], answer["valid_until"])

    def test_it_is_cleared_though_copying_took_longer_than_the_code_lives(self):
        self.make_vault(QUICK)
        said = self.copy("one", environment={
            "FOB_CLIPBOARD_COMMAND": "cat >got; test -s got && sleep 3; mv got board"})
        self.assertEqual(said, "fob: copied the code of Quick:one; it has expired and is cleared "
                               "now\n")
        self.wait_until(lambda: not self.board.read_text())

    def test_what_was_copied_since_stays(self):
        self.make_vault(QUICK)
        self.copy("--valid-for", "2", "one")
        self.board.write_text("another thing")
        self.wait_until((self.home / "looked").exists)
        time.sleep(0.3)
        self.assertEqual(self.board.read_text(), "another thing")

    def test_the_time_said_is_that_of_the_code(self):
        self.make_vault(ALICE)
        for words, least, most in ((["--valid-for", "15"], 14, 30), (["--next"], 30, 60)):
            said = self.copy(*words, "alice")
            left = int(re.search(r"cleared in (\d+) s$", said).group(1))
            self.assertTrue(least <= left <= most, said)

    def test_with_no_way_to_look_it_is_not_cleared(self):
        self.make_vault(QUICK)
        said = self.copy("one", environment={"FOB_PASTE_COMMAND": ""})
        self.assertEqual(said, "fob: copied the code of Quick:one; it will not be cleared: "
                               "FOB_PASTE_COMMAND is not set\n")
        self.assertEqual(self.waiting(), [])

    def test_a_command_that_hangs_when_it_looks_is_ended(self):
        self.make_vault(QUICK)
        for hangs in ("exec sleep 60", "cat board; exec sleep 60 >&-"):
            self.copy("one", environment={"FOB_PASTE_COMMAND": f"echo $$ >looking; {hangs}"})
            self.wait_until((self.home / "looking").exists)
            looking = f"/proc/{(self.home / 'looking').read_text().strip()}"
            self.wait_until(lambda: not os.path.exists(looking) and not self.waiting())
            self.assertRegex(self.board.read_text(), r"^[0-9]{10}$")
            (self.home / "looking").unlink()

    def test_nothing_waits_after_a_failure(self):
        self.make_vault(ALICE)
        self.assertEqual(self.run_fob("code", "--copy", "nobody").status, 3)
        self.wait_until(lambda: not self.waiting())

    def test_the_end_of_the_terminal_is_survived(self):
        self.make_vault(QUICK)
        session = pexpect.spawn("/bin/sh", ["-c", '"$0" "$@"; echo done; sleep 60', PROGRAM,
                                            "code", "--copy", "--valid-for", "2", "one",
                                            "--passphrase-file", str(self.passphrase_file)],
                                cwd=self.home, env=self.environment, encoding="utf-8", timeout=20)
        session.expect("done")
        session.kill(signal.SIGHUP)
        session.close(force=True)
        self.assertRegex(self.board.read_text(), r"^[0-9]{10}$")
        self.wait_until(lambda: not self.board.read_text())


class WhatIsLeftBehind(Copying):
    def test_a_pipe_ends_at_once_whatever_stays_in_the_background(self):
        self.make_vault(ALICE)
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        begin = time.monotonic()
        self.copy("alice", pass_fds=[writing], environment={
            "FOB_CLIPBOARD_COMMAND": "cat >board; sleep 60 & echo $! >sleeper"})
        os.close(writing)
        self.assertEqual(os.read(reading, 1), b"")  # nobody has it open any more
        self.assertLess(time.monotonic() - begin, 10)
        os.kill(int((self.home / "sleeper").read_text()), signal.SIGKILL)

    def test_no_argument_and_no_variable_holds_the_code(self):
        self.make_vault(QUICK)
        show = "cat /proc/$$/cmdline /proc/$$/environ /proc/$PPID/cmdline >>seen; "
        self.environment |= {"FOB_CLIPBOARD_COMMAND": show + "tee board >>copied",
                             "FOB_PASTE_COMMAND": show + "cat board"}
        self.copy("one")
        self.wait_until(lambda: not self.board.read_text())
        code = (self.home / "copied").read_bytes()
        self.assertRegex(code, rb"^[0-9]{10}$")
        seen = (self.home / "seen").read_bytes()
        self.assertEqual(seen.count(b"FOB_PASTE_COMMAND="), 3)  # copied, looked, cleared
        for form in (code, RFC_SECRET.encode(), fob.PASSPHRASE.encode()):
            self.assertNotIn(form, seen)

    @unittest.skipIf(os.environ.get("FOB_SANITIZE"), "a sanitizer has terabytes of memory")
    @unittest.skipIf(os.geteuid() != 0, "only root may look into a process that is not dumpable")
    def test_what_waits_has_never_known_a_secret(self):
        self.passphrase_file.write_text(secret_forms.PASSPHRASE + "\n")
        self.make_vault(secret_forms.URI)
        self.copy("me")
        (process,) = self.waiting()
        memory = proc.memory_of(process)
        self.assertIn(self.board.read_bytes(), memory)  # it can be found there at all
        self.assertEqual(secret_forms.found_in(memory), set())
        self.assertNotIn(b"otpauth://totp/Place", memory)
        self.assertEqual({os.readlink(entry) for entry in Path(f"/proc/{process}/fd").iterdir()
                          if entry.name in "012"}, {"/dev/null"})


class Programs(Copying):
    """The programs of a desktop, or what looks like them."""

    def setUp(self):
        super().setUp()
        self.environment |= {"FOB_CLIPBOARD_COMMAND": "", "WAYLAND_DISPLAY": "wayland-0"}
        self.make_vault(QUICK)

    def install_wayland(self, help_text):
        self.install("wl-copy", f'echo "$@" >>"{self.home}/runs"; test "$1" != --help || '
                                f"{{ echo '{help_text}'; exit 0; }}; cat >'{self.board}'\n")
        self.install("wl-paste", f'echo "$@" >>"{self.home}/runs"; cat "{self.board}"\n')

    def runs(self):
        return (self.home / "runs").read_text().splitlines()

    def test_wl_copy_is_told_that_it_is_sensitive_where_it_knows_that(self):
        self.install_wayland("  -S, --sensitive  Hint that it is a secret.")
        self.copy("one")
        self.wait_until(lambda: not self.board.read_text())
        self.assertEqual(self.runs(), ["--help", "--type text/plain --sensitive",
                                       "--no-newline", "--clear"])

    def test_and_not_where_it_does_not(self):
        self.install_wayland("  -n, --trim-newline")
        self.copy("one")
        self.assertEqual(self.runs()[:2], ["--help", "--type text/plain"])

    def test_a_program_that_fails_is_named(self):
        self.install("wl-copy", "exit 1\n")
        self.install("wl-paste", "exit 1\n")
        self.assert_fails(self.run_fob("code", "--copy", "one"), 10,
                          "wl-copy failed (exit status 1), and nothing was copied")


class Json(Copying):
    def test_the_document_is_that_of_the_code_without_it(self):
        self.make_vault(ALICE)
        answer = json.loads(self.fob("code", "--json", "--at", "59", "alice"))
        copied = json.loads(self.fob("code", "--json", "--at", "59", "--copy", "alice"))
        self.assertAlmostEqual(copied.pop("cleared_at"), time.time() + 30, delta=5)
        self.assertIs(copied.pop("copied"), True)
        del answer["code"], answer["next_code"]
        self.assertEqual(copied, answer)

    def test_a_counter_has_no_times_but_that(self):
        self.make_vault(HAL)
        copied = json.loads(self.fob("code", "--json", "--copy", "hal"))
        self.assertEqual((copied["counter"], copied["copied"], "valid_until" in copied),
                         ("0", True, False))

    def test_what_is_not_cleared_has_no_time_for_it(self):
        self.make_vault(ALICE)
        result = self.run_fob("code", "--json", "--copy", "alice",
                              environment={"FOB_PASTE_COMMAND": ""})
        self.assertNotIn("cleared_at", json.loads(result.out))


class Osc52(Copying):
    SEQUENCE = "\x1b]52;c;MTA5NDI4NzA4Mg==\a"
    SAID = "fob: copied the code of GitHub:alice; it will not be cleared\n"

    def copy_at_terminal(self, *words, **environment):
        self.environment |= environment
        session = self.type_fob("code", "--copy=osc52", "--at", "59", "alice", *words,
                                "--passphrase-file", str(self.passphrase_file))
        return self.end(session)

    def test_the_terminal_gets_the_sequence_and_the_command_nothing(self):
        self.make_vault(ALICE)
        self.assertEqual(self.copy_at_terminal(), (0, self.SEQUENCE + self.SAID))
        self.assertFalse(self.board.exists())

    def test_screen_is_asked_to_pass_it_on(self):
        self.make_vault(ALICE)
        self.assertEqual(self.copy_at_terminal("-q", TERM="screen", STY="1.pts-0.host"),
                         (0, f"\x1bP{self.SEQUENCE}\x1b\\"))

    def test_a_terminal_that_has_none_is_told_from_others(self):
        self.make_vault(ALICE)
        for kind in ("dumb", "linux"):
            self.assertEqual(self.copy_at_terminal(TERM=kind), (
                10, f"fob: a terminal of TERM={kind} has no clipboard\n"
                    "hint: leave out =osc52, or --copy\n"))

    def test_without_a_terminal_there_is_no_way(self):
        self.make_vault(HAL)
        before = self.vault.read_bytes()
        self.assert_fails(self.run_bare("code", "--copy=osc52", "hal"), 10,
                          "there is no terminal to copy with", "leave out =osc52, or --copy")
        self.assertEqual(self.vault.read_bytes(), before)


if __name__ == "__main__":
    fob.main()
