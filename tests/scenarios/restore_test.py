"""fob restore: the ways back."""

import json
import re
import shutil

from scenarios import fob, vaults
from scenarios.backed_up import ALICE, CAROL, COUNTERS, HAL_CODES, BackedUp, totals
from scenarios.fob import CHEAP, PASSPHRASE

LAST_YEAR = "what i knew by heart then"


class OverAVaultThatLivedOn(BackedUp):
    SHOWN = "added: Bank:bob\ngone: Mail:carol\ndifferent: GitHub:alice (digits)\n"

    def setUp(self):
        super().setUp()
        self.live_on()

    def test_its_accounts_are_those_of_the_backup_and_nothing_is_lost(self):
        result = self.run_fob("restore", "--yes", "backup.fob")
        self.assertEqual((result.status, result.out), (0, totals(1, 1, 1, 1)))
        self.assertRegex(result.err, "\\A" + re.escape(
            self.SHOWN + "fob: removed Mail:carol, kept for 90 days\n"
            "  undo: fob remove --undo Mail:carol\n"
            "fob: replaced GitHub:alice, its former version is kept for 90 days\n"
            "  undo: fob remove --undo 'GitHub:alice #") + r"[0-9a-f]{8}'\n\Z")
        undo = result.err.rpartition("--undo ")[2].strip().strip("'")
        self.assertEqual(sorted(self.names()), ["Bank:bob", "GitHub:alice", "Nostromo:hal"])
        self.assertEqual(self.fob("code", "--at", "59", "alice"), "287082\n")
        self.fob("remove", "--undo", "Mail:carol")
        self.assertIn("Mail:carol", self.names())
        self.fob("remove", "--undo", "--on-duplicate", "replace", undo)
        self.assertEqual(self.fob("code", "--at", "59", "alice"), "94287082\n")

    def test_no_counter_goes_back(self):
        self.fob("restore", "--yes", "backup.fob")
        self.assertEqual(self.fob("code", "Nostromo:hal").strip(), HAL_CODES[3])

    def test_nor_where_the_vault_is_the_older_one(self):
        self.fob("backup", "newer.fob")
        shutil.copy(self.backup, self.vault)
        result = self.run_fob("restore", "--yes", "newer.fob")
        self.assertEqual((result.status, result.out), (0, totals(1, 1, 1, 1)))
        self.assertIn("fob: 1 counter is larger in the backup\n", result.err)
        result = self.run_fob("code", "Nostromo:hal")
        self.assertEqual((result.status, result.out.strip(), "older" in result.err),
                         (0, HAL_CODES[3], False), result.err)

    def test_it_is_the_next_generation_of_the_vault(self):
        before = self.generation()
        former = self.vault.read_bytes()
        self.fob("restore", "--yes", "backup.fob")
        self.assertEqual(self.generation(), before + 1)
        self.assertEqual(self.vault.with_name("vault.fob~").read_bytes(), former)
        self.assertEqual(list(self.vault.parent.glob("*damaged*")), [])

    def test_restored_twice_it_changes_nothing(self):
        self.fob("restore", "--yes", "backup.fob")
        before = self.vault.read_bytes()
        result = self.run_bare("restore", "--no-input", "backup.fob", "--passphrase-file",
                               self.passphrase_file)
        self.assertEqual((result.status, result.out, result.err),
                         (0, totals(same=3), "fob: the vault has all of it already\n"))
        self.assertEqual(self.vault.read_bytes(), before)

    def test_at_a_terminal_it_says_what_will_change_and_asks(self):
        before = self.vault.read_bytes()
        for answer, status in (("n", 11), ("", 11), ("y", 0)):
            session = self.type_fob("restore", "backup.fob")
            session.expect_exact(f"passphrase for {self.vault}: ")
            session.sendline(PASSPHRASE)
            # The key of the vault opens its backup too: nothing more is asked.
            question = f"restore backup.fob: {totals(1, 1, 1, 1).strip()}? [y/N] "
            session.expect_exact(question)
            self.assertEqual(session.before.replace("\r\n", "\n"), "\n" + self.SHOWN)
            session.sendline(answer)
            ended, text = self.end(session)
            self.assertEqual(ended, status, text)
            if status:
                self.assertEqual(text, f"{answer}\nfob: not done\n")
                self.assertEqual(self.vault.read_bytes(), before)
        self.assertEqual(len(self.names()), 3)

    def test_where_it_cannot_ask_nothing_is_done(self):
        before = self.vault.read_bytes()
        question = f"restore backup.fob: {totals(1, 1, 1, 1).strip()}? [y/N]"
        for words, why, hint in (([], "there is no terminal", None),
                                 (["--no-input"], "--no-input is given", "leave out --no-input")):
            result = self.run_fob("restore", "-q", *words, "backup.fob")
            self.assert_fails(result, 2, f"cannot ask `{question}`: {why}", hint)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_json(self):
        answer = json.loads(self.fob("restore", "--yes", "--json", "backup.fob"))
        ids = {entry.pop("name"): entry.pop("id") for entry in answer["entries"]}
        self.assertEqual(answer, {
            "vault": str(self.vault), "file": "backup.fob", "added": 1, "gone": 1, "different": 1,
            "same": 1, "counters": 0, "removed": 0, "unreadable": 0,
            "entries": [{"status": "added"}, {"status": "gone"},
                        {"status": "different", "fields": ["digits"]}]})
        self.assertEqual(list(ids), ["Bank:bob", "Mail:carol", "GitHub:alice"])
        shown = json.loads(self.fob("show", "--json", "Bank:bob"))
        self.assertEqual(shown["id"], ids["Bank:bob"])

    def test_the_previous_generation_is_one_too(self):
        self.fob("remove", "--yes", "Mail:carol")
        result = self.run_fob("restore", "--yes", "--previous")
        self.assertEqual((result.status, result.out), (0, totals(added=1, same=2)))
        self.assertIn("Mail:carol", self.names())

    def test_from_standard_input(self):
        result = self.run_fob("restore", "--yes", "-", stdin=self.backup.read_bytes())
        self.assertEqual((result.status, result.out), (0, totals(1, 1, 1, 1)))


