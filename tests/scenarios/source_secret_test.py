"""What opens a backup: its own key file, recovery key or passphrase, or what opens the vault."""

import hashlib
import os
import shutil
import unittest

from scenarios import fob
from scenarios.backed_up import CAROL, HAL_CODES, BackedUp, totals
from scenarios.fob import PASSPHRASE
from scenarios.keyring import enter_namespace, obstacle
from scenarios.slots import NEW


class WithAKeyFile(BackedUp):
    """The vault has a key file and no passphrase."""

    def setUp(self):
        super().setUp()
        self.keyfile = str(self.home / "key")
        self.fob("slot", "add", "keyfile", "--new-keyfile", self.keyfile)
        passphrase = self.fob("slot", "list").split("\t")[0]
        self.fob("slot", "remove", "--yes", passphrase)
        self.backup.unlink()
        self.must("backup", "-q", "backup.fob", "--keyfile", self.keyfile)

    def must(self, *words):
        result = self.run_bare(*words)
        self.assertEqual(result.status, 0, result)
        return result.out

    def test_it_is_compared_account_by_account(self):
        result = self.run_bare("backup", "--keyfile", self.keyfile, "another.fob")
        self.assertEqual((result.status, result.err),
                         (0, "fob: opened it and compared 3 accounts\n"))
        self.assert_fails(self.run_bare("backup", "--keyfile", "none.key", "third.fob"), 5,
                          "key file none.key: No such file or directory")

    def test_on_a_new_disk_the_same_option_opens_the_backup(self):
        self.vault.unlink()
        self.assertEqual(self.must("restore", "-q", "backup.fob", "--keyfile", self.keyfile),
                         totals(added=3))
        self.assertEqual(len(self.must("list", "--keyfile", self.keyfile).splitlines()), 3)

    def test_or_one_of_its_own(self):
        for spoil in (self.vault.unlink, lambda: self.vault.write_bytes(b"")):
            spoil()
            self.assertEqual(self.must("restore", "-qy", "backup.fob", "--source-keyfile",
                                       self.keyfile), totals(added=3))

    def test_another_vaults_accounts_are_taken_in_with_it(self):
        words = ("--vault", "second.fob", "--passphrase-file", str(self.passphrase_file))
        self.must("init", "-q", *fob.CHEAP, *words)
        self.must("import", "-q", "backup.fob", "--source-keyfile", self.keyfile, *words)
        self.assertEqual(len(self.must("list", *words).splitlines()), 3)

    def test_the_drill_needs_it(self):
        self.assert_fails(
            self.run_bare("check", "--drill", "backup.fob", "--keyfile", self.keyfile), 5,
            "no passphrase opens backup.fob", "its key file does: --source-keyfile PATH")
        result = self.run_bare("check", "--drill", "backup.fob", "--keyfile", self.keyfile,
                               "--source-keyfile", self.keyfile)
        self.assertEqual((result.status, result.err),
                         (0, "fob: no findings: 3 accounts would come back as they are\n"))

    def test_it_opens_backups_of_another_data_key_too(self):
        self.must("slot", "add", "passphrase", *fob.CHEAP, "--label", "laptop", "--keyfile",
                  self.keyfile, "--new-passphrase-file", str(self.passphrase_file))
        self.must("slot", "remove", "--yes", "laptop", "--keyfile", self.keyfile)
        self.assertEqual(self.must("restore", "-qy", "backup.fob", "--keyfile", self.keyfile),
                         totals(same=3))

    def test_one_that_is_not_the_vaults_is_refused(self):
        other = self.file("other", "x" * 64, 0o600)
        self.vault.unlink()
        for option in ("--source-keyfile", "--keyfile"):
            self.assert_fails(self.run_bare("restore", "backup.fob", option, str(other)), 5,
                              "the key file does not open backup.fob")
        self.assertFalse(self.vault.exists())


