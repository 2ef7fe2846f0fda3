"""fob remove, list --removed and remove --purge."""

import json
import time

from scenarios import fob, vaults
from scenarios.fob import PASSPHRASE, RFC_SECRET, Scenario

OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = f"otpauth://totp/GitHub:bob?secret={OTHER_SECRET}&issuer=GitHub"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=7"
DAYS_90 = 90 * 24 * 3600


class Remove(Scenario):
    def remove(self, *words, **options):
        return self.run_fob("remove", *words, **options)

    def type_remove(self, *words):
        return self.type_fob("--passphrase-file", str(self.passphrase_file), "remove", *words)


class Removing(Remove):
    def test_what_was_removed_is_out_of_sight_and_told_how_to_have_back(self):
        self.make_vault(ALICE, BOB)
        result = self.remove("-y", "alice")
        self.assertEqual((result.status, result.out, result.err), (
            0, "", "fob: removed GitHub:alice, kept for 90 days\n"
                   "  undo: fob remove --undo GitHub:alice\n"))
        self.assertEqual(self.fob("list"), "GitHub:bob\n")
        for words in (["code", "alice"], ["show", "alice"], ["list", "alice"],
                      ["export", "alice"], ["remove", "-y", "alice"]):
            self.assertEqual(self.run_fob(*words).status, 3)
        self.assertNotIn("alice", self.fob("export"))

    def test_several_go_together_or_not_at_all(self):
        self.make_vault(ALICE, BOB, HAL)
        self.assertEqual(self.remove("-y", "alice", "carol").status, 3)
        self.assertEqual(vaults.read(self.vault, PASSPHRASE).generation, 2)
        result = self.remove("-y", "alice", "GitHub:alice", "hal")
        self.assertEqual((result.status, result.err), (
            0, "fob: removed GitHub:alice, Nostromo:hal, kept for 90 days\n"
               "  undo: fob remove --undo GitHub:alice Nostromo:hal\n"))
        self.assertEqual(self.fob("list"), "GitHub:bob\n")

    def test_a_tag_is_enough(self):
        self.make_vault(ALICE)
        self.fob("add", "-", "--tag", "old", stdin=f"{BOB}\n{HAL}")
        self.assert_fails(self.remove("-y", "--tag", "old", "alice"), 3,
                          "no account with the tag 'old' matches 'alice'",
                          "type: fob list --long")
        self.assertEqual(self.remove("-y", "--tag", "old").status, 0)
        self.assertEqual(self.fob("list"), "GitHub:alice\n")

    def test_what_is_told_to_type_selects_it_and_nothing_else(self):
        self.make_vault(ALICE)
        self.fob("edit", "alice", "--digits", "8")
        words = self.remove("-y", "alice").err.rpartition("--undo ")[2].strip().strip("'")
        self.assertRegex(words, "^GitHub:alice #[0-9a-f]{8}$")
        self.assertEqual(self.remove("--undo", words).out, "GitHub:alice\n")
        self.assertEqual(json.loads(self.fob("show", "--json", "alice"))["digits"], 8)

    def test_what_undoes_it_is_about_the_vault_that_was_named(self):
        self.make_vault(ALICE)
        self.vault.rename(self.home / "my vault.fob")
        result = self.run_fob("remove", "-y", "alice", "--vault", "my vault.fob")
        self.assertEqual(result.err.splitlines()[1],
                         "  undo: fob --vault 'my vault.fob' remove --undo GitHub:alice")
        self.fob("--vault", "my vault.fob", "remove", "--undo", "GitHub:alice")

    def test_a_name_is_quoted_for_the_shell(self):
        self.make_vault(f"otpauth://totp/-O'Neil?secret={RFC_SECRET}")
        self.assertTrue(self.remove("-y", "--", "-O'Neil").err.endswith(
            ": fob remove --undo -- '-O'\\''Neil'\n"))

    def test_where_nobody_can_be_asked_it_needs_a_yes(self):
        self.make_vault(ALICE)
        for words in (["alice"], ["--purge", "alice"]):
            self.assert_fails(self.run_bare("remove", *words), 2,
                              "remove asks first, and no terminal to ask at",
                              "to answer yes, add --yes")
        self.assertEqual(self.fob("list"), "GitHub:alice\n")

    def test_wrong_usage(self):
        for words, message, hint in (
                ([], "no QUERY is given", "type: fob remove --help"),
                (["--undo", "--purge", "a"], "--undo and --purge do not go together",
                 "leave out one of them"),
                (["--on-duplicate", "skip", "a"], "--on-duplicate is for --undo", "leave it out"),
                (["-y", ""], "the QUERY is empty", "type: fob list")):
            self.assert_fails(self.run_bare("remove", *words), 2, message, hint)

    def test_a_looser_name_is_none_though_the_answer_is_yes(self):
        self.make_vault(ALICE)
        self.assert_fails(self.remove("-y", "Git"), 3, "no account is called 'Git'",
                          "type one of these:\n  GitHub:alice")

    def test_the_document_is_an_object_for_one_and_an_array_for_several(self):
        self.make_vault(ALICE, BOB, HAL)
        before = int(time.time())
        result = self.remove("-y", "--json", "alice")
        answer = json.loads(result.out)
        self.assertEqual((result.err, answer["name"], answer["expires"] - answer["removed"]),
                         ("", "GitHub:alice", DAYS_90))
        self.assertTrue(before <= answer["removed"] <= time.time())
        self.assertNotIn("former_of", answer)
        answer = json.loads(self.fob("remove", "-y", "--json", "bob", "hal"))
        self.assertEqual([one["name"] for one in answer], ["GitHub:bob", "Nostromo:hal"])


