"""fob remove --undo."""

import json

from scenarios import fob
from scenarios.fob import RFC_SECRET, Scenario

OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
ALICE_TOO = f"otpauth://totp/GitHub:alice?secret={OTHER_SECRET}&issuer=GitHub"
BOB = f"otpauth://totp/GitHub:bob?secret={OTHER_SECRET}&issuer=GitHub"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=7"
TAKEN = ("GitHub:alice exists with another secret or other settings",
         "say which is to be: --on-duplicate skip, replace or keep")


class Undo(Scenario):
    def undo(self, *words, **options):
        return self.run_fob("remove", "--undo", *words, **options)

    def type_undo(self, *words):
        return self.type_fob("--passphrase-file", str(self.passphrase_file), "remove", "--undo",
                             *words)

    def secret(self, query):
        return self.fob("show", "--secret", "-y", query).strip()


class BringingBack(Undo):
    def test_an_account_comes_back_as_it_was(self):
        self.make_vault(BOB)
        self.fob("add", "-", "--tag", "work", "--note", "spare", stdin=ALICE)
        before = json.loads(self.fob("show", "--json", "alice"))
        self.fob("remove", "-y", "alice")
        result = self.undo("alice")
        self.assertEqual((result.status, result.out, result.err), (0, "GitHub:alice\n", ""))
        after = json.loads(self.fob("show", "--json", "alice"))
        del before["modified"], after["modified"]
        self.assertEqual(after, before)
        self.assertEqual(self.fob("list", "--removed"), "")

    def test_several_come_back_together(self):
        self.make_vault(ALICE, BOB)
        self.fob("remove", "-y", "alice", "bob")
        self.assertEqual(self.undo("alice", "carol").status, 3)
        self.assertEqual(self.fob("list"), "")
        self.assertEqual(self.undo("alice", "bob").out, "GitHub:alice\nGitHub:bob\n")

    def test_what_was_not_removed_is_not_found(self):
        self.make_vault(ALICE, BOB)
        self.fob("remove", "-y", "bob")
        self.assert_fails(self.undo("alice"), 3, "no removed entry matches 'alice'",
                          "type: fob list --removed")
        self.assert_fails(self.undo("Git"), 3, "no removed entry is called 'Git'",
                          "type one of these:\n  GitHub:bob")
        self.assert_fails(self.undo("--tag", "x"), 3, "no removed entry has the tag 'x'",
                          "type: fob list --removed")

    def test_of_one_name_several_are_listed_the_newest_first(self):
        self.make_vault(ALICE)
        for digits in ("7", "8"):
            self.fob("edit", "alice", "--digits", digits)
        entries = json.loads(self.fob("list", "--removed", "--json"))
        self.assertEqual([entry["digits"] for entry in entries], [7, 6])
        names = [f"GitHub:alice #{entry['id'][:8]}" for entry in entries]
        self.assertEqual([entry["name"] for entry in entries], names)
        self.assert_fails(self.undo("alice"), 4, "2 removed entries match 'alice'",
                          f"type one of these:\n  '{names[0]}'\n  '{names[1]}'")
        self.fob("remove", "--undo", "--on-duplicate", "replace", names[1])
        self.assertEqual(json.loads(self.fob("show", "--json", "alice"))["digits"], 6)

    def test_a_note_that_was_overwritten_comes_back(self):
        self.make_vault()
        self.fob("add", "-", "--note", "old", stdin=ALICE)
        self.fob("edit", "alice", "--note", "new")
        self.assertEqual(self.undo("alice").out, "GitHub:alice\n")
        self.assertEqual(json.loads(self.fob("show", "--json", "alice"))["note"], "old")

    def test_the_documents(self):
        self.make_vault(ALICE, BOB)
        self.fob("remove", "-y", "alice")
        answer = json.loads(self.fob("remove", "--undo", "--json", "alice"))
        self.assertEqual((answer["name"], answer["status"]), ("GitHub:alice", "restored"))
        self.fob("remove", "-y", "alice", "bob")
        answers = json.loads(self.fob("remove", "--undo", "--json", "alice", "bob"))
        self.assertEqual([one["status"] for one in answers], ["restored", "restored"])


class AnAccountThatWasEdited(Undo):
    def test_comes_back_by_its_name_and_its_former_version_by_its_id(self):
        self.make_vault(ALICE)
        self.fob("edit", "GitHub:alice", "--digits", "8")
        self.fob("remove", "-y", "GitHub:alice")
        self.assertEqual(len(self.fob("list", "--removed").splitlines()), 2)
        self.assertEqual(self.fob("remove", "--undo", "GitHub:alice"), "GitHub:alice\n")
        self.assertEqual(len(self.fob("code", "--at", "59", "GitHub:alice").strip()), 8)

    def test_pushes_another_of_its_name_aside_and_says_so(self):
        self.make_vault(ALICE)
        self.fob("remove", "-y", "GitHub:alice")
        self.fob("add", "-", stdin=ALICE.replace("GEZD", "MFRG"))
        result = self.run_fob("remove", "--undo", "GitHub:alice", "--on-duplicate", "replace")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "GitHub:alice\n",
                          "fob: GitHub:alice gave way: it is a removed entry now\n"))