class WithARecoveryKey(BackedUp):
    def setUp(self):
        super().setUp()
        self.key = self.fob("slot", "add", "recovery").strip()
        self.file("recovery", self.key + "\n", 0o600)
        self.backup.unlink()
        self.fob("backup", "-q", "backup.fob")

    def test_where_there_is_no_vault_its_option_opens_the_backup(self):
        self.vault.unlink()
        result = self.run_bare("restore", "-q", "backup.fob", "--recovery-key-file", "recovery")
        self.assertEqual((result.status, result.out), (0, totals(added=3)))

    def test_a_backup_is_compared_with_it(self):
        result = self.run_bare("backup", "--recovery-key-file", "recovery", "another.fob")
        self.assertEqual(result.err, "fob: opened it and compared 3 accounts\n")

    def test_standard_input_is_not_the_backup_and_the_key(self):
        for words in (("restore", "-"), ("check", "--drill", "-")):
            self.assert_fails(self.run_bare(*words, "--recovery-key-fd", "0"), 2,
                              "standard input is the backup, and cannot be what opens a vault too",
                              "give that by a file: --passphrase-file or --source-passphrase-file")

    def test_the_backup_is_open_before_a_new_passphrase_is_proposed(self):
        self.fob("remove", "--yes", "Bank:bob")
        session = self.type_fob("restore", "-y", "--vault", str(self.vault), "backup.fob")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(self.key)
        for question in ("new passphrase for", "the same again for"):
            session.expect_exact(question)
            session.sendline(NEW)
        status, text = self.end(session)
        self.assertEqual(status, 0, text)
        self.file("new", NEW + "\n", 0o600)
        self.assertEqual(len(self.run_bare("list", "--passphrase-file", "new").out.splitlines()), 3)

    def test_nor_is_it_forgotten_where_there_is_no_vault(self):
        self.vault.unlink()
        self.vault.with_name("vault.fob~").unlink()
        session = self.type_fob("restore", "backup.fob")
        session.expect_exact("passphrase for backup.fob: ")
        session.sendline(self.key)
        session.expect_exact(f"the recovery key opened {self.vault}; set a new passphrase now?")
        session.sendline("y")
        for question in ("new passphrase for", "the same again for"):
            session.expect_exact(question)
            session.sendline(NEW)
        self.assertEqual(self.end(session)[0], 0)
        self.file("new", NEW + "\n", 0o600)
        self.assertEqual(len(self.run_bare("list", "--passphrase-file", "new").out.splitlines()), 3)

    def test_it_is_proposed_after_the_totals(self):
        self.fob("remove", "--yes", "Bank:bob")
        session = self.type_fob("restore", "backup.fob")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(self.key)
        session.expect_exact("restore backup.fob: ")
        session.sendline("y")
        session.expect_exact(totals(added=1, same=2).rstrip())
        session.expect_exact(f"the recovery key opened {self.vault}; set a new passphrase now?")
        session.sendline("n")
        self.assertEqual(self.end(session)[0], 0)


class OneDescriptor(BackedUp):
    """The vault's passphrase and the backup's, a line each."""

    def setUp(self):
        super().setUp()
        self.fob("passphrase", *fob.CHEAP, "--new-passphrase-file",
                 str(self.file("new", NEW + "\n", 0o600)))

    def restore(self, *words):
        return self.run_bare("restore", "-qy", "backup.fob", "--passphrase-fd", "0",
                             "--source-passphrase-fd", "0", *words,
                             stdin=f"{NEW}\n{PASSPHRASE}\n")

    def test_whatever_became_of_the_vault(self):
        whole = self.vault.read_bytes()
        then = str(self.passphrase_file)
        for spoil, passphrase in ((lambda: None, "new"), (self.vault.unlink, then),
                                  (lambda: self.vault.write_bytes(whole[:-1]), then)):
            self.vault.write_bytes(whole)
            spoil()
            self.assertEqual(self.restore().status, 0)
            result = self.run_bare("list", "--passphrase-file", passphrase)
            self.assertEqual(len(result.out.splitlines()), 3, result)

    def test_where_its_passphrase_is_forgotten(self):
        self.assertEqual(self.restore("--forgotten").out, totals(added=3))


