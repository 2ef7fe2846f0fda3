"""fob rename."""

import json

from scenarios import fob
from scenarios.fob import RFC_CODE_AT_59, RFC_SECRET, RFC_URI, Scenario

OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = f"otpauth://totp/GitHub:bob?secret={OTHER_SECRET}&issuer=GitHub"
USAGE = "type: fob rename QUERY ISSUER:ACCOUNT"


class Rename(Scenario):
    def test_a_name_is_split_at_its_first_colon(self):
        for name, issuer, account, shown in (
                ("Lab:bob", "Lab", "bob", "Lab:bob"), ("Lab: a:b ", "Lab", "a:b", "Lab:a:b"),
                ("bob", "GitHub", "bob", "GitHub:bob"), (":bob", "", "bob", "bob"),
                ("Lab:", "Lab", "", "Lab"), ("-", "GitHub", "-", "GitHub:-")):
            with self.subTest(name):
                self.forget_vault()
                self.make_vault(ALICE)
                self.assertEqual(self.fob("rename", "GitHub:alice", name), shown + "\n")
                (answer,) = json.loads(self.fob("list", "--json"))
                self.assertEqual((answer["issuer"], answer["account"]), (issuer, account))

    def test_it_says_what_changed_and_how_to_undo_it(self):
        self.make_vault(ALICE)
        result = self.run_fob("rename", "alice", "O'Neil:al")
        self.assertEqual((result.status, result.out, result.err), (
            0, "O'Neil:al\n", "fob: changed issuer, account of O'Neil:al\n"
                              "  undo: fob remove --undo GitHub:alice\n"))
        self.assertEqual(self.fob("remove", "--undo", "GitHub:alice"), "GitHub:alice\n")
        self.assertEqual(self.fob("list"), "GitHub:alice\n")
        self.assertEqual(self.fob("list", "--removed"), "O'Neil:al\n")

    def test_codes_stay_as_they_are_whatever_the_name(self):
        self.make_vault(RFC_URI, f"otpauth://steam/Valve:eve?secret={RFC_SECRET}",
                        f"otpauth://totp/Five:me?secret={RFC_SECRET}&digits=5")
        self.fob("rename", "RFC:6238", "Steam:one")
        self.assertEqual(self.fob("code", "--at", "59", "Steam:one"), RFC_CODE_AT_59 + "\n")
        steam = self.fob("code", "--at", "59", "eve")
        self.fob("rename", "eve", "GitHub:eve")
        self.assertEqual(self.fob("code", "--at", "59", "GitHub:eve"), steam)
        self.fob("rename", "Five:me", "Steam:me")
        self.assertEqual(self.fob("code", "--at", "59", "Steam:me"), RFC_CODE_AT_59[3:] + "\n")

    def test_the_same_name_again_writes_nothing(self):
        self.make_vault(ALICE)
        before = self.vault.read_bytes()
        result = self.run_fob("rename", "alice", "GitHub:alice")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "GitHub:alice\n", "fob: nothing changed\n"))
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_name_that_another_has_is_refused(self):
        self.make_vault(ALICE, BOB)
        self.assert_fails(self.run_fob("rename", "alice", "bob"), 11,
                          "GitHub:bob exists with another secret or other settings",
                          "choose another name, or remove that account first: fob remove")
        self.assertEqual(self.fob("list"), "GitHub:alice\nGitHub:bob\n")

    def test_wrong_usage_is_told_before_a_passphrase_is_asked_for(self):
        for words, message, hint in (
                (["alice"], "rename takes a QUERY and the new name", USAGE),
                (["a", "b", "c"], "rename takes a QUERY and the new name", USAGE),
                (["a", ""], "the new name is empty", USAGE),
                (["a", " : "], "the new name is empty", USAGE),
                (["", "b"], "the QUERY is empty", "type: fob list")):
            self.assert_fails(self.run_bare("rename", *words), 2, message, hint)

    def test_a_tag_narrows_the_query(self):
        self.make_vault(ALICE)
        self.fob("add", "-", "--tag", "work", stdin=BOB.replace("GitHub", "Lab"))
        self.fob("rename", "--tag", "work", "bob", "robert")
        self.assert_fails(self.run_fob("rename", "--tag", "work", "alice", "x"), 3,
                          "no account with the tag 'work' matches 'alice'",
                          "type: fob list --long")
        self.assertEqual(self.fob("list"), "GitHub:alice\nLab:robert\n")

    def test_only_an_exact_name_is_enough(self):
        self.make_vault(ALICE)
        self.assert_fails(self.run_fob("rename", "Git", "x"), 3, "no account is called 'Git'",
                          "type one of these:\n  GitHub:alice")

    def test_a_looser_name_is_a_question_at_a_terminal(self):
        self.make_vault(ALICE)
        session = self.type_fob("--passphrase-file", str(self.passphrase_file),
                                "rename", "Git", "bob")
        session.expect_exact("no account is called 'Git'; is GitHub:alice meant? [y/N] ")
        session.sendline("n")
        status, text = self.end(session)
        self.assertEqual((status, self.fob("list")), (11, "GitHub:alice\n"))
        self.assertIn("fob: not done\n", text)

    def test_the_document_is_the_account_and_what_changed(self):
        self.make_vault(ALICE)
        answer = json.loads(self.fob("rename", "--json", "alice", "bob"))
        self.assertEqual((answer["name"], answer["account"], answer["changed"]),
                         ("GitHub:bob", "bob", ["account"]))


if __name__ == "__main__":
    fob.main()
