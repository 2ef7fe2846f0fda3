"""fob slot."""

import json

from scenarios import fob, vaults
from scenarios.fob import CHEAP, PASSPHRASE
from scenarios.slots import NEW, SlotScenario

OLDER = "fob: older backups still open with what opened it\n"
KEPT = ("fob: warning: the data key stays, for the vault has other slots: whoever has an older "
        "backup and what opened this slot can open this vault too\n")


class TheList(SlotScenario):
    def test_says_what_opens_the_vault(self):
        self.recovery("--label", "in the safe")
        ids = [slot["short_id"] for slot in self.slots()]
        self.assertEqual(self.fob("slot", "list"),
                         f"{ids[0]}\tpassphrase\t\t8 MiB, 1 pass\topen\n"
                         f"{ids[1]}\trecovery\tin the safe\t\t\n")

    def test_has_no_secret(self):
        key, _ = self.recovery()
        text = self.fob("slot", "list") + self.fob("slot", "list", "--json")
        for part in (key, key.replace("-", ""), PASSPHRASE):
            self.assertNotIn(part, text)

    def test_tells_which_one_is_open(self):
        _, file = self.recovery()
        slots = json.loads(self.run_bare("slot", "list", "--json",
                                         "--recovery-key-file", file).out)["slots"]
        self.assertEqual([slot.get("open") for slot in slots], [None, True])

    def test_calls_what_it_does_not_know_unknown(self):
        vault, passphrase = vaults.vector("unknown-slots")
        path = self.file("v.fob", vault, 0o600)
        result = self.run_bare("slot", "list", "--vault", str(path), "--passphrase-fd", "0",
                               stdin=passphrase)
        self.assertEqual([line.split("\t")[1] for line in result.out.splitlines()],
                         ["unknown", "unknown", "passphrase"])


class AtATerminal(SlotScenario):
    def row(self, columns):
        """The line of a slot with a long label, in a terminal that is so wide."""
        self.recovery("--label", "the paper in the safe behind the picture of the sailing ship")
        session = self.type_fob("--passphrase-file", str(self.passphrase_file), "slot", "list",
                                columns=columns)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        return text.splitlines()

    def test_a_long_label_is_shortened_and_hides_no_column(self):
        first, second = self.row(80)
        self.assertRegex(first, r"\A[0-9a-f]{8}  passphrase  {40,}8 MiB, 1 pass  open\Z")
        self.assertRegex(second, r"\A[0-9a-f]{8}  recovery    the paper in the safe behind.*…\Z")

    def test_a_wide_terminal_shows_it_whole(self):
        self.assertTrue(self.row(120)[1].endswith(" the paper in the safe behind the picture of "
                                                  "the sailing ship"))


class Labels(SlotScenario):
    def test_are_beside_the_slot(self):
        self.recovery("--label", "Büro 2")
        self.assertEqual(self.slots()[1]["label"], "Büro 2")
        self.assertTrue(self.head()[3].startswith("x-label id="))
        self.assertTrue(self.head()[3].endswith(" label=B%C3%BCro%202"))

    def test_name_a_slot_and_go_with_it(self):
        self.recovery("--label", "safe")
        self.fob("slot", "remove", "--yes", "safe")
        self.assertEqual(len(self.head()), 3)

    def test_do_not_read_as_an_id(self):
        for label in (self.id_of("passphrase"), "decade", "C0FFEE00"):
            self.assert_fails(self.run_fob("slot", "add", "recovery", "--label", label), 2,
                              "--label must not read as the id of a slot",
                              "six or more of 0-9 and a-f need another character beside them")
        self.recovery("--label", "decades")

    def test_have_one_line(self):
        for label in ("", "a\nb", "x" * 65):
            self.assert_fails(self.run_fob("slot", "add", "recovery", "--label", label), 2,
                              "--label must be text of 1 to 64 bytes in one line")