class UnreadableAndRemoved(BackedUp):
    def test_those_of_both_are_there(self):
        vault, passphrase = vaults.vector("unreadable-lines")
        self.vault.write_bytes(vault)
        self.passphrase_file.write_text(passphrase + "\n")
        self.file("old.fob", vault)
        before = vaults.read(self.vault, passphrase)
        result = self.run_fob("restore", "--yes", "old.fob")
        self.assertEqual((result.status, result.err.splitlines()[-1]),
                         (0, "fob: the vault has all of it already"), result)
        self.fob("add", "-", stdin=CAROL)
        self.fob("restore", "--yes", "old.fob")
        after = vaults.read(self.vault, passphrase)
        self.assertEqual(after.unreadable, before.unreadable)
        self.assertEqual([entry.name for entry in after.removed][-1:], ["carol"])


class DiskGone(BackedUp):
    """Or another machine."""

    def setUp(self):
        super().setUp()
        self.live_on()
        self.seen = self.generation()
        shutil.rmtree(self.vault.parent)

    def test_the_backup_becomes_the_vault(self):
        result = self.run_fob("restore", "backup.fob")
        self.assertEqual((result.status, result.out, result.err), (0, totals(added=3), COUNTERS))
        self.assertEqual(sorted(self.names()), ["Bank:bob", "GitHub:alice", "Nostromo:hal"])
        self.assertEqual(self.vault.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.vault.parent.stat().st_mode & 0o777, 0o700)
        self.assertEqual(sorted(path.name for path in self.vault.parent.iterdir()),
                         ["vault.fob", "vault.fob.lock"])

    def test_as_a_generation_above_the_last_that_was_seen(self):
        self.fob("restore", "backup.fob")
        self.assertEqual(self.generation(), self.seen + 1)
        result = self.run_fob("code", "Nostromo:hal")
        self.assertEqual((result.status, result.out.strip(), "warning" in result.err),
                         (0, HAL_CODES[0], False))

    def test_where_nothing_was_seen_above_its_own(self):
        shutil.rmtree(self.home / ".local" / "state")
        self.fob("restore", "backup.fob")
        self.assertEqual(self.generation(), self.generation(self.backup) + 1)

    def test_under_the_passphrase_of_the_backup_which_is_asked_for_by_its_name(self):
        session = self.type_fob("restore", "backup.fob")
        session.expect_exact("passphrase for backup.fob: ")
        session.sendline(PASSPHRASE)
        self.assertEqual(self.end(session), (0, "\n" + COUNTERS + totals(added=3)))
        self.assertEqual(len(self.names()), 3)

    def test_without_one_it_does_not(self):
        self.assert_fails(self.run_bare("restore", "backup.fob"), 5,
                          "no passphrase for backup.fob, and no terminal to ask at",
                          "give --passphrase-file PATH, --passphrase-fd N or "
                          "--passphrase-command CMD")
        self.assertFalse(self.vault.exists())

    def test_the_backup_stays_as_it_is(self):
        before = self.backup.read_bytes()
        self.fob("restore", "backup.fob")
        self.assertEqual(self.backup.read_bytes(), before)

    def test_json(self):
        answer = json.loads(self.fob("restore", "--json", "backup.fob"))
        self.assertEqual([answer[key] for key in ("added", "gone", "different", "same")],
                         [3, 0, 0, 0])
        self.assertEqual(answer["warnings"], [COUNTERS[len("fob: warning: "):-1]])
        self.assertNotIn("kept", answer)


