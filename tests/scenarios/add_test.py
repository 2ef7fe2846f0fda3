"""fob add."""

import base64
import json
import re

from scenarios import fob, transfer, vaults
from scenarios.fob import (PASSPHRASE, PROGRAM, RFC_CODE_AT_59, RFC_SECRET, RFC_URI,
                           Scenario)

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
HISTORY = "fob: warning: the URI is now in the shell's history; fob add - keeps it out\n"
NO_OPTIONS_WITH_A_URI = ("a URI says itself what the secret is and how its codes are made",
                         "leave out the options from --type to --secret-format, and the secret's")
NO_URI = ("there is no URI in what was given", "to type a secret instead: fob add NAME")


class Uris(Scenario):
    def test_one_as_argument_works_with_a_warning(self):
        self.make_vault()
        result = self.run_fob("add", RFC_URI)
        self.assertEqual((result.status, result.out, result.err), (0, "RFC:6238\n", HISTORY))
        self.assertEqual(self.fob("code", "--at", "59", "RFC:6238"), RFC_CODE_AT_59 + "\n")

    def test_one_as_argument_is_wiped_while_fob_runs(self):
        self.make_vault()
        uri = RFC_URI.replace("otpauth", "OTPAuth")
        session = self.type_fob("add", uri)
        session.expect_exact(f"passphrase for {self.vault}: ")
        with open(f"/proc/{session.pid}/cmdline", "rb") as arguments:
            shown = arguments.read()
        self.assertTrue(shown.startswith(PROGRAM.encode() + b"\0add\0"), shown)
        self.assertNotIn(b"secret", shown)
        self.assertNotIn(RFC_SECRET.encode(), shown)
        session.sendline("no")
        session.close(force=True)

    def test_a_pipe_is_read(self):
        self.make_vault()
        for words in (["add"], ["add", "-"]):
            result = self.run_fob(*words, stdin=f"# mine\r\n\r\n{RFC_URI}\r\n")
            self.assertEqual((result.status, result.out), (0, "RFC:6238\n"))

    def test_the_passphrase_may_stand_before_them(self):
        self.make_vault()
        result = self.run_bare("add", "-", "--passphrase-fd", "0",
                               stdin=f"{PASSPHRASE}\n{RFC_URI}\n")
        self.assertEqual((result.status, result.out), (0, "RFC:6238\n"), result.err)

    def test_passphrase_secret_and_pin_may_be_lines_of_one_descriptor(self):
        self.make_vault()
        result = self.run_with_lines("add", "Door:me", "--type", "motp", "--passphrase-fd", "FD",
                                     "--pin-fd", "FD", "--secret-fd", "FD",
                                     lines=(PASSPHRASE, "e3152afee62599c8", "1234"))
        self.assertEqual((result.status, result.out, result.err), (0, "Door:me\n", ""))
        self.assertEqual(self.fob("show", "--secret", "Door:me"), "e3152afee62599c8\n")

    def test_several_are_added_in_one_write(self):
        self.make_vault()
        self.assertEqual(self.fob("add", "-", stdin=f"{ALICE}\n{RFC_URI}\n"),
                         "GitHub:alice\nRFC:6238\n")
        self.assertEqual(vaults.read(self.vault, PASSPHRASE).generation, 2)

    def test_all_are_added_or_none(self):
        self.make_vault()
        before = self.vault.read_bytes()
        for bad, reason in (("hello", "not an otpauth URI"),
                            ("otpauth://totp/a", "the secret is missing"),
                            (f"{RFC_URI}&period=0", "period must be a whole number")):
            result = self.run_fob("add", "-", stdin=f"{ALICE}\n{bad}\n")
            self.assertEqual((result.status, result.out), (9, ""))
            self.assertTrue(result.err.startswith(f"fob: line 2: {reason}"), result.err)
            self.assertEqual(self.vault.read_bytes(), before)

    def test_where_there_is_one_its_line_says_nothing(self):
        self.make_vault()
        self.assert_fails(self.run_fob("add", "-", stdin="\notpauth://totp/a?secret=\n"), 9,
                          "the secret is empty")

    def test_what_holds_none_is_malformed(self):
        self.make_vault()
        for given in ("", "\n", f"{RFC_SECRET}\n", "{}", f"# {RFC_URI}\n"):
            self.assert_fails(self.run_fob("add", "-", stdin=given), 9, *NO_URI)

    def test_a_malformed_one_is_refused_before_a_passphrase_is_asked_for(self):
        self.make_vault()
        self.assert_fails(self.run_bare("add", "-", stdin="otpauth://totp/a"), 9,
                          "the secret is missing")

    def test_a_transfer_may_be_added_too_and_says_what_is_missing(self):
        self.make_vault()
        uri = transfer.picture(transfer.account("mia", "Bank"), transfer.account("tom", "Bank"),
                               count=2, index=0)
        result = self.run_fob("add", "-", stdin=uri)
        self.assertEqual((result.status, result.out, result.err), (
            0, "Bank:mia\nBank:tom\n", "fob: warning: QR 2 of 2 is missing\n"))

    def test_names_tags_and_a_note_may_be_given_beside_it(self):
        self.make_vault()
        self.assertEqual(self.fob("add", "-", "--issuer", "Work", "--account", "me", "--tag", "a",
                                  "--tag", "b", "--note", "spare", stdin=ALICE), "Work:me\n")
        account = json.loads(self.fob("show", "--json", "Work:me"))
        self.assertEqual((account["issuer"], account["account"], account["tags"],
                          account["note"]), ("Work", "me", ["a", "b"], "spare"))

    def test_a_name_for_several_is_wrong_usage(self):
        self.make_vault()
        self.assert_fails(self.run_fob("add", "-", "--issuer", "X", stdin=f"{ALICE}\n{RFC_URI}"),
                          2, "--issuer and --account are for one account",
                          "leave them out, and afterwards type: fob rename QUERY ISSUER:ACCOUNT")

    def test_how_codes_are_made_is_the_uri_s_to_say(self):
        self.make_vault()
        for words in (["--digits", "8"], ["--type", "totp"], ["--generate"],
                      ["--secret-file", "passphrase"]):
            self.assert_fails(self.run_fob("add", "-", *words, stdin=ALICE), 2,
                              *NO_OPTIONS_WITH_A_URI)

    def test_a_short_secret_and_a_missing_counter_are_notes(self):
        self.make_vault()
        result = self.run_fob("add", "-", stdin="otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP")
        self.assertEqual((result.status, result.out, sorted(result.err.splitlines())), (
            0, "a\n", ["fob: it has no counter; it starts at 0",
                       "fob: the secret is 80 bits long; 128 or more are recommended"]))


