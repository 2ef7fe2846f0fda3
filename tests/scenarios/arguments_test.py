"""The words of the command line, whatever they are."""

import json
import re
import subprocess

from scenarios import fob
from scenarios.fob import PASSPHRASE, PROGRAM, RFC_CODE_AT_59, RFC_SECRET, RFC_URI, Scenario, plain


def commands():
    """The commands that fob --help lists."""
    text = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"(?:  |, )([a-z-]+)(?=,|\n| \(or )", text.split("\n\n")[2] + "\n")


class Bare(Scenario):
    def test_without_a_vault_it_says_where_to_begin(self):
        result = self.run_bare()
        self.assertEqual((result.status, result.out, result.err), (2, "", """\
fob: one-time codes from an encrypted vault

  fob init               make a vault: begin here
  fob import FILE        take in a list of otpauth:// URIs
  fob code -             print a code without a vault
  fob add NAME           add an account

More: fob --help, fob help
"""))
        self.assertEqual([path.name for path in self.home.iterdir()], ["passphrase"])

    def test_in_a_pipe_it_says_what_there_is_to_type_and_opens_nothing(self):
        self.make_vault(RFC_URI)
        result = self.run_bare()
        self.assertEqual((result.status, result.out, result.err), (2, "", """\
fob: one-time codes from an encrypted vault

  fob NAME               print a code
  fob list               list the accounts
  fob code --all         print all codes
  fob add NAME           add an account

More: fob --help, fob help
"""))

    def test_at_a_terminal_without_a_vault_it_is_the_same(self):
        status, text = self.end(self.type_fob())
        self.assertEqual((status, text), (2, self.run_bare().err))

    def test_at_a_terminal_with_a_vault_it_shows_all_codes(self):
        self.make_vault(RFC_URI)
        session = self.type_fob()
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertRegex(plain(text), r"^\n\d{3} \d{3} \d{2}  RFC:6238 +\d+s\n$")

    def test_global_options_change_nothing_about_that(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.run_bare("-q", "--vault", str(self.vault)).err,
                         self.run_bare().err)
        result = self.run_bare("--json")
        self.assertEqual((result.status, result.out), (2, ""))
        self.assertEqual(json.loads(result.err)["error"], {
            "kind": "usage", "message": "no command is given", "hint": "type: fob --help"})


class Help(Scenario):
    def assert_is_help(self, text):
        self.assertLessEqual(len(text.splitlines()), 24, text)
        self.assertLessEqual(max(map(len, text.splitlines())), 80, text)
        examples = text.split("\nExamples:\n")[1].split("\n\n")[0].splitlines()
        self.assertEqual(len(examples), 2, text)
        for example in examples:
            self.assertRegex(example, r"^  .*\bfob ")

    def test_all_of_it_fits_a_small_terminal(self):
        self.assert_is_help(self.fob("--help"))
        for command in commands():
            with self.subTest(command):
                text = self.fob(command, "--help")
                self.assert_is_help(text)
                self.assertTrue(text.startswith(f"fob {command}: "))
                self.assertTrue(text.endswith(f"\nMore: fob --help, fob help {command}\n"))

    def test_it_comes_wherever_it_is_asked_for(self):
        text = self.fob("list", "--help")
        for words in (["list", "-h"], ["-h", "list"], ["--help", "list"], ["-q", "-h", "list"],
                      ["list", "--nonsense", "-h"], ["list", "a", "b", "c", "-h"],
                      ["list", "--tag", "-h"], ["list", "-qh"], ["--vault", "/x", "list", "-h"]):
            self.assertEqual(self.run_bare(*words), fob.Result(0, text, ""), words)
        self.assertEqual(self.fob("-h"), self.fob("--help"))
        self.assertEqual(self.fob("--json", "list", "-h"), text)

    def test_an_alias_and_a_name_have_the_help_of_code(self):
        text = self.fob("code", "--help")
        for words in (["otp", "-h"], ["GitHub:alice", "-h"], ["-", "-h"]):
            self.assertEqual(self.fob(*words), text)

    def test_after_the_end_of_options_it_is_a_name(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("code", "--", "-h"), 3, "no account matches '-h'",
                          "type: fob list")

    def test_it_names_no_file_of_the_machine(self):
        for command in commands():
            self.assertNotIn(str(self.home), self.fob(command, "--help"))

    def test_under_json_the_version_is_a_document_and_help_stays_a_text(self):
        for words in (["--json", "--version"], ["list", "-V", "--json"]):
            self.assertEqual(json.loads(self.fob(*words)),
                             {"name": "fob", "version": self.fob("-V").split()[1]})
        self.assertEqual(self.fob("--json", "--help"), self.fob("--help"))
        self.assertEqual(self.fob("list", "--json", "-h"), self.fob("list", "-h"))

    def test_the_version_is_one_line(self):
        for words in (["--version"], ["-V"], ["list", "-V"], ["-V", "list"]):
            self.assertRegex(self.fob(*words), r"\Afob \d+\.\d+\.\d+\n\Z")


