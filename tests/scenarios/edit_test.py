"""fob edit."""

import json
import re

from scenarios import fob, vaults
from scenarios.fob import PASSPHRASE, RFC_CODE_AT_59, RFC_SECRET, RFC_URI, Scenario

OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = f"otpauth://totp/GitHub:bob?secret={OTHER_SECRET}&issuer=GitHub"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=7"
MOTP = "motp://Door:me?secret=e3152afee62599c8&pin=1234"
UNDO = "  undo: fob remove --undo"


class Edit(Scenario):
    def edit(self, *words, **options):
        return self.run_fob("edit", *words, **options)

    def account(self, query):
        return json.loads(self.fob("show", "--json", "--secret", "-y", query))

    def assert_edits(self, result, name, changed, former=None):
        note = f"fob: changed {changed} of {name}\n{UNDO} {former or name}\n"
        self.assertEqual((result.status, result.out, result.err), (0, name + "\n", note))


class Fields(Edit):
    def test_each_option_changes_its_field_and_no_other(self):
        for words, changed, expected in (
                (["--issuer", "Lab"], "issuer", {"issuer": "Lab"}),
                (["--account", "bob"], "account", {"account": "bob"}),
                (["--algorithm", "sha256"], "algorithm", {"algorithm": "SHA256"}),
                (["--digits", "8"], "digits", {"digits": 8}),
                (["--period", "60"], "period", {"period": 60}),
                (["--tag", "work"], "tags", {"tags": ["work"]}),
                (["--note", "spare"], "note", {"note": "spare"}),
                (["--issuer", ""], "issuer", {"issuer": ""}),
                (["--account", ""], "account", {"account": ""})):
            with self.subTest(words):
                self.forget_vault()
                self.make_vault(ALICE)
                before = self.account("alice")
                result = self.edit("GitHub:alice", *words)
                after = self.account(before["id"])
                self.assert_edits(result, after["name"], changed, "GitHub:alice")
                self.assertTrue(expected.items() <= after.items(), after)
                for key in set(expected) | {"name", "modified"}:
                    before.pop(key, None)
                    after.pop(key, None)
                self.assertEqual(after, before)

    def test_several_at_once_are_one_write(self):
        self.make_vault(RFC_URI)
        self.assert_edits(self.edit("RFC:6238", "--issuer", "Lab", "--digits", "6"), "Lab:6238",
                          "issuer, digits", "RFC:6238")
        self.assertEqual(self.fob("code", "--at", "59", "Lab:6238"), RFC_CODE_AT_59[2:] + "\n")
        self.assertEqual(vaults.read(self.vault, PASSPHRASE).generation, 3)

    def test_tags_are_added_and_removed_one_by_one(self):
        self.make_vault()
        self.fob("add", "-", "--tag", "a", "--tag", "b", stdin=ALICE)
        self.fob("edit", "alice", "--tag", "c", "--tag", "a", "--untag", "b", "--untag", "x")
        self.assertEqual(self.account("alice")["tags"], ["a", "c"])

    def test_a_note_is_cleared(self):
        self.make_vault()
        self.fob("add", "-", "--note", "old", stdin=ALICE)
        self.fob("edit", "alice", "--note", "")
        self.assertNotIn("old", json.dumps(self.account("alice")))

    def test_the_former_version_stays_as_a_removed_entry(self):
        self.make_vault(ALICE)
        self.fob("edit", "alice", "--digits", "8")
        (entry,) = json.loads(self.fob("list", "--removed", "--json"))
        account = self.account("alice")
        self.assertEqual((entry["digits"], entry["former_of"], account["digits"]),
                         (6, account["id"], 8))

    def test_what_changes_nothing_writes_nothing(self):
        self.make_vault(ALICE)
        before = self.vault.read_bytes()
        for words in (["--digits", "6"], ["--untag", "none"], ["--type", "totp"], ["--note", ""]):
            result = self.edit("alice", *words)
            self.assertEqual((result.status, result.out, result.err),
                             (0, "GitHub:alice\n", "fob: nothing changed\n"))
        self.assertEqual(self.vault.read_bytes(), before)

    def test_the_document_is_the_account_and_what_changed(self):
        self.make_vault(ALICE)
        result = self.edit("--json", "alice", "--digits", "8", "--tag", "work")
        answer = json.loads(result.out)
        self.assertRegex(answer.pop("id"), "^[0-9a-f]{32}$")
        self.assertEqual((result.err, answer), ("", {
            "name": "GitHub:alice", "issuer": "GitHub", "account": "alice", "type": "totp",
            "period": 30, "digits": 8, "algorithm": "SHA1", "tags": ["work"],
            "changed": ["digits", "tags"]}))
        self.assertEqual(json.loads(self.fob("edit", "--json", "alice", "--digits", "8"))["changed"],
                         [])