class Names(Scenario):
    def add(self, *words, secret=RFC_SECRET, **options):
        """fob add with this secret from a file."""
        self.file("secret", secret + "\n", 0o600)
        return self.run_fob("add", *words, "--secret-file", "secret", **options)

    def test_a_name_is_split_at_its_first_colon(self):
        self.make_vault()
        for words, name, issuer, account in (
                (["GitHub:alice"], "GitHub:alice", "GitHub", "alice"),
                (["me"], "me", "", "me"),
                (["A: b:c"], "A:b:c", "A", "b:c"),
                (["b:c", "--issuer", "Long"], "Long:b:c", "Long", "b:c"),
                (["Shop: one", "--account", "x"], "Shop: one:x", "Shop: one", "x"),
                (["--issuer", "I", "--account", "a"], "I:a", "I", "a")):
            self.assertEqual(self.add(*words).out, name + "\n")
            shown = json.loads(self.fob("show", "--json", name))
            self.assertEqual((shown["issuer"], shown["account"]), (issuer, account))

    def test_too_many_names_or_none_are_wrong_usage(self):
        self.make_vault()
        self.assert_fails(self.add("a", "b"), 2, "add takes one NAME",
                          "put a NAME with spaces in quotes")
        self.assert_fails(self.add("n", "--issuer", "i", "--account", "a"), 2,
                          "NAME does not go with both --issuer and --account",
                          "leave out one of the three")
        for words in ([], [""], [":"], ["--issuer", ""]):
            self.assert_fails(self.add(*words), 2, "no NAME is given",
                              "type: fob add ISSUER:ACCOUNT    or: fob add -")

    def test_an_existing_file_is_no_name(self):
        self.make_vault()
        self.file("accounts.txt", ALICE)
        self.assert_fails(self.add("accounts.txt"), 2, "accounts.txt is a file",
                          "type: fob import accounts.txt")
        self.assertEqual(self.fob("list"), "")

    def test_a_folder_that_is_called_so_is_in_nobody_s_way(self):
        self.make_vault()
        (self.home / "GitHub").mkdir()
        self.assertEqual(self.add("GitHub").out, "GitHub\n")

    def test_each_type_has_its_secret_and_options(self):
        self.make_vault()
        for number, (words, secret, uri) in enumerate((
                (["--type", "totp", "--algorithm", "sha512", "--digits", "8", "--period", "60"],
                 RFC_SECRET, f"totp/{{}}?secret={RFC_SECRET}&algorithm=SHA512&digits=8&period=60"),
                (["--type", "hotp", "--counter", "7"], RFC_SECRET,
                 f"hotp/{{}}?secret={RFC_SECRET}&algorithm=SHA1&digits=6&counter=7"),
                (["--type", "steam"], RFC_SECRET, f"steam/{{}}?secret={RFC_SECRET}"),
                (["--type", "motp"], "e3152afee62599c8", "motp://{}?secret=e3152afee62599c8"),
                (["--type", "yandex"], "6SB2IKNM6OBZPAVBVTOHDKS4FA",
                 "yaotp/{}?secret=6SB2IKNM6OBZPAVBVTOHDKS4FA"))):
            name = f"name{number}"
            self.assertEqual(self.add(name, *words, secret=secret).status, 0)
            shown = self.fob("show", "--uri", name)
            uri = uri if "://" in uri else "otpauth://" + uri
            self.assertTrue(shown.startswith(uri.format(name)), shown)

    def test_an_option_of_another_type_is_wrong_usage(self):
        self.make_vault()
        for kind, *words in (("totp", "--counter", "1"), ("hotp", "--period", "30"),
                             ("steam", "--digits", "5"), ("motp", "--algorithm", "sha1"),
                             ("yandex", "--period", "30"), ("motp", "--secret-format", "hex")):
            self.assert_fails(self.add("x", "--type", kind, *words), 2,
                              f"{words[0]} is not for {kind}", f"leave out {words[0]}")
        self.assert_fails(self.add("x", "--type", "otp"), 2,
                          "--type must be one of: totp, hotp, steam, motp, yandex")

    def test_a_pin_may_be_kept(self):
        self.make_vault()
        self.file("pin", "1234\n", 0o600)
        self.assertEqual(self.add("Door:me", "--type", "motp", "--pin-file", "pin",
                                  secret="e3152afee62599c8").out, "Door:me\n")
        self.assertEqual(self.fob("code", "--at", "123456789", "Door:me"), "4ebfb2\n")

    def test_a_pin_is_not_for_every_type(self):
        self.make_vault()
        self.file("pin", "1234\n", 0o600)
        self.assert_fails(self.add("x", "--pin-file", "pin"), 2, "a PIN is not for totp",
                          "leave out --pin-fd and --pin-file")

    def test_a_name_a_pin_and_a_secret_must_be_text(self):
        self.make_vault()
        self.file("bad", b"ab\xff\n", 0o600)
        self.file("good", "e3152afee62599c8\n", 0o600)
        self.assert_fails(self.add(b"caf\xe9:bob"), 2, "NAME is not UTF-8")
        motp = ("Door:me", "--type", "motp")
        self.assert_fails(self.run_fob("add", *motp, "--secret-file", "bad"), 9,
                          "the secret is not text")
        self.assert_fails(self.run_fob("add", *motp, "--secret-file", "good", "--pin-file",
                                       "bad"), 9, "the PIN is not text")
        self.file("none", "\n", 0o600)
        self.assert_fails(self.run_fob("add", *motp, "--secret-file", "good", "--pin-file",
                                       "none"), 9, "the PIN is empty")
        self.assertEqual(self.fob("list"), "")

    def test_a_generated_secret_that_is_left_out_is_not_printed(self):
        self.make_vault()
        self.fob("add", "X:a", "--generate")
        result = self.run_fob("add", "X:a", "--generate", "--on-duplicate", "skip")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: X:a is left out\n"))