class Damaged(BackedUp):
    def setUp(self):
        super().setUp()
        self.live_on()
        data = bytearray(self.vault.read_bytes())
        data[-100] ^= 1
        self.damaged = bytes(data)
        self.vault.write_bytes(self.damaged)
        self.vault.chmod(0o600)

    def test_it_stays_beside_and_the_backup_takes_its_place(self):
        previous = self.vault.with_name("vault.fob~").read_bytes()
        result = self.run_fob("restore", "--yes", "backup.fob")
        kept, other = self.kept(), self.kept("previous")
        self.assertEqual((result.status, result.out), (0, totals(added=3)))
        self.assertEqual(result.err,
                         "fob: the previous generation is there too: fob restore --previous\n" +
                         COUNTERS + f"fob: what was there is kept as {kept}\n"
                         f"fob: what was there is kept as {other}\n")
        self.assertEqual((kept.read_bytes(), other.read_bytes()), (self.damaged, previous))
        self.assertEqual(len(self.names()), 3)

    def test_a_previous_generation_that_is_of_no_use_is_kept_and_not_named(self):
        previous = self.vault.with_name("vault.fob~")
        unusable = {previous.read_bytes()[:-1], vaults.vector("example")[0]}
        for content in unusable:
            self.vault.write_bytes(self.damaged)
            previous.write_bytes(content)
            result = self.run_fob("restore", "--yes", "backup.fob")
            self.assertEqual((result.status, "--previous" in result.err), (0, False), result)
        kept = self.vault.parent.glob("vault.fob.previous-*")
        self.assertEqual({path.read_bytes() for path in kept}, unusable)

    def test_its_previous_generation_can_too(self):
        previous = self.vault.with_name("vault.fob~").read_bytes()
        result = self.run_fob("restore", "--yes", "--previous")
        self.assertEqual((result.status, result.out), (0, totals(added=3)))
        self.assertEqual(sorted(self.names()), ["GitHub:alice", "Mail:carol", "Nostromo:hal"])
        self.kept()
        self.assertEqual(list(self.vault.parent.glob("*.previous-*")), [])
        self.assertEqual(self.vault.with_name("vault.fob~").read_bytes(), previous)

    def test_it_asks_first(self):
        session = self.type_fob("restore", "backup.fob")
        session.expect_exact("passphrase for backup.fob: ")
        session.sendline(PASSPHRASE)
        session.expect_exact(f"{self.vault} is damaged; put backup.fob (3 accounts) in its place, "
                             "and keep it beside? [y/N] ")
        session.sendline("n")
        self.assertEqual(self.end(session)[0], 11)
        self.assertEqual(self.vault.read_bytes(), self.damaged)
        self.assertEqual(list(self.vault.parent.glob("vault.fob.*-*")), [])

    def test_an_empty_one_is_damaged_too(self):
        self.vault.write_bytes(b"")
        self.fob("restore", "--yes", "backup.fob")
        self.assertEqual(self.kept().read_bytes(), b"")

    def test_several_are_kept_apart(self):
        for _ in range(3):
            self.vault.write_bytes(self.damaged)
            self.fob("restore", "--yes", "backup.fob")
        self.assertEqual(len(list(self.vault.parent.glob("vault.fob.damaged-*"))), 3)

    def test_one_of_another_vault_is_named(self):
        self.fob("init", *CHEAP, "--vault", "other.fob")
        self.assert_fails(self.run_fob("restore", "--yes", "other.fob"), 11,
                          "the vault is damaged, and other.fob is a backup of another one",
                          f"to have it all the same, move the vault away: mv {self.vault} "
                          f"{self.vault}.old")