class Refusals(Edit):
    def test_wrong_usage_is_told_before_a_passphrase_is_asked_for(self):
        self.make_vault(ALICE)
        secret = "add --secret, --secret-file PATH or --secret-fd N"
        for words, message, hint in (
                (["alice"], "nothing to change is given", "type: fob edit --help"),
                (["--note", "x"], "edit takes one QUERY", "type: fob edit --help"),
                (["a", "b", "--note", "x"], "edit takes one QUERY", "type: fob edit --help"),
                (["", "--note", "x"], "the QUERY is empty", "type: fob list"),
                (["a", "--digits", "11"], "--digits must be a whole number from 1 to 10", None),
                (["a", "--type", "sms"],
                 "--type must be one of: totp, hotp, steam, motp, yandex", None),
                (["a", "--tag", "x,y"], "a tag is not empty and holds no comma",
                 "give --tag once for each"),
                (["a", "--untag", ""], "a tag is not empty and holds no comma",
                 "give --untag once for each"),
                (["a", "--tag", "x", "--untag", "x"], "--tag and --untag are both given for x",
                 "leave out one of them"),
                (["a", "--secret-format", "hex"], "--secret-format is for a new secret", secret)):
            self.assert_fails(self.run_bare("edit", *words), 2, message, hint)

    def test_what_is_not_for_the_type_is_wrong_usage(self):
        self.make_vault(ALICE, HAL, f"otpauth://steam/S:e?secret={RFC_SECRET}", MOTP)
        before = self.vault.read_bytes()
        pin = self.file("pin", "12\n", 0o600)
        for words, message in (
                (["alice", "--counter", "3"], "--counter is not for totp"),
                (["hal", "--period", "30"], "--period is not for hotp"),
                (["S:e", "--digits", "6"], "--digits is not for steam"),
                (["alice", "--type", "steam", "--algorithm", "sha1"],
                 "--algorithm is not for steam")):
            self.assert_fails(self.edit(*words), 2, message, f"leave out {words[-2]}")
        self.assert_fails(self.edit("alice", "--pin-file", str(pin)), 2,
                          "a PIN is not for totp", "leave out --pin-fd and --pin-file")
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_secret_of_another_kind_is_not_taken_over(self):
        self.make_vault(ALICE, MOTP)
        hint = "add --secret, --secret-file PATH or --secret-fd N"
        self.assert_fails(self.edit("alice", "--type", "motp"), 2,
                          "the secret of a totp account is none for motp", hint)
        self.assert_fails(self.edit("me", "--type", "totp"), 2,
                          "the secret of a motp account is none for totp", hint)

    def test_an_account_keeps_a_name(self):
        self.make_vault(ALICE)
        self.assert_fails(self.edit("alice", "--issuer", "", "--account", ""), 2,
                          "an account without issuer and account has no name",
                          "keep one of them")

    def test_a_name_that_another_has_is_refused(self):
        self.make_vault(ALICE, BOB, ALICE.replace(":alice", ":carol"))
        before = self.vault.read_bytes()
        hint = "choose another name, or remove that account first: fob remove"
        self.assert_fails(self.edit("alice", "--account", "bob"), 11,
                          "GitHub:bob exists with another secret or other settings", hint)
        self.assert_fails(self.edit("alice", "--account", "carol"), 11,
                          "GitHub:carol exists with the same secret", hint)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_of_two_with_one_name_each_can_still_be_edited(self):
        self.make_vault(ALICE)
        self.fob("add", "-", "--on-duplicate", "keep", stdin=BOB.replace(":bob", ":alice"))
        first, second = self.fob("list").splitlines()
        self.assertEqual(self.edit(first, "--note", "mine", "--digits", "7").status, 0)
        secret = self.file("secret", RFC_SECRET, 0o600)
        self.assert_fails(
            self.edit(second, "--secret-file", str(secret), "--digits", "7"), 11,
            "GitHub:alice exists with the same secret",
            "choose another name, or remove that account first: fob remove")

    def test_only_an_exact_name_is_enough(self):
        self.make_vault(ALICE)
        self.assert_fails(self.edit("ali", "--note", "x"), 3, "no account is called 'ali'",
                          "type one of these:\n  GitHub:alice")
        self.assertEqual(self.edit("ALICE", "--note", "x").status, 0)


