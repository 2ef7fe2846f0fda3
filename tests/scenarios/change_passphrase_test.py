"""fob passphrase."""

import json
import signal

from scenarios import fob, vaults
from scenarios.fob import CHEAP, PASSPHRASE, RFC_URI, Scenario

NEW = "eleven quiet owls count the stars"
OLDER = "fob: older backups still open with the old passphrase\n"
KEPT = ("fob: warning: the data key stays, for the vault has other slots: whoever has an older "
        "backup and the old passphrase can open this vault too\n")
THE_FIRST_SLOTS = "another one"  # of the vector second-slot
OTHER = "another passphrase of {} (Enter if you have none): "


class ChangeScenario(Scenario):
    def setUp(self):
        super().setUp()
        self.new_file = self.file("new", NEW + "\n", 0o600)

    def change(self, *words, **options):
        return self.run_fob("passphrase", "--new-passphrase-file", str(self.new_file), *words,
                            **options)

    def opens(self, passphrase, path=None):
        return self.run_bare("list", "--vault", str(path or self.vault), "--passphrase-fd", "0",
                             stdin=passphrase).status == 0

    def previous(self):
        return self.vault.with_name("vault.fob~")

    def slots(self):
        return [line for line in self.vault.read_bytes().split(b"\n\n\0")[0].decode().split("\n")
                if line.startswith("slot ")]


class InAScript(ChangeScenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)

    def test_the_new_one_opens_the_vault_and_the_old_one_does_not(self):
        result = self.change()
        self.assertEqual((result.status, result.out, result.err), (0, "", OLDER))
        self.assertFalse(self.opens(PASSPHRASE))
        self.assertTrue(self.opens(NEW))

    def test_the_accounts_are_all_there(self):
        self.fob("remove", "--yes", "RFC:6238")
        self.fob("add", "-", stdin=RFC_URI.replace("6238", "two"))
        before = vaults.read(self.vault, PASSPHRASE)
        self.change()
        after = vaults.read(self.vault, NEW)
        for part in ("accounts", "removed"):
            self.assertEqual([vars(each) for each in getattr(after, part)],
                             [vars(each) for each in getattr(before, part)])
        self.assertEqual(after.generation, before.generation + 1)

    def test_the_previous_generation_becomes_a_copy_of_the_new_vault(self):
        self.assertTrue(self.opens(PASSPHRASE, self.previous()))
        self.change()
        self.assertEqual(self.previous().read_bytes(), self.vault.read_bytes())

    def test_the_data_key_salt_and_nonces_are_new_and_the_cost_stays(self):
        before, head = self.slots()[0].split(" "), self.vault.read_bytes().split(b"\n")
        self.change()
        after, new_head = self.slots()[0].split(" "), self.vault.read_bytes().split(b"\n")
        self.assertEqual(before[:6], after[:6])  # to the memory
        for old, new in zip(before[6:], after[6:], strict=True):
            self.assertNotEqual(old, new)
        self.assertEqual(head[0], new_head[0])
        for old, new in zip(head[2].split(b" ")[2:], new_head[2].split(b" ")[2:], strict=True):
            self.assertNotEqual(old, new)

    def test_both_may_come_on_two_lines_of_one_descriptor(self):
        result = self.run_bare("passphrase", "--passphrase-fd", "0", "--new-passphrase-fd", "0",
                               stdin=f"{PASSPHRASE}\n{NEW}\n")
        self.assertEqual((result.status, result.err), (0, OLDER))
        self.assertTrue(self.opens(NEW))

    def test_another_cost_can_be_chosen(self):
        self.change("--kdf-memory", "9", "--kdf-passes", "2")
        self.assertIn(" passes=2 memory=9216 ", self.slots()[0])
        self.assertTrue(self.opens(NEW))

    def test_what_is_not_chosen_stays(self):
        self.change("--kdf-memory", "9")
        self.assertIn(" passes=1 memory=9216 ", self.slots()[0])
        self.passphrase_file.write_text(NEW)
        self.change("--kdf-passes", "2")
        self.assertIn(" passes=2 memory=9216 ", self.slots()[0])

    def test_json_says_what_it_costs_and_that_the_data_key_is_new(self):
        answer = json.loads(self.change("--json").out)
        self.assertEqual(answer, {
            "vault": str(self.vault),
            "id": self.vault.read_bytes().split(b"\n")[0].decode().partition("id=")[2],
            "kdf_memory": 8, "kdf_passes": 1, "new_data_key": True, "slots": 1,
            "warnings": ["older backups still open with the old passphrase"]})

    def test_the_same_one_again_is_allowed(self):
        before = self.vault.read_bytes()
        self.new_file.write_text(PASSPHRASE)
        result = self.change()
        self.assertEqual((result.status, result.err), (0, OLDER))
        self.assertNotEqual(self.vault.read_bytes().split(b"\n")[2], before.split(b"\n")[2])

    def test_a_change_to_the_accounts_follows_as_ever(self):
        self.change()
        self.passphrase_file.write_text(NEW)
        self.fob("rename", "RFC:6238", "RFC:2")
        self.assertEqual(self.fob("list"), "RFC:2\n")