class Forgotten(BackedUp):
    """The passphrase of today; that of the backup, of last year, is known."""

    def setUp(self):
        super().setUp()
        self.file("then", LAST_YEAR + "\n", 0o600)
        self.fob("passphrase", "--new-passphrase-file", "then")
        self.passphrase_file.write_text(LAST_YEAR + "\n")
        self.backup.unlink()
        self.fob("backup", "-q", "backup.fob")
        self.file("now", "nobody knows this one\n", 0o600)
        self.fob("passphrase", "--new-passphrase-file", "now")
        self.run_bare("add", "-", "--passphrase-file", "now", stdin=CAROL)
        self.lost = self.vault.read_bytes()

    def test_a_wrong_one_names_the_way(self):
        self.assert_fails(self.run_fob("restore", "--yes", "backup.fob"), 5,
                          f"wrong passphrase for {self.vault}",
                          "if it is forgotten, type: fob restore --forgotten backup.fob")
        self.assertEqual(self.vault.read_bytes(), self.lost)

    def test_so_it_does_for_standard_input(self):
        result = self.run_fob("restore", "-", stdin=self.backup.read_bytes())
        self.assert_fails(result, 5, f"wrong passphrase for {self.vault}",
                          "if it is forgotten, type: fob restore --forgotten -")

    def test_then_the_backup_takes_its_place_and_it_stays_beside(self):
        session = self.type_fob("restore", "--forgotten", "backup.fob")
        session.expect_exact("passphrase for backup.fob: ")
        session.sendline(LAST_YEAR)
        session.expect_exact(f"put backup.fob (3 accounts) in the place of {self.vault}, and keep "
                             "that beside? [y/N] ")
        session.sendline("y")
        status, text = self.end(session)
        kept = self.kept()
        self.assertEqual((status, text), (0, "y\n" + COUNTERS + f"fob: what was there is kept as "
                                          f"{kept}\nfob: what was there is kept as "
                                          f"{self.kept('previous')}\n" + totals(added=3)))
        self.assertEqual(kept.read_bytes(), self.lost)
        self.assertEqual(len(self.names()), 3)
        # Should it come back to mind:
        self.assertEqual(len(self.run_bare("list", "--vault", str(kept), "--passphrase-file",
                                           "now").out.split()), 4)

    def test_it_is_newer_than_what_was_seen(self):
        seen = self.generation(passphrase="nobody knows this one")
        self.fob("restore", "--yes", "--forgotten", "backup.fob")
        self.assertEqual(self.generation(passphrase=LAST_YEAR), seen + 1)
        self.assertNotIn("warning", self.run_fob("code", "Nostromo:hal").err)

    def test_not_forgotten_its_own_passphrase_is_asked_for(self):
        session = self.type_fob("restore", "backup.fob")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline("nobody knows this one")
        session.expect_exact("passphrase for backup.fob: ")
        session.sendline(LAST_YEAR)
        session.expect_exact(f"restore backup.fob: {totals(gone=1, same=3).strip()}? [y/N] ")
        session.sendline("y")
        self.assertEqual(self.end(session)[0], 0)
        # Its passphrase stays that of the vault.
        self.assertEqual(self.run_bare("list", "--passphrase-file", "now").status, 0)
        self.assertEqual(self.run_fob("list").status, 5)

    def test_or_taken_from_an_option(self):
        for option in (["--source-passphrase-file", "then"],
                       ["--source-passphrase-command", "cat then"]):
            result = self.run_bare("restore", "--yes", "--passphrase-file", "now", *option,
                                   "backup.fob")
            self.assertEqual(result.status, 0, result)
        # Of one descriptor the passphrase of the vault stands first.
        result = self.run_with_lines("restore", "--yes", "--passphrase-fd", "FD",
                                     "--source-passphrase-fd", "FD", "backup.fob",
                                     lines=["nobody knows this one", LAST_YEAR])
        self.assertEqual(result.status, 0, result)
        result = self.run_bare("restore", "--yes", "--passphrase-file", "now",
                               "--source-passphrase-file", "now", "backup.fob")
        self.assert_fails(result, 5, "wrong passphrase for backup.fob")
        self.assert_fails(self.run_bare("restore", "--yes", "--passphrase-file", "now",
                                        "backup.fob"), 5,
                          "no passphrase for backup.fob, and no terminal to ask at",
                          "give --source-passphrase-file PATH, --source-passphrase-fd N or "
                          "--source-passphrase-command CMD")