class Secrets(Edit):
    def test_another_secret_comes_from_a_file(self):
        self.make_vault(RFC_URI)
        secret = self.file("secret", "61626364656667686970\n", 0o600)
        result = self.edit("RFC:6238", "--secret-file", str(secret), "--secret-format", "hex")
        self.assertEqual((result.status, result.err.splitlines()), (0, [
            "fob: the secret is 80 bits long; 128 or more are recommended",
            "fob: changed secret of RFC:6238", f"{UNDO} RFC:6238"]))
        self.assertEqual(self.account("RFC:6238")["secret"], "MFRGGZDFMZTWQ2LQ")

    def test_a_bad_one_changes_nothing(self):
        self.make_vault(ALICE)
        before = self.vault.read_bytes()
        secret = self.file("secret", "NOT0BASE32\n", 0o600)
        result = self.edit("alice", "--secret-file", str(secret))
        self.assertEqual((result.status, result.out), (9, ""))
        self.assertNotIn("NOT0", result.err)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_where_nobody_can_be_asked_the_options_are_named(self):
        self.make_vault(ALICE)
        self.assert_fails(self.edit("alice", "--secret"), 2,
                          "no secret is given, and no terminal to ask at",
                          "give --secret-file PATH or --secret-fd N")

    def test_the_passphrase_may_stand_before_it(self):
        self.make_vault(ALICE)
        result = self.run_bare("edit", "alice", "--passphrase-fd", "0", "--secret-fd", "0",
                               stdin=f"{PASSPHRASE}\n{OTHER_SECRET}\n")
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(self.account("alice")["secret"], OTHER_SECRET)

    def test_passphrase_secret_and_pin_may_be_lines_of_one_descriptor(self):
        self.make_vault(MOTP)
        result = self.run_with_lines("edit", "Door:me", "--passphrase-fd", "FD", "--pin-fd", "FD",
                                     "--secret-fd", "FD", lines=(PASSPHRASE, "0123456789", "77"))
        self.assertEqual((result.status, result.out), (0, "Door:me\n"), result.err)
        self.assertEqual(self.fob("show", "--secret", "Door:me"), "0123456789\n")

    def test_a_pin_is_taken_from_a_file(self):
        self.make_vault(MOTP)
        before = self.fob("code", "--at", "59", "Door:me")
        pin = self.file("pin", "4321\n", 0o600)
        self.assert_edits(self.edit("Door:me", "--pin-file", str(pin)), "Door:me", "pin")
        self.assertNotEqual(self.fob("code", "--at", "59", "Door:me"), before)

    def test_a_pin_goes_with_its_type(self):
        self.make_vault(MOTP)
        secret = self.file("secret", RFC_SECRET, 0o600)
        self.fob("edit", "Door:me", "--type", "totp", "--digits", "8", "--secret-file", str(secret))
        self.assertEqual(self.fob("code", "--at", "59", "Door:me"), RFC_CODE_AT_59 + "\n")
        self.assertNotIn("pin", self.account("Door:me"))