class Refusals(ChangeScenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)
        self.before = self.vault.read_bytes(), self.previous().read_bytes()

    def tearDown(self):
        self.assertEqual((self.vault.read_bytes(), self.previous().read_bytes()), self.before)

    def test_a_wrong_passphrase(self):
        result = self.run_bare("passphrase", "--passphrase-fd", "0", "--new-passphrase-file",
                               str(self.new_file), stdin="wrong")
        self.assert_fails(result, 5, f"wrong passphrase for {self.vault}")

    def test_no_new_one_and_no_terminal(self):
        self.assert_fails(self.run_fob("passphrase"), 5,
                          f"no new passphrase for {self.vault}, and no terminal to ask at",
                          "give --new-passphrase-file PATH or --new-passphrase-fd N")

    def test_an_empty_one(self):
        self.new_file.write_text("\n")
        self.assert_fails(self.change(), 2, "an empty passphrase protects nothing",
                          "several words that have nothing to do with each other make a good one")

    def test_a_cost_over_the_limit(self):
        self.assert_fails(self.change("--kdf-memory", "8", "--kdf-passes", "3",
                                      "--kdf-limit", "23"), 11,
                          "this vault's passphrase costs 24 MiB of memory passes, the limit is 23",
                          "to spend that, add --kdf-limit 24")

    def test_a_value_out_of_range_before_anything_is_read(self):
        self.assert_fails(self.run_bare("passphrase", "--kdf-memory", "7"), 2,
                          "--kdf-memory must be a whole number from 8 to 4096")

    def test_an_operand(self):
        self.assert_fails(self.change("new"), 2, "passphrase takes no operand",
                          "it asks for it, or reads it: --new-passphrase-file PATH")

    def test_no_vault(self):
        result = self.change("--vault", "nowhere.fob")
        self.assertEqual((result.status, result.out), (6, ""))


class SeveralSlots(ChangeScenario):
    """Vaults whose passphrase opens one of several slots."""

    def place(self, name):
        data, self.passphrase = vaults.vector(name)
        self.vault.parent.mkdir(parents=True)
        self.vault.write_bytes(data)
        self.vault.chmod(0o600)
        self.passphrase_file.write_text(self.passphrase)

    def test_a_slot_of_an_unknown_kind_keeps_the_data_key(self):
        self.place("unknown-slots")
        before = self.slots()
        result = self.change()
        self.assertEqual((result.status, result.out, result.err), (0, "", KEPT + OLDER))
        self.assertEqual(self.slots()[:2], before[:2])
        self.assertNotEqual(self.slots()[2], before[2])
        self.assertTrue(self.opens(NEW))
        self.assertFalse(self.opens(self.passphrase))

    def test_so_does_another_passphrase_that_cannot_be_asked_for(self):
        self.place("second-slot")
        before = self.slots()
        answer = json.loads(self.change("--json").out)
        self.assertEqual((answer["new_data_key"], answer["slots"]), (False, 2))
        self.assertEqual(self.slots()[0], before[0])
        self.assertTrue(self.opens(NEW))

    def two_passphrases(self):
        """A vault whose passphrase opens the second of two slots."""
        self.place("second-slot")
        return ("--passphrase-file", str(self.passphrase_file),
                "--new-passphrase-file", str(self.new_file))

    def test_at_a_terminal_the_others_are_asked_for(self):
        words = self.two_passphrases()
        before = self.slots()
        session = self.type_fob("passphrase", *words)
        session.expect_exact(OTHER.format(self.vault))
        session.sendline("not this one")
        session.expect_exact("wrong; " + OTHER.format(self.vault))
        session.sendline(THE_FIRST_SLOTS)
        status, text = self.end(session)
        self.assertEqual((status, text), (0, "\n" + OLDER))
        for old, new in zip(before, self.slots(), strict=True):
            self.assertNotEqual(old, new)
        self.assertTrue(self.opens(NEW))
        self.assertTrue(self.opens(THE_FIRST_SLOTS))

    def test_enter_alone_keeps_the_data_key(self):
        words = self.two_passphrases()
        session = self.type_fob("passphrase", *words)
        session.expect_exact(OTHER.format(self.vault))
        session.sendline("")
        self.assertEqual(self.end(session), (0, "\n" + KEPT + OLDER))

    def test_three_wrong_ones_are_the_end(self):
        words = self.two_passphrases()
        before = self.vault.read_bytes()
        session = self.type_fob("passphrase", *words)
        for _ in range(3):
            session.expect_exact(OTHER.format(self.vault))
            session.sendline("wrong")
        self.assertEqual(self.end(session), (5, f"\nfob: wrong passphrase for {self.vault}\n"))
        self.assertEqual(self.vault.read_bytes(), before)