class Refused(BackedUp):
    def test_wrong_usage(self):
        hint = "type: fob restore FILE    or: fob restore --previous"
        for words, message in (([], "no FILE is given"),
                               (["one", "two"], "more than one FILE is given"),
                               (["one", "--previous"], "FILE and --previous are given")):
            self.assert_fails(self.run_bare("restore", *words), 2, message, hint)
        self.assert_fails(self.run_bare("restore", "-", "--passphrase-fd", "0"), 2,
                          "standard input is the backup, and cannot be what opens a vault too",
                          "give that by a file: --passphrase-file or --source-passphrase-file")

    def test_another_vault_is_for_import(self):
        self.fob("export", "--to", "fob", "-o", "copy.fob", "--new-passphrase-file", "passphrase")
        self.assert_fails(self.run_fob("restore", "--yes", "copy.fob"), 11,
                          "copy.fob is a backup of another vault",
                          "to take its accounts in, type: fob import copy.fob")

    def test_what_is_no_backup(self):
        before = self.vault.read_bytes()
        data = bytearray(self.backup.read_bytes())
        data[500] ^= 1
        self.file("flipped.fob", bytes(data))
        self.file("empty.fob", "")
        self.file("list.txt", ALICE)
        self.assert_fails(self.run_fob("restore", "none.fob"), 10,
                          "none.fob: No such file or directory")
        self.assert_fails(self.run_fob("restore", "list.txt"), 9,
                          "list.txt: this is not a fob vault",
                          "accounts from other files are taken in by fob import")
        for name in ("flipped.fob", "empty.fob"):
            result = self.run_fob("restore", name)
            self.assertEqual((result.status, result.out), (7, ""))
            self.assertRegex(result.err, rf"\Afob: {name}: the vault is .*\n"
                             "hint: another backup may be good\n\\Z")
        self.assertEqual(self.vault.read_bytes(), before)


if __name__ == "__main__":
    fob.main()