class TakenNames(Undo):
    def setUp(self):
        super().setUp()
        self.make_vault(ALICE)
        self.fob("remove", "-y", "alice")

    def test_one_with_the_same_codes_is_already_there(self):
        self.fob("add", "-", stdin=ALICE)
        result = self.undo("alice")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "GitHub:alice\n",
                          "fob: GitHub:alice is already there; its removed entry stays\n"
                          "  to destroy it: fob remove --purge GitHub:alice\n"))
        self.assertEqual(self.fob("list", "--removed"), "GitHub:alice\n")
        answer = json.loads(self.fob("remove", "--undo", "--json", "alice"))
        self.assertEqual(answer["status"], "already")

    def test_one_with_other_codes_is_refused_where_nobody_can_be_asked(self):
        self.fob("add", "-", stdin=ALICE_TOO)
        before = self.vault.read_bytes()
        self.assert_fails(self.undo("alice"), 11, *TAKEN)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_it_may_be_skipped(self):
        self.fob("add", "-", stdin=ALICE_TOO)
        result = self.undo("--on-duplicate", "skip", "alice")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: GitHub:alice is left out\n"))
        answer = json.loads(self.fob("remove", "--undo", "--json", "--on-duplicate", "skip",
                                     "alice"))
        self.assertEqual((answer["status"], "removed" in answer), ("skipped", True))

    def test_they_may_change_places(self):
        self.fob("add", "-", stdin=ALICE_TOO)
        self.assertEqual(self.undo("--on-duplicate", "replace", "alice").out, "GitHub:alice\n")
        self.assertEqual((self.fob("list"), self.secret("alice")),
                         ("GitHub:alice\n", RFC_SECRET))
        answer = json.loads(self.fob("remove", "--undo", "-y", "--json", "alice"))
        self.assertEqual((answer["status"], self.secret("alice")), ("replaced", OTHER_SECRET))

    def test_both_may_be_kept(self):
        self.fob("add", "-", stdin=ALICE_TOO)
        self.fob("remove", "--undo", "--on-duplicate", "keep", "alice")
        self.assertEqual(len(self.fob("list").splitlines()), 2)
        self.assertEqual(self.fob("list", "--removed"), "")

    def test_of_several_none_is_replaced(self):
        self.fob("add", "-", stdin=ALICE_TOO)
        self.fob("add", "-", "--on-duplicate", "keep", stdin=ALICE_TOO + "&digits=8")
        for words in (["-y"], ["--on-duplicate", "replace"]):
            self.assert_fails(self.undo(*words, "alice"), 11,
                              "several accounts are called GitHub:alice",
                              "replace cannot choose: --on-duplicate keep or skip")

    def ask(self, answer):
        self.fob("add", "-", stdin=ALICE_TOO)
        session = self.type_undo("alice")
        session.expect_exact("replace GitHub:alice (other codes) by the removed GitHub:alice? "
                             "[y/N] ")
        return session if answer is None else self.end_with(session, answer)

    def end_with(self, session, answer):
        session.sendline(answer)
        return self.end(session)

    def test_at_a_terminal_it_is_a_question(self):
        self.assertEqual(self.ask("y")[0], 0)
        self.assertEqual(self.secret("alice"), RFC_SECRET)
        self.assertEqual(self.fob("list", "--removed"), "GitHub:alice\n")

    def test_that_may_be_declined(self):
        status, text = self.ask("n")
        self.assertEqual((status, self.secret("alice")), (11, OTHER_SECRET))
        self.assertTrue(text.endswith("fob: not done\n"), text)

    def test_and_is_about_the_account_that_was_there(self):
        session = self.ask(None)
        self.fob("edit", "alice", "--note", "important")
        self.assertEqual(self.end_with(session, "y")[0], 11)
        self.assertEqual(self.secret("alice"), OTHER_SECRET)