class Questions(Remove):
    def test_it_is_asked_once_and_names_all(self):
        self.make_vault(ALICE, BOB)
        session = self.type_remove("alice", "bob")
        session.expect_exact("remove these 2 accounts: GitHub:alice, GitHub:bob? [y/N] ")
        session.sendline("y")
        status, text = self.end(session)
        self.assertEqual((status, self.fob("list")), (0, ""))
        self.assertIn("fob: removed GitHub:alice, GitHub:bob, kept for 90 days\n", text)

    def test_anything_but_yes_is_a_no(self):
        self.make_vault(ALICE)
        before = self.vault.read_bytes()
        for words, question in (([], "remove GitHub:alice? [y/N] "),):
            session = self.type_remove(*words, "alice")
            session.expect_exact(question)
            session.sendline("")
            status, text = self.end(session)
            self.assertEqual(status, 11)
            self.assertTrue(text.endswith("fob: not done\n"), text)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_what_another_program_changed_meanwhile_is_not_removed(self):
        self.make_vault(ALICE)
        session = self.type_remove("alice")
        session.expect_exact("remove GitHub:alice? [y/N] ")
        self.fob("edit", "alice", "--note", "still in use")
        session.sendline("y")
        self.assertEqual(self.end(session)[0], 11)
        self.assertEqual(self.fob("list"), "GitHub:alice\n")

    def test_a_code_that_was_given_meanwhile_counts(self):
        self.make_vault(HAL)
        session = self.type_remove("hal")
        session.expect_exact("remove Nostromo:hal? [y/N] ")
        self.fob("code", "hal")
        session.sendline("y")
        self.assertEqual(self.end(session)[0], 0)
        (entry,) = json.loads(self.fob("list", "--removed", "--json"))
        self.assertEqual(entry["counter"], "8")

    def test_what_is_destroyed_is_asked_too(self):
        self.make_vault(ALICE)
        self.fob("remove", "-y", "alice")
        session = self.type_remove("--purge", "alice")
        session.expect_exact("destroy GitHub:alice for good? [y/N] ")
        session.sendline("y")
        self.assertEqual(self.end(session)[0], 0)
        self.assertEqual(self.fob("list", "--removed"), "")


class Purging(Remove):
    def test_what_is_purged_is_in_neither_generation(self):
        self.make_vault(ALICE, BOB)
        self.fob("remove", "-y", "alice")
        result = self.remove("--purge", "-y", "alice")
        self.assertEqual((result.status, result.out, result.err), (
            0, "", "fob: destroyed GitHub:alice; copies of the vault made before still have it\n"))
        previous = self.vault.with_name("vault.fob~")
        self.assertEqual(previous.read_bytes(), self.vault.read_bytes())
        self.assertEqual((len(vaults.read(previous, PASSPHRASE).removed),
                          self.fob("list")), (0, "GitHub:bob\n"))
        self.assertEqual(self.remove("--undo", "alice").status, 3)

    def test_an_account_that_was_not_removed_is_not_purged(self):
        self.make_vault(ALICE)
        self.assert_fails(self.remove("--purge", "-y", "alice"), 3,
                          "no removed entry matches 'alice'", "type: fob list --removed")
        self.assertEqual(self.fob("list"), "GitHub:alice\n")

    def test_the_document_says_what_is_gone(self):
        self.make_vault(ALICE)
        self.fob("remove", "-y", "alice")
        answer = json.loads(self.fob("remove", "--purge", "-y", "--json", "alice"))
        self.assertEqual((answer["name"], self.fob("list", "--removed")), ("GitHub:alice", ""))


if __name__ == "__main__":
    fob.main()
