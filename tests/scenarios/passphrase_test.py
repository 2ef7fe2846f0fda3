"""Where the vault's passphrase comes from."""

import os

from scenarios import fob
from scenarios.fob import CHEAP, PASSPHRASE, RFC_CODE_AT_59, RFC_URI, Scenario

CODE = ("code", "--at", "59", "RFC:6238")


class PassphraseScenario(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)

    def assert_opens(self, *words, **options):
        result = self.run_bare(*words, *CODE, **options)
        self.assertEqual((result.status, result.out, result.err), (0, RFC_CODE_AT_59 + "\n", ""))

    def assert_refused(self, message, *words, hint=None, **options):
        self.assert_fails(self.run_bare(*words, *CODE, **options), 5, message, hint)

    def assert_wrong(self, *words, **options):
        self.assert_refused(f"wrong passphrase for {self.vault}", *words, **options)

    def command(self, text):
        return ("--passphrase-command", text)

    def credential(self, content):
        """The variable that shows a service its credentials."""
        folder = self.home / "credentials"
        folder.mkdir()
        self.file("credentials/fob.passphrase", content, 0o440)
        return {"CREDENTIALS_DIRECTORY": str(folder)}


class Sources(PassphraseScenario):
    def test_a_descriptor(self):
        self.assert_opens("--passphrase-fd", "0", stdin=PASSPHRASE + "\n")

    def test_a_file(self):
        self.assert_opens("--passphrase-file", str(self.passphrase_file))

    def test_a_command(self):
        self.assert_opens(*self.command("cat passphrase"))

    def test_the_credential_of_a_service(self):
        self.assert_opens(environment=self.credential(PASSPHRASE))

    def test_the_terminal(self):
        session = self.type_fob(*CODE, "-q")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        self.assertEqual(self.end(session), (0, f"\n{RFC_CODE_AT_59}\n"))

    def test_a_pipe_that_has_a_name(self):
        """As <(pass show fob) is one: others may read it, and nobody else does."""
        reading, writing = os.pipe()
        os.write(writing, PASSPHRASE.encode())
        os.close(writing)
        self.assert_opens("--passphrase-file", f"/dev/fd/{reading}", pass_fds=[reading])
        os.close(reading)

    def test_the_variables(self):
        self.assert_opens(environment={"FOB_PASSPHRASE_FILE": str(self.passphrase_file)})
        self.assert_opens(environment={"FOB_PASSPHRASE_COMMAND": "cat passphrase"})

    def test_an_empty_variable_is_as_good_as_none(self):
        self.assert_opens(environment={"FOB_PASSPHRASE_FILE": "",
                                       "FOB_PASSPHRASE_COMMAND": "cat passphrase"})

    def test_an_option_may_stand_after_the_command(self):
        result = self.run_bare(*CODE, "--passphrase-file", str(self.passphrase_file))
        self.assertEqual((result.status, result.out), (0, RFC_CODE_AT_59 + "\n"))


class Order(PassphraseScenario):
    def test_two_options_are_wrong_usage(self):
        file = ("--passphrase-file", str(self.passphrase_file))
        for other in (("--passphrase-fd", "0"), self.command("cat passphrase")):
            self.assert_fails(self.run_bare(*file, *other, *CODE), 2,
                              "more than one source is given for the passphrase",
                              "keep one of the --passphrase-* options")

    def test_two_variables_are_wrong_usage(self):
        result = self.run_bare(*CODE, environment={
            "FOB_PASSPHRASE_FILE": str(self.passphrase_file),
            "FOB_PASSPHRASE_COMMAND": "cat passphrase"})
        self.assert_fails(result, 2,
                          "FOB_PASSPHRASE_FILE and FOB_PASSPHRASE_COMMAND are both set",
                          "unset one of them, or name a source with an option")

    def test_an_option_beats_a_variable_of_any_kind(self):
        wrong = {"FOB_PASSPHRASE_FILE": "/nowhere", "FOB_PASSPHRASE_COMMAND": "echo wrong"}
        self.assert_opens("--passphrase-fd", "0", stdin=PASSPHRASE, environment=wrong)
        self.assert_opens("--passphrase-file", str(self.passphrase_file), environment=wrong)
        self.assert_opens(*self.command("cat passphrase"), environment=wrong)

    def test_options_and_variables_beat_the_credential(self):
        wrong = self.credential("not this one")
        self.assert_opens("--passphrase-file", str(self.passphrase_file), environment=wrong)
        self.assert_opens(environment=wrong | {"FOB_PASSPHRASE_COMMAND": "cat passphrase"})
        self.assert_wrong(environment=wrong)

    def test_all_of_them_beat_the_terminal(self):
        self.environment |= self.credential(PASSPHRASE)
        self.assertEqual(self.end(self.type_fob(*CODE, "-q")), (0, RFC_CODE_AT_59 + "\n"))