class Together(Undo):
    """Several entries by one command, where one stands in another's way."""

    def test_two_versions_of_one_account_are_not_both_it(self):
        self.make_vault(ALICE)
        for digits in ("7", "8"):
            self.fob("edit", "alice", "--digits", digits)
        newest, oldest = [entry["name"] for entry in
                          json.loads(self.fob("list", "--removed", "--json"))]
        before = self.vault.read_bytes()
        for words in ((), ("-y",), ("--on-duplicate", "replace"), ("--on-duplicate", "keep")):
            self.assert_fails(self.undo(*words, newest, oldest), 11,
                              f"{newest} and {oldest} are versions of one account",
                              "bring back one of them")
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_removed_account_and_its_former_version_are_not_either(self):
        self.make_vault()
        self.fob("add", "-", "--tag", "work", stdin=ALICE)
        self.fob("edit", "alice", "--digits", "8")
        self.fob("remove", "-y", "alice")
        result = self.undo("--tag", "work")
        self.assertEqual((result.status, result.out), (11, ""))
        self.assertIn(" are versions of one account\nhint: bring back one of them\n", result.err)

    def two_removed_namesakes(self):
        self.make_vault(ALICE)
        self.fob("remove", "-y", "alice")
        self.fob("add", "-", stdin=ALICE_TOO)
        self.fob("remove", "-y", "alice")
        return [entry["name"] for entry in json.loads(self.fob("list", "--removed", "--json"))]

    def test_two_of_one_name_need_a_word(self):
        names = self.two_removed_namesakes()
        for words in ((), ("-y",), ("--on-duplicate", "replace")):
            self.assert_fails(self.undo(*words, *names), 11,
                              "several of these are called GitHub:alice",
                              "bring back one of them, or all: --on-duplicate keep")
        self.assertEqual(self.fob("list"), "")

    def test_they_may_both_be_kept(self):
        names = self.two_removed_namesakes()
        self.assertEqual(len(self.undo("--on-duplicate", "keep", *names).out.splitlines()), 2)
        self.assertEqual((len(self.fob("list").splitlines()), self.fob("list", "--removed")),
                         (2, ""))

    def test_or_the_second_left_out(self):
        names = self.two_removed_namesakes()
        result = self.undo("--on-duplicate", "skip", *names)
        self.assertEqual((result.status, result.out), (0, "GitHub:alice\n"))
        self.assertEqual((len(self.fob("list").splitlines()), self.secret("alice")),
                         (1, OTHER_SECRET))


class Counters(Undo):
    """No code is given twice, whatever was edited, removed and brought back."""

    def spend(self, query, times):
        return [self.fob("code", query).strip() for _ in range(times)]

    def test_an_account_edited_and_spent_and_undone_goes_on(self):
        self.make_vault(HAL)
        spent = self.spend("hal", 2)
        self.fob("edit", "hal", "--note", "x")
        spent += self.spend("hal", 3)
        self.fob("remove", "--undo", "hal")
        spent += self.spend("hal", 3)
        self.assertEqual(len(set(spent)), 8)
        self.assertEqual(json.loads(self.fob("show", "--json", "hal"))["counter"], "15")

    def test_a_removed_one_added_again_and_spent_goes_on(self):
        self.make_vault(HAL)
        self.fob("remove", "-y", "hal")
        self.fob("add", "-", stdin=HAL.replace("Nostromo", "Discovery"))
        spent = self.spend("hal", 5)
        self.fob("remove", "-y", "hal")
        self.fob("remove", "--undo", "Nostromo:hal")
        self.assertFalse(set(self.spend("hal", 5)) & set(spent))

    def test_one_spent_and_removed_and_added_again_goes_on(self):
        self.make_vault(HAL)
        spent = self.spend("hal", 3)
        self.fob("remove", "-y", "hal")
        self.fob("add", "-", stdin=HAL)
        spent += self.spend("hal", 3)
        self.fob("add", "-", "--on-duplicate", "replace", stdin=HAL + "&digits=8")
        spent += [code[-6:] for code in self.spend("hal", 3)]
        newest = json.loads(self.fob("list", "--removed", "--json"))[0]["name"]
        self.fob("remove", "--undo", "--on-duplicate", "replace", newest)
        spent += [code[-6:] for code in self.spend("hal", 3)]
        self.assertEqual(len(set(spent)), 12)

    def test_two_that_share_a_secret_give_no_code_both(self):
        self.make_vault(HAL, HAL.replace("Nostromo", "Discovery"))
        spent = self.spend("Nostromo:hal", 2) + self.spend("Discovery:hal", 2)
        spent += self.spend("Nostromo:hal", 2)
        self.assertEqual(len(set(spent)), 6)

    def test_one_whose_later_version_was_destroyed_goes_on(self):
        self.make_vault(HAL)
        self.fob("rename", "hal", "dave")
        spent = self.spend("dave", 3)
        self.fob("remove", "-y", "dave")
        self.fob("remove", "--purge", "-y", "dave")
        self.fob("remove", "--undo", "hal")
        self.assertFalse(set(self.spend("hal", 4)) & set(spent))

    def test_a_renaming_undone_after_a_removal_leaves_one_account(self):
        self.make_vault(HAL)
        self.fob("rename", "hal", "dave")
        spent = self.spend("dave", 3)
        self.fob("remove", "-y", "dave")
        self.fob("remove", "--undo", "Nostromo:hal")
        self.assertEqual(self.fob("list"), "Nostromo:hal\n")
        spent += self.spend("hal", 3)
        self.fob("remove", "--undo", "Nostromo:dave")
        self.assertEqual(self.fob("list"), "Nostromo:dave\n")
        spent += self.spend("dave", 3)
        self.assertEqual(len(set(spent)), 9)

    def test_already_there_takes_over_the_larger_counter(self):
        self.make_vault(HAL)
        spent = self.spend("hal", 4)
        self.fob("remove", "-y", "hal")
        self.fob("add", "-", stdin=HAL)
        self.fob("remove", "--undo", "hal")
        self.assertFalse(set(self.spend("hal", 4)) & set(spent))


if __name__ == "__main__":
    fob.main()
