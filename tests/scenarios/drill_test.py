"""fob check --drill: whether a backup is good, before it is needed."""

import json

from scenarios import fob, vaults
from scenarios.backed_up import CAROL, BackedUp
from scenarios.fob import PASSPHRASE


class Drill(BackedUp):
    def drill(self, *words, **options):
        return self.run_fob("check", "--drill", "backup.fob", "--source-passphrase-file",
                            "passphrase", *words, **options)

    def test_of_a_backup_of_today_nothing_is_found(self):
        result = self.drill()
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: no findings: 3 accounts would come back as they are\n"))

    def test_two_accounts_are_missing(self):
        self.fob("add", "-", stdin=CAROL)
        self.fob("add", "-", stdin=CAROL.replace("carol", "dave"))
        result = self.drill()
        self.assertEqual((result.status, result.out, result.err), (
            1, "Mail:carol: not in the backup\nMail:dave: not in the backup\n",
            "fob: 2 of 5 accounts; a newer backup is made by: fob backup\n"))

    def test_what_would_be_wrong_is_named(self):
        self.live_on()
        self.fob("remove", "--undo", "Bank:bob")
        self.fob("edit", "Bank:bob", "--note", "new")
        result = self.drill()
        self.assertEqual((result.status, result.out), (
            1, "Mail:carol: not in the backup\n"
               "GitHub:alice: other codes in the backup (digits)\n"
               "Nostromo:hal: its counter is behind in the backup\n"
               "Bank:bob: the same codes in the backup, but not the same note\n"))
        answer = json.loads(self.drill("--json").out)
        findings = answer.pop("findings")
        self.assertEqual([(each["kind"], each["accounts"], each.get("fields"))
                          for each in findings],
                         [("missing", ["Mail:carol"], None),
                          ("other_codes", ["GitHub:alice"], ["digits"]),
                          ("counter_behind", ["Nostromo:hal"], None),
                          ("other_text", ["Bank:bob"], ["note"])])
        self.assertEqual(answer, {"vault": str(self.vault), "backup": "backup.fob", "accounts": 4,
                                  "generation": self.generation(),
                                  "backup_generation": self.generation(self.backup)})

    def test_a_counter_that_is_behind_hides_nothing_else(self):
        self.fob("code", "Nostromo:hal")
        self.fob("edit", "Nostromo:hal", "--note", "new")
        result = self.drill()
        self.assertEqual((result.status, result.out), (
            1, "Nostromo:hal: its counter is behind in the backup, and other fields differ "
               "(note)\n"))
        (finding,) = json.loads(self.drill("--json").out)["findings"]
        self.assertEqual((finding["kind"], finding["fields"]), ("counter_behind", ["note"]))

    def test_entries_that_this_version_cannot_read_would_be_lost_too(self):
        vault, passphrase = vaults.vector("unreadable-lines")
        self.passphrase_file.write_text(passphrase + "\n")
        self.vault.write_bytes(vault)
        self.backup.write_bytes(vault)
        unread = "fob: warning: this version cannot read 4 entries in the vault, which stay as " \
                 "they are\n"
        result = self.drill()
        self.assertEqual((result.status, result.out, result.err), (
            0, "", unread + "fob: no findings: 2 accounts would come back as they are\n"))
        self.fob("export", "--to", "fob", "-q", "-o", "part.fob", "--new-passphrase-file",
                 "passphrase", *self.names())
        words = ("check", "--drill", "part.fob", "--source-passphrase-file", "passphrase")
        result = self.run_fob(*words)
        message = "4 entries that this version cannot read are not in the backup"
        self.assertEqual((result.status, result.out, result.err), (
            1, message + "\n",
            unread + "fob: part.fob is of another id: its accounts come back by fob import\n"
            "fob: 0 of 2 accounts, and 4 unreadable entries; a newer backup is made by: "
            "fob backup\n"))
        self.assertEqual(json.loads(self.run_fob(*words, "--json").out)["findings"], [
            {"kind": "unreadable", "message": message, "hint": "fob backup"}])

    def test_it_changes_nothing(self):
        before = self.vault.read_bytes(), self.backup.read_bytes()
        self.drill()
        self.assertEqual((self.vault.read_bytes(), self.backup.read_bytes()), before)

    def test_the_backup_opens_by_its_own_passphrase_and_by_nothing_else(self):
        self.assert_fails(self.run_fob("check", "--drill", "backup.fob"), 5,
                          "no passphrase for backup.fob, and no terminal to ask at",
                          "give --source-passphrase-file PATH, --source-passphrase-fd N or "
                          "--source-passphrase-command CMD")
        session = self.type_fob("check", "--drill", "backup.fob")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        session.expect_exact("passphrase for backup.fob: ")
        session.sendline(PASSPHRASE)
        self.assertEqual(self.end(session)[0], 0)

    def test_its_passphrase_has_the_sources_of_every_one(self):
        result = self.run_with_lines("check", "--drill", "backup.fob", "--passphrase-fd", "FD",
                                     "--source-passphrase-fd", "FD", lines=[PASSPHRASE] * 2)
        self.assertEqual(result.status, 0, result)
        result = self.run_fob("check", "--drill", "-", "--source-passphrase-command",
                              "cat passphrase", stdin=self.backup.read_bytes())
        self.assertEqual(result.status, 0, result)
        self.assert_fails(self.run_bare("check", "--drill", "-", "--passphrase-fd", "0"), 2,
                          "standard input is the backup, and cannot be what opens a vault too",
                          "give that by a file: --passphrase-file or --source-passphrase-file")

    def test_a_copy_under_another_id_is_one_for_import(self):
        self.fob("export", "--to", "fob", "-q", "-o", "copy.fob", "--new-passphrase-file",
                 "passphrase")
        result = self.run_fob("check", "--drill", "copy.fob", "--source-passphrase-file",
                              "passphrase")
        self.assertEqual((result.status, result.out, result.err), (
            0, "", "fob: copy.fob is of another id: its accounts come back by fob import\n"
                   "fob: no findings: 3 accounts would come back as they are\n"))

    def test_wrong_usage(self):
        self.assert_fails(self.run_fob("check", "--source-passphrase-file", "passphrase"), 2,
                          "what opens a backup is given, but no backup",
                          "name it: fob check --drill FILE")


if __name__ == "__main__":
    fob.main()