class AnotherPassphrase(SlotScenario):
    def test_opens_the_vault_too(self):
        result = self.run_fob("slot", "add", "passphrase", *CHEAP, "--label", "laptop",
                              "--new-passphrase-fd", "0", stdin=NEW)
        slot = self.slots()[1]
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", f"fob: added the slot {slot['short_id']} (passphrase, laptop)\n"))
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=NEW))
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=PASSPHRASE))

    def test_there_are_eight_at_most(self):
        for i in range(7):
            self.fob("slot", "add", "passphrase", *CHEAP, "--new-passphrase-fd", "0",
                     stdin=f"{NEW} {i}")
        # Neither passphrase is asked for.
        result = self.run_bare("slot", "add", "passphrase", *CHEAP)
        self.assert_fails(result, 11,
                          "the vault has 8 slots with a passphrase, and cannot have more",
                          "remove one that is of no use: fob slot list")

    def test_there_are_32_slots_at_most(self):
        for _ in range(31):
            self.recovery()
        for words in (("passphrase",), ("recovery",), ("keyfile", "--new-keyfile", "key")):
            self.assert_fails(self.run_bare("slot", "add", *words), 11,
                              "the vault has 32 slots, and cannot have more",
                              "remove one that is of no use: fob slot list")
        self.assertFalse((self.home / "key").exists())

    def test_the_one_of_another_slot_is_changed_by_name(self):
        self.fob("slot", "add", "passphrase", *CHEAP, "--label", "laptop",
                 "--new-passphrase-fd", "0", stdin="forgotten words of a laptop")
        _, file = self.recovery()
        result = self.run_bare("passphrase", "--recovery-key-file", file,
                               "--new-passphrase-fd", "0", stdin=NEW)
        self.assert_fails(result, 2, "the vault has 2 slots with a passphrase, and no terminal "
                          "to ask at", "name one of them: --slot ID    see: fob slot list")
        self.assertEqual(self.run_bare("passphrase", "--recovery-key-file", file, "--slot",
                                       "laptop", "--new-passphrase-fd", "0", stdin=NEW).status, 0)
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=NEW))
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=PASSPHRASE))