class Names(Scenario):
    reserved = ["recovery-codes", "scan", "qr", "merge", "sync"]

    def test_a_name_of_a_later_version_is_refused_before_anything_is_asked(self):
        for name in self.reserved:
            for words in ([name], ["-q", name], [name, "-q"], [name, "other", "--words"]):
                self.assert_fails(self.run_bare(*words), 2, f"{name} is not in this version",
                                  f"for an account of that name, type: fob code {name}")

    def test_an_account_of_such_a_name_is_still_reached(self):
        self.make_vault(RFC_URI.replace("6238", "sync").replace("RFC", "sync"))
        for words in (["code", "sync"], ["--", "sync"], ["otp", "sync"]):
            self.assertEqual(self.fob(*words, "--at", "59") if words[0] != "--" else
                             self.fob("--at", "59", *words), RFC_CODE_AT_59 + "\n")

    def test_a_slip_of_the_finger_is_named(self):
        for typed, meant in (("lst", "list"), ("lits", "list"), ("lisst", "list"),
                             ("kist", "list"), ("ad", "add"), ("oto", "otp"), ("cde", "code"),
                             ("exprot", "export"), ("intit", "init")):
            self.assert_fails(
                self.run_bare(typed), 2, f"there is no command '{typed}'",
                f"did you mean: fob {meant}    for an account of that name: fob -- {typed}")

    def test_even_where_an_account_is_so_named(self):
        self.make_vault(RFC_URI.replace("6238", "lst").replace("RFC", "lst"))
        self.assertEqual(self.run_fob("lst").status, 2)
        self.assertEqual(self.fob("--at", "59", "--", "lst"), RFC_CODE_AT_59 + "\n")

    def test_two_slips_make_a_name(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_fob("lsst-x"), 3, "no account matches 'lsst-x'",
                          "type: fob list")

    def test_an_empty_name_is_refused_before_anything_is_asked(self):
        for words in ([""], ["code", ""], ["list", ""], ["show", ""], ["verify", "", "123456"],
                      ["export", ""], ["code", "a", ""]):
            self.assert_fails(self.run_bare(*words), 2, "the QUERY is empty", "type: fob list")

    def test_so_is_one_that_is_not_utf8(self):
        for words in ([b"\xff"], ["code", b"\xc3("], ["list", b"a\xff"], ["show", b"\xed\xa0\x80"]):
            self.assert_fails(self.run_bare(*words), 2, "the QUERY is not UTF-8",
                              "type: fob list")