class Failures(PassphraseScenario):
    def test_a_source_that_fails_is_never_passed_over(self):
        good = self.credential(PASSPHRASE)
        self.assert_refused("passphrase file: No such file or directory",
                            "--passphrase-file", "nowhere", environment=good)
        self.assert_refused("passphrase fd 77: Bad file descriptor", "--passphrase-fd", "77",
                            environment=good)
        self.assert_refused("the passphrase command failed (exit status 3)",
                            *self.command("cat passphrase; exit 3"), environment=good)
        self.assert_refused("passphrase file: No such file or directory",
                            environment=good | {"FOB_PASSPHRASE_FILE": "nowhere"})

    def test_not_at_a_terminal_either(self):
        session = self.type_fob("--passphrase-file", "nowhere", *CODE)
        self.assertEqual(self.end(session),
                         (5, "fob: passphrase file: No such file or directory\n"))

    def test_a_folder_is_no_passphrase(self):
        self.assert_refused("passphrase file .local: Is a directory", "--passphrase-file",
                            ".local")

    def test_a_file_that_others_may_read_is_refused(self):
        for mode in (0o640, 0o604, 0o644):
            self.passphrase_file.chmod(mode)
            self.assert_refused(
                f"passphrase file {self.passphrase_file}: its group or others may read it",
                "--passphrase-file", str(self.passphrase_file),
                hint=f"chmod 600 {self.passphrase_file}")

    def test_nothing_at_all_is_no_passphrase(self):
        self.file("empty", "", 0o600)
        self.assert_refused("passphrase file empty: there is nothing in it",
                            "--passphrase-file", "empty")
        self.assert_refused("passphrase fd 0: there is nothing in it", "--passphrase-fd", "0")
        self.assert_refused("passphrase command: there is nothing in it", *self.command(":"))

    def test_a_command_that_fails_says_how(self):
        self.assert_refused("the passphrase command failed (signal 9)",
                            *self.command("kill -9 $$"))
        result = self.run_bare(*self.command("echo no such entry >&2; exit 1"), *CODE)
        self.assertEqual((result.status, result.out, result.err), (
            5, "", "no such entry\nfob: the passphrase command failed (exit status 1)\n"))

    def test_a_command_reads_nothing_of_ours(self):
        self.assert_opens(*self.command("cat - passphrase"), stdin="not for the command\n")

    def test_a_credential_that_is_not_there_was_not_named(self):
        (self.home / "credentials").mkdir()
        self.assert_refused(
            f"no passphrase for {self.vault}, and no terminal to ask at",
            hint="give --passphrase-file PATH, --passphrase-fd N or --passphrase-command CMD",
            environment={"CREDENTIALS_DIRECTORY": str(self.home / "credentials")})

    def test_a_descriptor_must_be_a_number(self):
        for fd in ("-1", "one", "", "0x0", "99999999999"):
            self.assert_fails(self.run_bare("--passphrase-fd=" + fd, *CODE), 2,
                              "--passphrase-fd must be a whole number from 0 to 1048576")


class WrongOnes(PassphraseScenario):
    def test_elsewhere_one_wrong_passphrase_is_the_end(self):
        self.assert_wrong("--passphrase-fd", "0", stdin="wrong\n" + PASSPHRASE)

    def test_at_a_terminal_the_third_is_the_end(self):
        session = self.type_fob(*CODE)
        session.expect_exact(f"passphrase for {self.vault}: ")
        for _ in range(2):
            session.sendline("wrong")
            session.expect_exact(f"wrong; passphrase for {self.vault}: ")
        session.sendline("wrong")
        self.assertEqual(self.end(session), (5, f"\nfob: wrong passphrase for {self.vault}\n"))

    def test_at_a_terminal_the_third_may_be_right(self):
        session = self.type_fob("-q", *CODE)
        session.expect_exact("passphrase for")
        for passphrase in ("wrong", ""):
            session.sendline(passphrase)
            session.expect_exact("wrong; passphrase for")
        session.sendline(PASSPHRASE)
        status, text = self.end(session)
        self.assertEqual((status, text.splitlines()[-1]), (0, RFC_CODE_AT_59))

    def test_a_source_is_not_asked_again_at_a_terminal(self):
        session = self.type_fob(*self.command("echo wrong"), *CODE)
        self.assertEqual(self.end(session), (5, f"fob: wrong passphrase for {self.vault}\n"))

    def test_without_input_nothing_is_asked(self):
        hint = "give --passphrase-file PATH, --passphrase-fd N or --passphrase-command CMD"
        self.assert_refused(f"no passphrase for {self.vault}, and --no-input is given",
                            "--no-input", hint=hint)
        self.assertEqual(self.end(self.type_fob("--no-input", *CODE)), (
            5, f"fob: no passphrase for {self.vault}, and --no-input is given\nhint: {hint}\n"))