class AtATerminal(ChangeScenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)

    def answer(self, *answers):
        session = self.type_fob("passphrase")
        shown = ""
        for question, answer in answers:
            session.expect_exact(question)
            shown += session.before + session.after
            session.sendline(answer)
        status, rest = self.end(session)
        return status, shown + rest

    def test_the_old_one_is_asked_for_then_the_new_one_twice_and_none_is_shown(self):
        status, shown = self.answer((f"passphrase for {self.vault}: ", PASSPHRASE),
                                    (f"new passphrase for {self.vault}: ", NEW),
                                    (f"the same again for {self.vault}: ", NEW))
        self.assertEqual(status, 0)
        self.assertNotIn(PASSPHRASE, shown)
        self.assertNotIn(NEW, shown)
        self.assertTrue(shown.endswith(OLDER), shown)
        self.assertTrue(self.opens(NEW))

    def test_two_that_differ_are_asked_for_again(self):
        status, _ = self.answer(("passphrase for", PASSPHRASE), ("new passphrase for", NEW),
                                ("the same again", NEW + "x"),
                                (f"these two differ; new passphrase for {self.vault}: ", NEW),
                                ("the same again", NEW))
        self.assertEqual(status, 0)
        self.assertTrue(self.opens(NEW))

    def test_a_third_pair_that_differs_changes_nothing(self):
        before = self.vault.read_bytes()
        status, shown = self.answer(("passphrase for", PASSPHRASE),
                                    *3 * [("new passphrase for", NEW), ("the same again", "x")])
        self.assertEqual(status, 5)
        self.assertTrue(shown.endswith(
            "fob: the passphrase was not typed the same way twice\n"), shown)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_third_wrong_old_one_is_the_end(self):
        status, shown = self.answer(*3 * [(f"passphrase for {self.vault}: ", "wrong")])
        self.assertEqual(status, 5)
        self.assertTrue(shown.endswith(f"fob: wrong passphrase for {self.vault}\n"), shown)

    def test_a_weak_one_needs_a_yes(self):
        before = self.vault.read_bytes()
        status, shown = self.answer(
            ("passphrase for", PASSPHRASE), ("new passphrase for", "password1"),
            ("the same again", "password1"),
            (f"this passphrase for {self.vault} is weak: it can be guessed; use it? [y/N] ", "n"))
        self.assertEqual(status, 11)
        self.assertIn("fob: a weak passphrase was declined\n", shown)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_an_interrupt_restores_the_terminal_and_changes_nothing(self):
        before = self.vault.read_bytes()
        session = self.type_fob("passphrase")
        session.expect_exact("passphrase for")
        session.sendline(PASSPHRASE)
        session.expect_exact(f"new passphrase for {self.vault}: ")
        self.assertFalse(session.getecho())
        session.sendintr()
        status, _ = self.end(session)
        self.assertEqual(status, -signal.SIGINT)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_one_that_was_changed_while_the_old_one_was_typed_is_not_changed_again(self):
        data, passphrase = vaults.vector("unknown-slots")  # whose data key stays
        self.vault.write_bytes(data)
        self.passphrase_file.write_text(passphrase)
        session = self.type_fob("passphrase")
        session.expect_exact("passphrase for")
        self.assertEqual(self.change().status, 0)
        between = self.vault.read_bytes()
        session.sendline(passphrase)
        status, shown = self.end(session)
        self.assertEqual((status, shown.splitlines()[-2:]), (5, [
            "fob: the passphrase was changed meanwhile, and nothing was saved",
            "hint: type the command again"]))
        self.assertEqual(self.vault.read_bytes(), between)

    def test_a_passphrase_that_another_process_changed_meanwhile_is_not_changed_again(self):
        session = self.type_fob("passphrase")
        session.expect_exact("passphrase for")
        session.sendline(PASSPHRASE)
        session.expect_exact(f"new passphrase for {self.vault}: ")
        self.assertEqual(self.change().status, 0)
        between = self.vault.read_bytes()
        for _ in range(2):
            session.sendline("a third one of this kind")
        status, shown = self.end(session)
        self.assertEqual(status, 5)
        self.assertTrue(shown.endswith(
            "fob: the passphrase was changed meanwhile, and nothing was saved\n"
            "hint: type the command again\n"), shown)
        self.assertEqual(self.vault.read_bytes(), between)

    def test_an_account_that_was_added_meanwhile_stays(self):
        session = self.type_fob("passphrase")
        session.expect_exact("passphrase for")
        session.sendline(PASSPHRASE)
        session.expect_exact(f"new passphrase for {self.vault}: ")
        self.fob("add", "-", stdin=RFC_URI.replace("6238", "meanwhile"))
        session.sendline(NEW)
        session.expect_exact("the same again")
        session.sendline(NEW)
        self.assertEqual(self.end(session)[0], 0)
        self.passphrase_file.write_text(NEW)
        self.assertEqual(self.fob("list"), "RFC:6238\nRFC:meanwhile\n")


if __name__ == "__main__":
    fob.main()
