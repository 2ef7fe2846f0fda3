"""Choosing one of several accounts: by a number at a terminal, in a menu program, and out of a
pipe."""

import json
import shutil
import subprocess

import pexpect

from scenarios import fob
from scenarios.fob import PASSPHRASE, PROGRAM, RFC_SECRET, Scenario

CODE_AT_59 = "287082\n"


def uri(issuer, account, kind="totp", more=""):
    return f"otpauth://{kind}/{account}?secret={RFC_SECRET}&issuer={issuer}{more}"


class Choosing(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(uri("GitHub", "alice"), uri("GitHub", "bob", more="&digits=8"),
                        uri("Mail", "alice"))

    def at_a_terminal(self, *words, **options):
        return self.type_fob("--passphrase-file", "passphrase", *words, **options)

    def menu(self, text):
        """A menu program of that text; the command that starts it."""
        return str(self.file("menu", f"#!/bin/sh\n{text}\n", 0o700))


class ByNumber(Choosing):
    def test_several_matches_are_numbered(self):
        session = self.at_a_terminal("code", "--at", "59", "github")
        session.expect_exact("2 accounts match 'github'\r\n  1  GitHub:alice\r\n  2  GitHub:bob\r\n"
                             "which one? ")
        session.sendline("2")
        self.assertEqual(self.end(session), (0, "2\nGitHub:bob, 1s left\n94287082\n"))

    def test_the_question_does_not_come_between_the_code_and_a_pipe(self):
        self.environment["FOB"] = PROGRAM
        session = self.type_shell('code=$("$FOB" --passphrase-file passphrase code -q --at 59 '
                                  'github); echo "<$code>"')
        session.expect_exact("which one? ")
        session.sendline("1")
        self.assertEqual(self.end(session)[1], "1\n<287082>\n")

    def type_shell(self, script):
        session = pexpect.spawn("/bin/sh", ["-c", script], cwd=str(self.home),
                                env=self.environment, encoding="utf-8", timeout=20)
        session.delaybeforesend = None
        self.addCleanup(session.close, force=True)
        return session

    def test_what_is_no_number_of_theirs_is_asked_for_again(self):
        session = self.at_a_terminal("code", "-q", "--at", "59", "github")
        session.expect_exact("which one? ")
        for answer in ("3", "alice"):
            session.sendline(answer)
            session.expect_exact("a number from 1 to 2, or Enter for none: ")
        session.sendline(" 1 ")
        self.assertEqual(self.end(session), (0, " 1 \n" + CODE_AT_59))

    def test_three_times(self):
        session = self.at_a_terminal("code", "github")
        for answer in ("0", "-1", "01"):
            session.expect(r"which one\? |for none: ")
            session.sendline(answer)
        self.assertEqual(self.end(session), (11, "01\nfob: nothing was chosen\n"))

    def test_nothing_may_be_chosen(self):
        session = self.at_a_terminal("code", "github")
        session.expect_exact("which one? ")
        session.sendline("")
        self.assertEqual(self.end(session), (11, "\nfob: nothing was chosen\n"))

    def test_yes_is_no_answer(self):
        session = self.at_a_terminal("code", "--yes", "--at", "59", "github")
        session.expect_exact("which one? ")
        session.sendline("1")
        self.assertEqual(self.end(session)[0], 0)

    def test_nobody_is_asked_where_nobody_is(self):
        candidates = "type one of these:\n  GitHub:alice\n  GitHub:bob"
        self.assert_fails(self.run_fob("code", "github"), 4, "2 accounts match 'github'", candidates)
        session = self.at_a_terminal("code", "--no-input", "github")
        self.assertEqual(self.end(session),
                         (4, f"fob: 2 accounts match 'github'\nhint: {candidates}\n"))

    def test_what_changes_or_reveals_is_not_chosen_so(self):
        for words in (("remove", "github"), ("show", "--secret", "GitHub"),
                      ("verify", "GitHub", "123456")):
            status, text = self.end(self.at_a_terminal(*words))
            self.assertEqual(status, 4, text)

    def test_too_many_are_not_numbered(self):
        self.fob("add", "-", stdin="\n".join(uri("Oak", f"{number:02}") for number in range(21)))
        status, text = self.end(self.at_a_terminal("code", "oak"))
        self.assertEqual((status, text.splitlines()[0]), (4, "fob: 21 accounts match 'oak'"))

    def test_names_fit_the_terminal(self):
        self.fob("add", "-", stdin=uri("GitHub", "a" * 60))
        session = self.at_a_terminal("code", "--at", "59", "github", columns=30)
        session.expect_exact("which one? ")
        self.assertTrue(all(len(line) <= 30 for line in session.before.splitlines()),
                        session.before)
        session.sendline("3")
        self.assertIn("287082", self.end(session)[1])


class InAMenu(Choosing):
    def test_all_accounts_are_offered_and_the_answer_is_used(self):
        menu = self.menu("tee seen | grep alice | tail -n 1")
        result = self.run_fob("code", "--at", "59", "--menu", menu)
        self.assertEqual((result.status, result.out, result.err), (0, CODE_AT_59, ""))
        self.assertEqual((self.home / "seen").read_text(),
                         "GitHub:alice\nGitHub:bob\nMail:alice\n")

    def test_a_query_narrows_it(self):
        menu = self.menu("tee seen | tail -n 1")
        self.assertEqual(self.fob("code", "--at", "59", "--menu", menu, "github"), "94287082\n")
        self.assertEqual((self.home / "seen").read_text(), "GitHub:alice\nGitHub:bob\n")
        (self.home / "seen").unlink()
        self.assertEqual(self.fob("code", "--at", "59", "--menu", menu, "mail"), CODE_AT_59)
        self.assertFalse((self.home / "seen").exists())
        self.assert_fails(self.run_fob("code", "--menu", menu, "oak"), 3,
                          "no account matches 'oak'", "type: fob list")

    def test_a_tag_narrows_it_too(self):
        self.fob("edit", "Mail:alice", "--tag", "work")
        menu = self.menu("tee seen")
        self.assertEqual(self.fob("code", "--at", "59", "--tag", "work", "--menu", menu), CODE_AT_59)
        self.assertEqual((self.home / "seen").read_text(), "Mail:alice\n")

    def test_the_command_is_a_line_for_a_shell(self):
        self.assertEqual(self.fob("code", "--at", "59", "--menu", "sort -r | head -n 1"), CODE_AT_59)

    def test_the_variable_stands_for_the_option(self):
        environment = {"FOB_MENU": "head -n 1"}
        result = self.run_fob("code", "--at", "59", environment=environment)
        self.assertEqual((result.status, result.out), (0, CODE_AT_59))
        # A script that names an account gets it, or is told.
        result = self.run_fob("code", "github", environment=environment)
        self.assertEqual(result.status, 4)
        result = self.run_fob("code", "--no-input", environment=environment)
        self.assertEqual(result.status, 2)

    def test_at_a_terminal_the_variable_takes_the_place_of_the_numbers(self):
        self.environment["FOB_MENU"] = "tail -n 1"
        self.assertEqual(self.end(self.at_a_terminal("code", "-q", "--at", "59", "github")),
                         (0, "94287082\n"))
        # Without a QUERY it is the table all the same.
        self.assertIn("GitHub:alice", self.end(self.at_a_terminal("code"))[1])

    def test_a_menu_has_the_terminal(self):
        menu = self.menu('cat >/dev/null; printf "choose: " >/dev/tty; read answer </dev/tty; '
                         'echo "$answer"')
        session = self.at_a_terminal("code", "-q", "--at", "59", "--menu", menu)
        session.expect_exact("choose: ")
        session.sendline("GitHub:bob")
        self.assertEqual(self.end(session), (0, "GitHub:bob\n94287082\n"))

    def test_nothing_may_be_chosen(self):
        for status in (0, 1, 130):
            self.assert_fails(self.run_fob("code", "--menu", f"exit {status}"), 11,
                              "nothing was chosen")

    def test_a_menu_that_fails_is_named(self):
        for command, ending in (("exit 2", "exit status 2"), ("kill -9 $$", "signal 9"),
                                ("echo GitHub:alice; exit 1", "exit status 1")):
            self.assert_fails(self.run_fob("code", "--menu", command), 10,
                              f"the menu failed: {ending}")

    def test_an_answer_may_be_typed_in_the_menu(self):
        self.assertEqual(self.fob("code", "--at", "59", "--menu", "echo mail"), CODE_AT_59)
        self.assert_fails(self.run_fob("code", "--menu", "echo oak"), 3,
                          "no account matches 'oak'", "type: fob list")
        self.assertEqual(self.run_fob("code", "--menu", "echo github").status, 4)

    def test_what_is_typed_there_is_compared_as_the_query_is(self):
        self.assert_fails(self.run_fob("code", "--exact", "--menu", "echo mai"), 3,
                          "no account is called 'mai'", "type one of these:\n  Mail:alice")
        self.assertEqual(self.fob("code", "--exact", "--at", "59", "--menu", "echo Mail:alice"),
                         CODE_AT_59)
        # As everywhere, whoever did not type the name in full is told which one it is.
        result = self.run_fob("code", "--at", "59", "--menu", "echo mail:al")
        self.assertEqual((result.status, result.out), (0, CODE_AT_59))
        self.assertIn("Mail:alice", result.err)

    def test_a_menu_gets_no_descriptor_with_a_secret(self):
        with open(self.passphrase_file, encoding="utf-8") as file:
            fd = file.fileno()
            result = self.run_bare("code", "--at", "59", "--passphrase-fd", str(fd), "--menu",
                                   f"test -e /proc/self/fd/{fd} && touch seen; tail -n 1",
                                   pass_fds=[fd])
        self.assertEqual((result.status, result.out), (0, CODE_AT_59))
        self.assertFalse((self.home / "seen").exists())

    def test_names_that_are_odd_come_back_as_they_went(self):
        odd = ["a b:c", "it's 100% 'quoted'", "$(touch ran)", "-x", "back\\slash", "Bücher 本:ü"]
        for number, name in enumerate(odd):
            self.fob("add", "--account", name, "--secret-file",
                     str(self.file("secret", RFC_SECRET, 0o600)), "--counter", str(number),
                     "--type", "hotp")
        self.fob("add", "-", "--on-duplicate", "keep",
                 stdin=uri("GitHub", "bob", more="&digits=7"))
        lines = self.fob("list").splitlines()
        self.assertEqual(len(lines), 10)
        for number, line in enumerate(lines, 1):
            answer = json.loads(self.fob("code", "--json", "--menu", f"sed -n {number}p"))
            self.assertEqual(answer["name"], line)
        self.assertFalse((self.home / "ran").exists())

    def test_the_code_may_go_to_the_clipboard(self):
        self.environment["FOB_CLIPBOARD_COMMAND"] = "cat >copied"
        self.fob("edit", "Mail:alice", "--tag", "work")
        variable = {"FOB_MENU": "tail -n 1"}
        for options, environment in ((["--menu", "tail -n 1"], {}), ([], variable),
                                     (["--tag", "work"], {"FOB_MENU": "head -n 1"})):
            result = self.run_fob("code", "-q", "--at", "59", "--copy", *options,
                                  environment=environment)
            self.assertEqual((result.status, result.out, result.err), (0, "", ""))
            self.assertEqual((self.home / "copied").read_text() + "\n", CODE_AT_59)
            (self.home / "copied").unlink()

    def test_there_is_one_unlock(self):
        self.environment["FOB_PASSPHRASE_COMMAND"] = f"echo once >>asked; echo '{PASSPHRASE}'"
        self.assertEqual(self.run_bare("code", "--menu", "head -n 1").status, 0)
        self.assertEqual((self.home / "asked").read_text(), "once\n")

    def test_where_it_does_not_go_it_is_wrong_usage(self):
        for words, message, hint in (
                (["--menu", ""], "--menu must name a command",
                 "as --menu fzf, or --menu 'rofi -dmenu'"),
                (["--menu", "x", "--all"], "--menu does not go with --all", "leave out one of them"),
                (["--menu", "x", "-"], "--menu is for accounts of the vault, and - is none",
                 "leave out --menu"),
                (["--menu", "x", "--no-input"], "--menu asks, and --no-input is given",
                 "leave out one of them")):
            self.assert_fails(self.run_fob("code", *words), 2, message, hint)

    def test_a_vault_without_accounts_has_no_menu(self):
        self.fob("init", *fob.CHEAP, "--vault", "empty.fob")
        self.assert_fails(self.run_fob("code", "--vault", "empty.fob", "--menu", "touch ran"), 3,
                          "the vault has no accounts yet", "type: fob --vault empty.fob add NAME")
        self.assertFalse((self.home / "ran").exists())

    def test_fzf_is_such_a_program(self):
        if not shutil.which("fzf"):
            self.skipTest("fzf is not installed")
        self.assertEqual(self.fob("code", "--at", "59", "--menu", "fzf --filter 'mail'"), CODE_AT_59)
        session = self.at_a_terminal("code", "-q", "--at", "59", "--menu", "fzf")
        session.expect("Mail:alice")
        session.send("bob")
        session.expect("1/3")
        session.send("\r")
        self.assertEqual(self.end(session)[1].splitlines()[-1][-8:], "94287082")


class OutOfAPipe(Choosing):
    """`list` is for pipes."""

    def shell(self, script):
        environment = self.environment | {"fob": PROGRAM,
                                          "FOB_PASSPHRASE_FILE": str(self.passphrase_file)}
        done = subprocess.run(["bash", "-c", script], cwd=self.home, env=environment,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def setUp(self):
        super().setUp()
        for name in ("a b", "-x", "tab\tand\nline"):
            self.fob("add", "--account", name, "--secret-file",
                     str(self.file("secret", RFC_SECRET, 0o600)))

    def test_a_loop_gets_each_name_whole(self):
        out = self.shell('"$fob" list | while IFS= read -r name; do '
                         '"$fob" code -q --at 59 -- "$name" </dev/null; done')
        self.assertEqual(sorted(out.split()), ["287082"] * 5 + ["94287082"])

    def test_jq_takes_the_document(self):
        out = self.shell('"$fob" list --json | jq -r ".[] | select(.digits == 8) | .name"')
        self.assertEqual(out, "GitHub:bob\n")

    def test_fzf_takes_the_lines(self):
        if not shutil.which("fzf"):
            self.skipTest("fzf is not installed")
        out = self.shell('"$fob" code -q --at 59 "$("$fob" list | fzf --filter "github bob")"')
        self.assertEqual(out, "94287082\n")


if __name__ == "__main__":
    fob.main()