class Options(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)

    def test_they_stand_before_and_after_the_command_and_its_operands(self):
        file = ["--passphrase-file", str(self.passphrase_file)]
        for words in ([*file, "code", "6238", "--at", "59"], ["code", *file, "6238", "--at=59"],
                      ["code", "--at", "59", "6238", *file], ["--at", "59", *file, "code", "6238"],
                      ["--vault", str(self.vault), "code", "6238", "--at", "59", *file]):
            self.assertEqual(self.run_bare(*words), fob.Result(0, RFC_CODE_AT_59 + "\n", ""))

    def test_what_follows_two_dashes_is_no_option(self):
        self.assertEqual(self.fob("--at", "59", "--", "RFC:6238"), RFC_CODE_AT_59 + "\n")
        self.assertEqual(self.fob("code", "--at", "59", "--", "RFC:6238"), RFC_CODE_AT_59 + "\n")
        self.assert_fails(self.run_fob("list", "--", "--long"), 3, "no account matches '--long'",
                          "type: fob list")
        self.assert_fails(self.run_fob("--", "--version"), 3, "no account matches '--version'",
                          "type: fob list")
        self.assertEqual(self.run_bare("--").err, self.run_bare().err)

    def test_one_that_is_not_known_is_named_and_guessed_at(self):
        help_line = "type: fob list --help"
        for typed, message, hint in (
                ("--lng", "there is no option --lng", "did you mean: --long"),
                ("--quite", "there is no option --quite", "did you mean: --quiet"),
                ("--tags", "there is no option --tags", "did you mean: --tag"),
                ("--nothing-like-it", "there is no option --nothing-like-it", help_line),
                ("--tagg=work", "there is no option --tagg", "did you mean: --tag"),
                ("-x", "there is no option -x", help_line)):
            self.assert_fails(self.run_bare("list", typed), 2, message, hint)

    def test_an_option_of_another_command_is_not_known(self):
        self.assert_fails(self.run_bare("init", "--all"), 2, "there is no option --all",
                          "type: fob init --help")

    def test_one_may_not_be_shortened(self):
        self.assert_fails(self.run_bare("list", "--lo"), 2, "there is no option --lo",
                          "type: fob list --help")

    def test_a_value_that_is_missing_is_missed(self):
        for words in (["list", "--tag"], ["list", "--vault"], ["list", "--kdf-limit"]):
            self.assert_fails(self.run_bare(*words), 2, f"{words[-1]} needs a value",
                              "type: fob list --help")
        self.assert_fails(self.run_bare("--vault"), 2, "--vault needs a value",
                          "type: fob --help")

    def test_an_option_is_given_once(self):
        for words in (["--vault", "a", "list", "--vault", "b"], ["list", "--tag=a", "--tag=a"],
                      ["code", "--at", "1", "--at", "1", "x"]):
            name = next(word for word in words if word.startswith("--")).split("=")[0]
            result = self.run_bare(*words)
            self.assertEqual((result.status, result.out), (2, ""))
            self.assertTrue(result.err.startswith(f"fob: {name} is given more than once\n"),
                            result.err)

    def test_but_a_flag_may_be_repeated(self):
        self.assertEqual(self.fob("list", "-q", "-q", "--quiet", "-qq"), "RFC:6238\n")

    def test_a_flag_takes_no_value(self):
        for typed in ("--long=3", "--json=1", "--json=true", "--yes=false", "--quiet=", "-q=1"):
            self.assert_fails(self.run_bare("list", typed), 2,
                              f"{typed.split('=')[0]} takes no value", "type: fob list --help")

    def test_a_word_out_of_a_list_is_checked(self):
        self.assert_fails(self.run_bare("list", "--color", "blue"), 2,
                          "--color must be one of: auto, always, never")

    def test_verbose_says_which_vault_was_opened(self):
        result = self.run_fob("list", "--verbose")
        self.assertRegex(result.err, rf"(?m)^fob: opened {self.vault}, generation \d+$")

    def test_a_number_is_checked(self):
        for value in ("0", "-1", "1e3", "1 ", "010", "0x10", "99999999999999999999"):
            self.assert_fails(self.run_bare("list", f"--kdf-limit={value}"), 2,
                              "--kdf-limit must be a whole number from 1 to 16777216")


class Many(Scenario):
    def test_ten_thousand_names_are_no_more_trouble_than_one(self):
        self.make_vault(RFC_URI)
        out = self.fob("code", "--at", "59", *["6238"] * 10_000)
        self.assertEqual(out, f"{RFC_CODE_AT_59}\tRFC:6238\n" * 10_000)

    def test_ten_thousand_words_that_make_no_sense_are_refused(self):
        self.assertEqual(self.run_bare("list", *["x"] * 10_000).status, 2)
        self.assertEqual(self.run_bare("list", *["--x"] * 10_000).status, 2)

    def test_a_very_long_word_is_a_word(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.run_fob("code", "x" * 100_000).status, 3)
        self.assertEqual(self.run_bare("list", "--" + "x" * 100_000).status, 2)