class Secrets(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault()

    def assert_taken(self, result):
        self.assertEqual((result.status, result.out, result.err), (0, "x\n", ""))
        self.assertEqual(self.fob("show", "--secret", "x"), RFC_SECRET + "\n")
        self.vault.unlink()
        self.vault.with_name("vault.fob~").unlink()
        self.make_vault()

    def test_from_a_descriptor(self):
        self.assert_taken(self.run_fob("add", "x", "--secret-fd", "0",
                                       stdin=RFC_SECRET + "\r\nmore\n"))

    def test_spaces_hyphens_and_case_do_not_matter(self):
        written = " ".join(re.findall("....", RFC_SECRET.lower())) + "-="
        self.assert_taken(self.run_fob("add", "x", "--secret-fd", "0", stdin=written))

    def test_hex_and_base64(self):
        data = base64.b32decode(RFC_SECRET)
        for form, text in (("hex", data.hex(" ").upper()), ("base64", base64.b64encode(data))):
            self.assert_taken(self.run_fob("add", "x", "--secret-format", form, "--secret-fd",
                                           "0", stdin=text))

    def test_a_file_that_others_may_read_is_refused(self):
        self.file("secret", RFC_SECRET, 0o640)
        self.assert_fails(self.run_fob("add", "x", "--secret-file", "secret"), 10,
                          "secret file secret: its group or others may read it",
                          "chmod 600 secret")

    def test_one_that_is_not_there_is_a_failure(self):
        self.assert_fails(self.run_fob("add", "x", "--secret-file", "none"), 10,
                          "secret file: No such file or directory")
        self.assert_fails(self.run_fob("add", "x", "--secret-fd", "9"), 10,
                          "secret fd 9: Bad file descriptor")

    def test_where_there_is_none_the_input_is_malformed(self):
        empty = str(self.file("empty", "", 0o600))
        self.assert_fails(self.run_fob("add", "x", "--secret-file", empty), 9,
                          f"secret file {empty}: there is nothing in it")
        self.assert_fails(self.run_fob("add", "x", "--secret-fd", "0"), 9,
                          "secret fd 0: there is nothing in it")
        self.assert_fails(self.run_fob("add", "x", "--secret-fd", "0", stdin="\n"), 9,
                          "the secret is empty")
        long = str(self.file("long", "A" * 65537, 0o600))
        self.assert_fails(self.run_fob("add", "x", "--secret-file", long), 9,
                          f"secret file {long}: its first line is longer than 64 KiB")
        self.assert_fails(self.run_fob("add", "x", "--type", "motp", "--pin-file", empty,
                                       "--secret-fd", "0", stdin="e3152afee62599c8"), 9,
                          f"PIN file {empty}: there is nothing in it")

    def test_a_bad_one_is_malformed_and_never_told(self):
        formats = "how it is written is for --secret-format to say: base32, hex or base64"
        for form, secret, message, hint in (
                ("hex", "XYZZY", "the secret is not hex", formats),
                ("base64", "XYZZY*", "the secret is not base64", formats),
                ("hex", " ", "the secret is empty", None)):
            self.assert_fails(self.run_fob("add", "x", "--secret-format", form, "--secret-fd",
                                           "0", stdin=secret + "\n"), 9, message, hint)
        result = self.run_fob("add", "x", "--secret-fd", "0", stdin="XYZZY1XYZZY\n")
        self.assertEqual((result.status, result.out), (9, ""))
        self.assertNotIn("XYZZY", result.err)

    def test_without_one_and_a_terminal_there_is_no_account(self):
        self.assert_fails(self.run_fob("add", "x"), 2,
                          "no secret is given, and no terminal to ask at",
                          "give --secret-file PATH, --secret-fd N or --generate")

    def test_a_new_one_is_160_random_bits_and_the_uri_is_the_answer(self):
        secrets = set()
        for name in ("a", "b"):
            result = self.run_fob("add", name, "--issuer", "VPN", "--generate", "--digits", "8")
            self.assertEqual((result.status, result.err), (0, ""))
            self.assertRegex(result.out, rf"^otpauth://totp/VPN:{name}\?secret=[A-Z2-7]{{32}}"
                             r"&issuer=VPN&algorithm=SHA1&digits=8&period=30\n$")
            self.assertEqual(self.fob("show", "--uri", f"VPN:{name}"), result.out)
            secrets.add(result.out)
        self.assertEqual(len(secrets), 2)

    def test_a_new_one_is_not_for_every_type(self):
        for kind in ("motp", "yandex"):
            self.assert_fails(self.run_fob("add", "x", "--generate", "--type", kind), 2,
                              f"--generate is not for {kind}",
                              "leave it out: whoever runs the service gives the secret")
        self.assert_fails(self.run_fob("add", "x", "--generate", "--secret-fd", "0"), 2,
                          "--generate does not go with a secret", "leave out one of them")


class WithoutAVault(Scenario):
    def test_one_is_made_after_saying_so(self):
        result = self.run_fob("add", "-", stdin=RFC_URI)
        self.assertEqual((result.status, result.out), (0, "RFC:6238\n"))
        first, second = result.err.splitlines()
        self.assertEqual(first, f"fob: there is no vault yet: making {self.vault}")
        self.assertRegex(second, f"^fob: made {self.vault}: opening it takes \\d+ MiB of memory "
                         r"and \d+ passes of Argon2id$")
        self.assertEqual(self.fob("list"), "RFC:6238\n")

    def test_none_is_made_for_what_is_malformed(self):
        self.run_fob("add", "-", stdin="otpauth://totp/a")
        self.assertFalse(self.vault.exists())


class Json(Scenario):
    def test_a_vault_that_was_made_is_told_with_its_cost(self):
        made, cost = json.loads(self.fob("add", "-", "--json", stdin=RFC_URI))["warnings"]
        self.assertEqual(made, f"there is no vault yet: making {self.vault}")
        self.assertTrue(cost.startswith(f"made {self.vault}: opening it takes "), cost)

    def test_each_account_is_told_with_its_status(self):
        self.make_vault(ALICE)
        result = self.run_fob("add", "-", "--json", stdin=f"{ALICE}\n{RFC_URI}")
        self.assertEqual((result.status, result.err), (0, ""))
        answer = json.loads(result.out)
        self.assertEqual([(one["name"], one["status"]) for one in answer["accounts"]],
                         [("GitHub:alice", "already"), ("RFC:6238", "added")])
        self.assertEqual(answer["warnings"], ["GitHub:alice is already there"])
        self.assertNotIn(RFC_SECRET, result.out)

    def test_a_generated_secret_is_in_its_uri(self):
        self.make_vault()
        answer = json.loads(self.fob("add", "x", "--generate", "--json"))
        self.assertTrue(answer["accounts"][0]["uri"].startswith("otpauth://totp/x?secret="))


if __name__ == "__main__":
    fob.main()