class DamagedBody(BackedUp):
    def body_changed(self, path):
        """Changed by one who makes the trailer anew: only the key shows it."""
        changed = bytearray(path.read_bytes()[:-32])
        changed[-1] ^= 1
        path.write_bytes(changed + hashlib.blake2b(changed, digest_size=32).digest())

    def test_a_backup_is_named(self):
        self.body_changed(self.backup)
        for spoil in (lambda: None, self.vault.unlink):
            spoil()
            self.assert_fails(
                self.run_fob("restore", "--yes", "backup.fob"), 7,
                "backup.fob: the vault is damaged: its key fits, but its header or its body was "
                "changed", "another backup may be good")

    def test_a_vault_gives_way_to_the_backup(self):
        self.body_changed(self.vault)
        self.assertEqual(self.fob("restore", "-qy", "backup.fob"), totals(added=3))

    def test_a_passphrase_that_comes_once_was_spent_on_it(self):
        self.body_changed(self.vault)
        words = ("backup.fob", "--passphrase-fd", "0")
        self.assert_fails(
            self.run_bare("restore", "--yes", *words, stdin=PASSPHRASE), 7,
            "the vault's accounts are damaged, and its passphrase was read already",
            "to put the backup in its place, type: fob restore --forgotten backup.fob")
        previous = self.vault.with_name("vault.fob~").read_bytes()
        result = self.run_bare("restore", "-qy", "--forgotten", *words, stdin=PASSPHRASE)
        self.assertEqual((result.status, result.out), (0, totals(added=3)))
        self.assertEqual(self.kept("previous").read_bytes(), previous)


class ForgottenButAtHand(BackedUp):
    """The passphrase is forgotten, and yet something opens what stands there."""

    def test_the_backups_own_key_does(self):
        self.live_on()
        said = self.run_fob("restore", "--yes", "--forgotten", "backup.fob")
        self.assertEqual((said.status, said.out), (0, totals(added=1, gone=1, different=1, same=1)))
        self.assertNotIn("counters are as old", said.err)
        self.assertEqual(self.fob("code", "Nostromo:hal").strip(), HAL_CODES[3])
        self.fob("remove", "--undo", "Mail:carol")
        self.assertIn("Mail:carol", self.names())

    def test_so_does_the_kernels(self):
        if obstacle():
            self.skipTest(obstacle())
        new = str(self.file("new", NEW + "\n", 0o600))
        self.fob("passphrase", *fob.CHEAP, "--new-passphrase-file", new)
        self.run_bare("add", "-", "--passphrase-file", new, stdin=CAROL)
        self.run_bare("unlock", "--passphrase-file", new)
        self.addCleanup(self.run_bare, "lock", "-q")
        before = self.vault.read_bytes()
        result = self.run_bare("restore", "-y", "--forgotten", "backup.fob",
                               "--source-passphrase-file", str(self.passphrase_file))
        self.assertEqual((result.status, result.out), (0, totals(gone=1, same=3)))
        self.assertEqual(self.kept().read_bytes(), before)
        self.assertEqual(self.run_bare("list").status, 5)
        # Under the backup's slots, and no longer under those of what stood there.
        self.assertEqual(self.run_bare("list", "--passphrase-file", new).status, 5)
        self.assertEqual(len(self.names()), 3)
        self.assertIn("Mail:carol", self.fob("list", "--removed"))

    def test_the_kernels_key_alone_restores_nothing(self):
        if obstacle():
            self.skipTest(obstacle())
        self.fob("unlock")
        self.addCleanup(self.run_bare, "lock", "-q")
        result = self.run_bare("restore", "-y", "--forgotten", "backup.fob")
        self.assert_fails(result, 5, "no passphrase for backup.fob, and no terminal to ask at",
                          "give --passphrase-file PATH, --passphrase-fd N or "
                          "--passphrase-command CMD")
        self.assertEqual(self.run_bare("list").status, 0)

    def test_it_is_above_what_the_backup_is(self):
        early = self.vault.read_bytes()
        self.live_on()
        self.fob("backup", "-q", "late.fob")
        late = self.generation()
        self.vault.write_bytes(early)
        shutil.rmtree(self.home / ".local/state/fob")
        self.fob("restore", "-qy", "--forgotten", "late.fob")
        self.assertGreater(self.generation(), late)

    def test_what_goes_can_be_undone_and_slots_that_go_are_told(self):
        self.fob("add", "-", stdin=CAROL)
        self.fob("slot", "add", "recovery")
        said = self.run_fob("restore", "--yes", "--forgotten", "backup.fob").err
        self.assertIn("fob: removed Mail:carol, kept for 90 days\n"
                      "  undo: fob remove --undo Mail:carol\n", said)
        self.assertIn("fob: warning: the vault has the slots of the backup: 1 slot of what stood "
                      "there opens it no more\n", said)

    def test_what_is_named_is_used(self):
        if obstacle():
            self.skipTest(obstacle())
        self.fob("unlock")
        self.addCleanup(self.run_bare, "lock", "-q")
        wrong = str(self.file("wrong", "not this one\n", 0o600))
        self.assert_fails(self.run_bare("backup", "other.fob", "--passphrase-file", wrong), 5,
                          f"wrong passphrase for {self.vault}")
        self.assertFalse((self.home / "other.fob").exists())
        result = self.run_bare("backup", "other.fob", "--passphrase-command", "false")
        self.assertEqual(result.status, 5)
        self.vault.unlink()
        for option in ("--passphrase-file", "--source-passphrase-file"):
            self.assert_fails(self.run_bare("restore", "backup.fob", option, wrong), 5,
                              "wrong passphrase for backup.fob")