class Secrets(Scenario):
    """A secret that slipped into the command line appears in no message."""

    uri = RFC_URI
    refused = ("fob: a URI cannot be given here, and is now in the shell's history\n"
               "hint: to keep it, type: fob add -    to use it once: fob code -    "
               "and paste it there\n")

    def test_a_uri_where_none_can_be(self):
        self.make_vault(RFC_URI)
        before = self.vault.read_bytes()
        for words in ([self.uri], ["code", self.uri], ["list", self.uri], ["show", self.uri],
                      ["verify", self.uri, "123456"], ["verify", "6238", self.uri],
                      ["export", self.uri], ["import", self.uri], ["init", self.uri],
                      ["--vault", self.uri, "list"], ["list", "--tag", self.uri],
                      ["list", f"--tag={self.uri}"], ["code", "--digits", self.uri, "6238"],
                      ["export", "-o", self.uri], ["add", "--note", self.uri, "name"],
                      ["add", f"--issuer={self.uri}"], ["--passphrase-command", self.uri, "list"],
                      ["code", self.uri.upper()], ["code", f"'{self.uri}'"], ["--", self.uri]):
            self.assertEqual(self.run_bare(*words), fob.Result(2, "", self.refused), words)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_with_an_option_that_is_none(self):
        for words in (["list", "--tga", self.uri], ["list", f"--{self.uri}"],
                      ["list", f"-x{self.uri}"], ["list", "--long", f"--uri={self.uri}"],
                      [f"--lst={self.uri}"], ["--json", "list", f"--tga={self.uri}"]):
            result = self.run_bare(*words)
            self.assertEqual((result.status, result.out), (2, ""), words)
            self.assertNotIn(RFC_SECRET[:6], result.err)

    def test_a_bare_secret_that_is_one_operand_too_many(self):
        hint = "fob asks for secrets; what looks like one here is in the shell's history now"
        grouped = " ".join(re.findall("....", RFC_SECRET.lower()))
        for secret in (RFC_SECRET, RFC_SECRET.lower(), grouped, "0123456789abcdef0123" * 2):
            for words, message in ((["show", "x", "--secret"], "show takes one QUERY"),
                                   (["edit", "x", "--secret"], "edit takes one QUERY"),
                                   (["add", "x"], "add takes one NAME"),
                                   (["list", "x"], "list takes one QUERY"),
                                   (["init"], "init takes no operand"),
                                   (["verify", "x", "1"], "verify takes a QUERY and a CODE"),
                                   (["rename", "x", "y"], "rename takes a QUERY and the new name")):
                self.assert_fails(self.run_bare(*words, secret), 2, message, hint)

    def test_a_bare_secret_in_the_place_of_a_file_or_a_command(self):
        self.assert_fails(self.run_bare("import", RFC_SECRET), 10,
                          "there is no such file; its name looks like a secret",
                          "it is in the shell's history now; fob add NAME asks for a secret")
        self.assert_fails(self.run_bare("help", RFC_SECRET), 2, "there is no such command",
                          "type: fob --help")

    def test_what_looks_like_a_secret_may_be_the_name_of_a_file(self):
        self.make_vault()
        self.file(RFC_SECRET, RFC_URI)
        self.assertEqual(self.run_fob("import", "-q", RFC_SECRET).status, 0)

    def test_a_bare_secret_in_the_place_of_an_option(self):
        for words in ([f"--{RFC_SECRET}"], ["code", f"-{RFC_SECRET}"],
                      ["list", f"--tga={RFC_SECRET}"], ["list", f"--color={RFC_SECRET}"],
                      ["list", f"--kdf-limit={RFC_SECRET}"], ["list", f"--json={RFC_SECRET}"],
                      ["code", "--at", RFC_SECRET, "-"], ["add", "--type", RFC_SECRET, "x"],
                      ["add", "--algorithm", RFC_SECRET, "x"], ["add", "--digits", RFC_SECRET, "x"]):
            result = self.run_bare(*words)
            self.assertIn(result.status, (2, 9), words)
            self.assertNotIn(RFC_SECRET[:6], result.out + result.err)


class Environment(Scenario):
    def run_without(self, *names, **options):
        for name in names:
            self.environment.pop(name)
        return self.run_fob("list", **options)

    def test_without_a_home_there_is_no_place_for_a_vault(self):
        self.assert_fails(self.run_without("HOME"), 10,
                          "HOME does not name a folder, so there is no place for the vault",
                          "say where it is: --vault PATH, or FOB_VAULT")

    def test_nor_with_one_that_moves(self):
        self.environment["HOME"] = "."
        self.assertEqual(self.run_fob("list").status, 10)

    def test_a_vault_that_is_named_needs_no_home(self):
        self.make_vault(RFC_URI)
        self.assertEqual(self.run_without("HOME", environment={"FOB_VAULT": str(self.vault)}).out,
                         "RFC:6238\n")
        self.assertEqual(self.fob("--vault", str(self.vault), "list"), "RFC:6238\n")

    def test_the_option_beats_the_variable(self):
        self.make_vault(RFC_URI)
        self.environment["FOB_VAULT"] = "/nowhere/vault.fob"
        self.assert_fails(self.run_fob("list"), 6, "there is no vault at /nowhere/vault.fob",
                          "fob init makes one")
        self.assertEqual(self.fob("list", "--vault", str(self.vault)), "RFC:6238\n")

    def test_the_data_folder_is_honored_unless_it_is_relative(self):
        self.make_vault(RFC_URI)
        self.environment["XDG_DATA_HOME"] = "here"
        self.assertEqual(self.fob("list"), "RFC:6238\n")
        self.environment["XDG_DATA_HOME"] = str(self.home / "there")
        self.assert_fails(self.run_fob("list"), 6,
                          f"there is no vault at {self.home}/there/fob/vault.fob",
                          "fob init makes one")

    def test_an_empty_name_of_a_vault_is_none(self):
        for words in (["--vault="], ["--vault", ""]):
            self.assert_fails(self.run_bare(*words, "list"), 2, "--vault must name a file",
                              "leave it out for the vault in its usual place")

    def test_a_file_name_need_not_be_utf8(self):
        self.assert_fails(self.run_bare("--vault", b"/nowhere/\xff\x1b", "list"), 6,
                          r"there is no vault at /nowhere/\xff\x1b",
                          r"fob --vault $'/nowhere/\xff\x1b' init makes one")


if __name__ == "__main__":
    fob.main()