class Lines(PassphraseScenario):
    def test_the_line_may_end_in_any_way_or_not_at_all(self):
        for end in ("", "\n", "\r\n", "\nmore\n", "\r\nmore"):
            self.assert_opens("--passphrase-fd", "0", stdin=PASSPHRASE + end)
            self.assert_opens(*self.command(f"printf '%s' '{PASSPHRASE}{end}'"))

    def test_all_else_belongs_to_it(self):
        for other in (" " + PASSPHRASE, PASSPHRASE + " ", PASSPHRASE + "\r", PASSPHRASE + "\0"):
            self.assert_wrong("--passphrase-fd", "0", stdin=other)

    def test_it_need_not_be_text(self):
        passphrase = bytes(range(128, 256)) + b"\0\x01"
        self.fob("export", "--to", "fob", "-o", "other.fob", "-q", "--new-passphrase-fd", "0",
                 stdin=passphrase)
        self.assertEqual(self.run_bare("--vault", "other.fob", "--passphrase-fd", "0", "list",
                                       stdin=passphrase + b"\r\n").out, "RFC:6238\n")

    def test_two_passphrases_come_on_two_lines_of_one_descriptor(self):
        result = self.run_bare("export", "--to", "fob", "-o", "other.fob", "--passphrase-fd",
                               "0", "--new-passphrase-fd", "0",
                               stdin=f"{PASSPHRASE}\nanother one of some length\n")
        self.assertEqual((result.status, result.err), (0, "fob: wrote 1 account to other.fob\n"))
        self.assertEqual(self.run_bare("--vault", "other.fob", "--passphrase-fd", "0", "list",
                                       stdin="another one of some length").out, "RFC:6238\n")

    def test_what_follows_it_is_still_there_for_the_command(self):
        for words, follows, out in (
                (("add", "-"), RFC_URI.replace("6238", "two"), "RFC:two\n"),
                (("import", "-"), RFC_URI.replace("6238", "three"),
                 "1 added, 0 already there, 0 in conflict, 0 rejected\n"),
                (("import", "--dry-run", "-"), RFC_URI,
                 "0 added, 1 already there, 0 in conflict, 0 rejected\n"),
                (("verify", "--at", "59", "RFC:6238", "-"), RFC_CODE_AT_59, "valid\n")):
            result = self.run_bare(*words, "--passphrase-fd", "0",
                                   stdin=f"{PASSPHRASE}\n{follows}\n")
            self.assertEqual((result.status, result.out), (0, out), words)


class NewOnes(Scenario):
    def test_where_there_is_no_vault_yet_it_is_the_new_one(self):
        self.fob("init", "--vault", "first.fob", *CHEAP, "-q")
        result = self.run_bare("init", "--vault", "second.fob", *CHEAP, "-q",
                               "--new-passphrase-file", str(self.passphrase_file))
        self.assertEqual((result.status, result.err), (0, ""))
        for vault in ("first.fob", "second.fob"):
            self.fob("--vault", vault, "list", "-q")

    def test_not_from_two_sources(self):
        result = self.run_fob("init", *CHEAP, "--new-passphrase-fd", "0", stdin=PASSPHRASE)
        self.assert_fails(result, 2, "more than one source is given for the new passphrase",
                          "keep one of the --new-passphrase-* and --passphrase-* options")
        self.assertFalse(self.vault.exists())

    def test_an_empty_one_is_refused(self):
        result = self.run_bare("init", *CHEAP, "--passphrase-fd", "0", stdin="\nsecond line")
        self.assert_fails(result, 2, "an empty passphrase protects nothing",
                          "several words that have nothing to do with each other make a good one")
        self.assertFalse(self.vault.exists())

    def test_a_weak_one_from_a_script_is_a_note(self):
        result = self.run_bare("init", *CHEAP, "--passphrase-fd", "0", stdin="password1")
        self.assertEqual(result.status, 0)
        self.assertIn("fob: the new passphrase is weak: it can be guessed\n", result.err)

    def test_without_a_source_and_a_terminal_there_is_none(self):
        self.assert_fails(self.run_bare("init", *CHEAP), 5,
                          f"no passphrase for {self.vault}, and no terminal to ask at",
                          "give --passphrase-file PATH or --passphrase-fd N")
        self.assertFalse(self.vault.exists())


if __name__ == "__main__":
    fob.main()