class PreviousGeneration(BackedUp):
    """vault.fob~, where the vault is gone: it may be all that there is."""

    def setUp(self):
        super().setUp()
        self.vault.unlink()
        self.previous = self.vault.with_name("vault.fob~")

    def test_a_link_to_one_is_kept_as_one(self):
        content = self.previous.read_bytes()
        self.previous.rename(self.home / "elsewhere")
        self.previous.symlink_to(self.home / "elsewhere")
        self.fob("restore", "-q", "backup.fob")
        self.assertEqual(self.kept("previous").read_bytes(), content)

    @unittest.skipIf(os.geteuid() == 0, "root reads every file")
    def test_where_it_cannot_be_read_nothing_is_done(self):
        self.previous.chmod(0)
        self.assert_fails(self.run_fob("restore", "backup.fob"), 10,
                          f"cannot read {self.previous}: Permission denied")
        self.assertFalse(self.vault.exists())

    def test_an_export_does_not_come_before_one(self):
        words = ("--to", "fob", "-o", "new.fob", "--new-passphrase-file", str(self.passphrase_file))
        (self.home / "new.fob~").write_bytes(self.backup.read_bytes())
        self.fob("restore", "-q", "backup.fob")
        self.assert_fails(
            self.run_fob("export", *words), 11,
            "there is no vault at new.fob, but its previous generation is there",
            "name another file    or, to begin anew, move it away: mv -i new.fob~ new.fob~.old")

    def test_nor_does_an_import_or_what_tries_one(self):
        (self.home / "list").write_text(CAROL)
        for words in (("list",), ("list", "--dry-run"), ("backup.fob",)):
            result = self.run_bare("import", *words)
            self.assertEqual(result.status, 11, result)
            self.assertIn("but its previous generation is there", result.err)

    def test_bare_fob_names_it(self):
        result = self.run_bare()
        self.assertIn("  fob restore --previous bring back the vault, of which this is left\n",
                      result.err)


class Usage(BackedUp):
    def test_a_source_that_nothing_needs(self):
        (self.home / "list").write_text(CAROL)
        self.assert_fails(self.run_fob("import", "list", "--source-keyfile", "none.key"), 2,
                          "what opens a file is given, and no FILE is encrypted",
                          "leave out the --source-* option")
        self.assertNotIn("Mail:carol", self.names())

    def test_one_source_is_enough(self):
        for words in (("restore", "backup.fob"), ("check", "--drill", "backup.fob"),
                      ("import", "backup.fob")):
            self.assert_fails(
                self.run_fob(*words, "--source-keyfile", "x", "--source-passphrase-fd", "0"), 2,
                "a passphrase and a key file are given for the source",
                "keep --source-keyfile or the --source-passphrase-* option")
            self.assert_fails(self.run_fob(*words, "--source-keyfile="), 2,
                              "--source-keyfile must name a file")


if __name__ == "__main__":
    enter_namespace()
    fob.main()