class Counters(Edit):
    def counter(self):
        return self.account("hal")["counter"]

    def test_an_edit_that_does_not_give_it_leaves_it(self):
        self.make_vault(HAL)
        self.fob("code", "hal")
        self.fob("edit", "hal", "--note", "x", "--digits", "8")
        self.assertEqual(self.counter(), "8")

    def test_one_that_goes_back_is_a_warning(self):
        self.make_vault(HAL)
        result = self.edit("hal", "--counter", "3")
        self.assertEqual((result.status, self.counter()), (0, "3"))
        self.assertIn("fob: warning: the counter goes back from 7 to 3: codes come again\n",
                      result.err)
        self.fob("edit", "hal", "--note", "x")
        self.assertEqual(self.counter(), "3")

    def test_a_type_and_back_gives_no_code_twice(self):
        self.make_vault(HAL)
        self.fob("edit", "hal", "--type", "totp")
        self.fob("edit", "hal", "--type", "hotp")
        self.assertEqual(self.counter(), "7")

    def test_another_type_keeps_algorithm_and_digits(self):
        self.make_vault(ALICE)
        self.fob("edit", "alice", "--algorithm", "sha512", "--digits", "8")
        self.fob("edit", "alice", "--type", "hotp", "--counter", "12")
        account = self.account("alice")
        self.assertEqual((account["type"], account["algorithm"], account["digits"],
                          account["counter"]), ("hotp", "SHA512", 8, "12"))

    def test_setting_back_the_counter_of_a_secret_is_told_whatever_the_account_was(self):
        self.make_vault(HAL)
        self.fob("edit", "hal", "--type", "totp")
        result = self.edit("hal", "--type", "hotp", "--counter", "3")
        self.assertEqual((result.status, self.counter()), (0, "3"))
        self.assertIn("fob: warning: the counter goes back from 7 to 3: codes come again\n",
                      result.err)

    def test_a_parameter_that_the_new_type_reads_is_dropped(self):
        self.make_vault(HAL + "&period=60")
        result = self.edit("hal", "--type", "totp")
        self.assertIn("fob: changed type, other parameters of Nostromo:hal\n", result.err)
        self.assertEqual(self.account("hal")["period"], 30)

    def test_a_new_secret_keeps_the_counter_and_says_so(self):
        self.make_vault(HAL)
        secret = self.file("secret", OTHER_SECRET, 0o600)
        result = self.edit("hal", "--secret-file", str(secret))
        self.assertEqual(self.counter(), "7")
        self.assertIn("fob: the counter stays at 7; where a new secret begins anew, "
                      "add --counter 0\n", result.err)


class AtATerminal(Edit):
    def type_edit(self, *words):
        return self.type_fob("edit", "--passphrase-file", str(self.passphrase_file), *words)

    def test_a_secret_is_asked_for_without_echo_and_described(self):
        self.make_vault(ALICE)
        session = self.type_edit("alice", "--secret")
        session.expect_exact("secret of GitHub:alice: ")
        session.sendline("NOT0BASE32")
        session.expect_exact("not base32 at position 4; secret of GitHub:alice: ")
        session.sendline(" ".join(re.findall("....", OTHER_SECRET.lower())))
        session.expect_exact("fob: 32 characters, 160 bits\r\n"
                             "fob: changed secret of GitHub:alice\r\n"
                             f"{UNDO} GitHub:alice\r\n"
                             "GitHub:alice\r\n")
        session.expect(r"\d{3} \d{3}  GitHub:alice, \d+s left \(Enter ends this\)")
        session.sendline()
        self.assertEqual(self.end(session)[0], 0)
        self.assertEqual(self.account("alice")["secret"], OTHER_SECRET)

    def test_but_not_a_fourth_time(self):
        self.make_vault(ALICE)
        before = self.vault.read_bytes()
        session = self.type_edit("alice", "--secret")
        for _ in range(3):
            session.expect("secret of GitHub:alice: ")
            session.sendline("NOT0BASE32")
        self.assertEqual(self.end(session)[0], 9)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_looser_name_is_a_question(self):
        self.make_vault(ALICE)
        session = self.type_edit("ali", "--digits", "8", "-y")
        session.expect_exact("no account is called 'ali'; is GitHub:alice meant? [y/N] ")
        session.sendline("y")
        self.assertEqual(self.end(session)[0], 0)
        self.assertEqual(self.account("alice")["digits"], 8)

    def test_what_another_program_changed_meanwhile_is_a_conflict(self):
        self.make_vault(ALICE)
        session = self.type_edit("alice", "--secret")
        session.expect("secret of GitHub:alice: ")
        self.fob("edit", "alice", "--note", "mine")
        before = self.vault.read_bytes()
        session.sendline(OTHER_SECRET)
        status, text = self.end(session)
        self.assertEqual(status, 11)
        self.assertIn("fob: another program changed GitHub:alice meanwhile, and nothing was done\n"
                      "hint: type the command again\n", text)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_code_that_was_given_meanwhile_is_not_given_again(self):
        self.make_vault(HAL)
        session = self.type_edit("hal", "--secret", "-q")
        session.expect("secret of Nostromo:hal: ")
        self.fob("code", "hal")
        session.sendline(OTHER_SECRET)
        self.assertEqual(self.end(session)[0], 0)
        self.assertEqual(self.account("hal")["counter"], "8")


if __name__ == "__main__":
    fob.main()