class Removing(SlotScenario):
    def test_makes_a_new_data_key_and_replaces_the_previous_generation(self):
        _, file = self.recovery()
        before, slot = self.commit(), self.id_of("recovery")
        result = self.run_fob("slot", "remove", "--yes", slot)
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", OLDER + f"fob: removed the slot {slot} (recovery key)\n"))
        self.assertNotEqual(self.commit(), before)
        self.assertEqual(self.previous().read_bytes(), self.vault.read_bytes())
        self.assertFalse(self.opens("--recovery-key-file", file))
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=PASSPHRASE))

    def test_keeps_the_data_key_where_a_secret_is_not_at_hand(self):
        self.recovery()
        self.keyfile()
        before = self.commit()
        result = self.run_fob("slot", "remove", "--yes", self.id_of("keyfile"))
        self.assertEqual(result.status, 0)
        self.assertIn(KEPT, result.err)
        self.assertEqual(self.commit(), before)

    def test_takes_the_other_secrets_from_the_options(self):
        _, file = self.recovery()
        path = self.keyfile()
        other = str(self.file("other", bytes(40), 0o600))
        self.fob("slot", "add", "keyfile", "--label", "photo", other)
        before = self.commit()
        document = json.loads(self.fob("slot", "remove", "--yes", "--json", "photo", "--keyfile",
                                       str(path), "--recovery-key-file", file))
        self.assertTrue(document["new_data_key"])
        self.assertEqual(document["slots"], 3)
        self.assertEqual(document["removed"]["label"], "photo")
        self.assertNotEqual(self.commit(), before)
        for words in (("--keyfile", str(path)), ("--recovery-key-file", file),
                      ("--passphrase-file", str(self.passphrase_file))):
            self.assertTrue(self.opens(*words), words)
        self.assertFalse(self.opens("--keyfile", other))

    def wrong_beside_a_key_file(self, *words):
        """A second passphrase goes, with what opens each of the other slots but one."""
        self.fob("slot", "add", "passphrase", *CHEAP, "--label", "laptop",
                 "--new-passphrase-fd", "0", stdin=NEW)
        before = self.vault.read_bytes()
        result = self.run_bare("slot", "remove", "--yes", "laptop", "--keyfile",
                               str(self.keyfile_path), *words)
        return result, before

    def test_what_was_given_and_opens_nothing_is_wrong(self):
        _, file = self.recovery()
        self.keyfile_path = self.keyfile()
        wrong = str(self.file("wrong", "open says me\n", 0o600))
        result, before = self.wrong_beside_a_key_file("--recovery-key-file", file,
                                                      "--passphrase-file", wrong)
        self.assert_fails(result, 5, f"wrong passphrase for {self.vault}")
        self.assertEqual(self.vault.read_bytes(), before)
        other = self.file("other", "2491-650N-2RBH-G68T-3CE1-T7GZ-404P\n", 0o600)
        result = self.run_bare("slot", "remove", "--yes", "laptop", "--keyfile",
                               str(self.keyfile_path), "--recovery-key-file", str(other))
        self.assert_fails(result, 5, f"the recovery key does not open {self.vault}")
        result = self.run_bare("passphrase", "--slot", "laptop", "--keyfile",
                               str(self.keyfile_path), "--passphrase-file", wrong,
                               "--new-passphrase-fd", "0", stdin="never read")
        self.assert_fails(result, 5, f"wrong passphrase for {self.vault}")
        self.assertEqual(self.vault.read_bytes(), before)

    def test_what_opens_the_slot_that_goes_is_not_wrong(self):
        self.keyfile_path = self.keyfile()
        laptops = str(self.file("laptops", NEW + "\n", 0o600))
        result, _ = self.wrong_beside_a_key_file("--passphrase-file", laptops)
        self.assertEqual((result.status, KEPT in result.err), (0, True), result.err)

    def test_no_more_is_spent_on_them_than_is_allowed(self):
        self.keyfile_path = self.keyfile()
        result, before = self.wrong_beside_a_key_file(
            "--kdf-limit", "4", "--passphrase-file", str(self.passphrase_file))
        self.assertEqual((result.status, "--kdf-limit" in result.err), (11, True), result.err)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_variable_may_be_for_another_vault(self):
        self.keyfile_path = self.keyfile()
        self.environment["FOB_PASSPHRASE_FILE"] = str(self.file("wrong", "no\n", 0o600))
        result, _ = self.wrong_beside_a_key_file()
        self.assertEqual((result.status, KEPT in result.err), (0, True), result.err)

    def test_the_last_slot_stays(self):
        before = self.vault.read_bytes()
        result = self.run_fob("slot", "remove", "--yes", self.id_of("passphrase"))
        self.assert_fails(result, 11, "this is the last slot: without it nothing opens the vault",
                          "to add another one first, type: fob slot add passphrase")
        self.assertEqual(self.vault.read_bytes(), before)

    def test_all_but_the_recovery_key_is_a_warning(self):
        _, file = self.recovery()
        result = self.run_bare("slot", "remove", "--yes", self.id_of("passphrase"),
                               "--recovery-key-file", file)
        self.assertEqual(result.status, 0)
        self.assertIn("fob: warning: nothing but a recovery key opens the vault now; to make "
                      "another way in, type: fob slot add passphrase\n", result.err)
        self.assertTrue(self.opens("--passphrase-file", file))

    def test_all_but_key_files_is_a_warning(self):
        path = self.keyfile()
        result = self.run_bare("slot", "remove", "--yes", self.id_of("passphrase"), "--keyfile",
                               str(path))
        self.assertEqual(result.status, 0)
        self.assertIn("fob: warning: nothing but a key file opens the vault now; to make "
                      "another way in, type: fob slot add passphrase\n", result.err)

    def test_all_but_these_two_is_a_warning(self):
        path = self.keyfile()
        self.recovery()
        result = self.run_bare("slot", "remove", "--yes", self.id_of("passphrase"), "--keyfile",
                               str(path))
        self.assertIn("fob: warning: nothing but a recovery key or a key file opens the vault "
                      "now; to make another way in, type: fob slot add passphrase\n", result.err)

    def test_needs_an_answer(self):
        self.recovery()
        result = self.run_fob("slot", "remove", self.id_of("recovery"))
        self.assert_fails(result, 2,
                          "removing a slot is asked about, and no terminal to ask at",
                          "to answer with yes, add --yes")

    def test_of_nothing_or_of_two_is_refused(self):
        for _ in range(2):
            self.recovery("--label", "twin")
        ids = [slot["short_id"] for slot in self.slots()[1:]]
        result = self.run_fob("slot", "remove", "--yes", "twin")
        self.assert_fails(result, 4, "several slots have that id or label",
                          "type one of these:\n" + "\n".join(
                              f"  {each}    recovery key, twin" for each in ids))
        self.fob("slot", "remove", "--yes", ids[0].upper())
        self.fob("slot", "remove", "--yes", "twin")
        self.assert_fails(self.run_fob("slot", "remove", "--yes", "nobody"), 3,
                          "no slot has that id or label", "see: fob slot list")


class WrongUsage(SlotScenario):
    def test_is_named(self):
        kinds = "it is one of: passphrase, recovery, keyfile"
        for words, message, hint in (
                ((), "slot needs one of: list, add, remove", "type: fob slot --help"),
                (("show",), "slot needs one of: list, add, remove", "type: fob slot --help"),
                (("add",), "slot add needs the kind of slot", kinds),
                (("add", "fido2"), "there is no such kind of slot", kinds),
                (("add", "keyfile"), "slot add keyfile needs the path of a file",
                 "to make one, type: fob slot add keyfile --new-keyfile PATH"),
                (("add", "recovery", "x"), "slot add has an operand too many",
                 "type: fob slot --help"),
                (("list", "x"), "slot list takes no operand", "type: fob slot list"),
                (("list", "--label", "x"), "that option is one of slot add",
                 "type: fob slot --help"),
                (("remove",), "slot remove needs the id or the label of one slot",
                 "see: fob slot list")):
            with self.subTest(words=words):
                self.assert_fails(self.run_fob("slot", *words), 2, message, hint)


if __name__ == "__main__":
    fob.main()
