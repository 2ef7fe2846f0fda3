"""fob unlock, lock and status: the key of a vault in the user keyring of the kernel.

Where a user namespace may be made, the tests run in one: it has a user keyring of its own."""

import json
import os
import shutil
import time

from scenarios import fob, keyring
from scenarios.fob import PASSPHRASE, RFC_SECRET
from scenarios.keyring import INSIDE, PROCESS_KEYRING, USER_KEYRING, keyrings
from scenarios.unlocked import Unlocked

BOB = f"otpauth://hotp/Example:bob?secret={RFC_SECRET}&issuer=Example&counter=0"
NEW = "eleven quiet owls count the stars"


class ForAWhile(Unlocked):
    def test_locked_is_a_no(self):
        result = self.run_bare("status")
        self.assertEqual((result.status, result.out, result.err),
                         (1, f"state\tlocked\nvault\t{self.vault}\n", ""))
        self.assertEqual(self.state(), {"vault": str(self.vault), "state": "locked"})
        self.assertFalse(self.opens())

    def test_after_unlock_no_passphrase_is_needed(self):
        result = self.run_fob("unlock")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", f"fob: unlocked {self.vault} for 15 minutes\n"))
        self.assertEqual(self.run_bare("status").out,
                         f"state\tunlocked\ntime\tfor 15 minutes\nvault\t{self.vault}\n"
                         "accounts\t1\ngeneration\t2\n")
        result = self.run_bare("code", "--at", "59", "alice")
        self.assertEqual((result.status, result.out), (0, "287082\n"))

    def test_it_can_be_changed_too(self):
        self.fob("unlock")
        self.assertEqual(self.run_bare("add", "-", stdin=BOB).status, 0)
        codes = [self.run_bare("code", "Example:bob").out for _ in range(2)]
        self.assertEqual(codes, ["755224\n", "287082\n"])
        self.assertEqual(self.run_bare("rename", "Example:bob", "carol").status, 0)
        self.assertEqual(self.run_bare("remove", "--yes", "GitHub:alice").status, 0)
        self.assertEqual(self.state()["accounts"], 1)
        self.assertEqual(self.run_bare("list").out, "Example:carol\n")

    def test_a_backup_is_compared_and_restored(self):
        self.fob("unlock")
        result = self.run_bare("backup", "copy.fob")
        self.assertEqual((result.status, result.err), (0, "fob: opened it and compared 1 account\n"))
        self.run_bare("remove", "--yes", "GitHub:alice")
        self.assertEqual(self.run_bare("restore", "--yes", "copy.fob").out,
                         "1 added, 0 gone, 0 different, 0 the same\n")
        # To try a backup is to know its passphrase.
        self.assertEqual(self.run_bare("check", "--drill", "copy.fob").status, 5)

    def test_a_backup_takes_the_place_of_the_vault_and_it_is_locked(self):
        self.fob("backup", "copy.fob")
        for spoil in (self.vault.unlink, lambda: self.vault.write_bytes(b"")):
            self.fob("unlock")
            spoil()
            # The key that the kernel keeps is no way into what the backup's slots will open.
            self.assertEqual(self.run_bare("restore", "--yes", "copy.fob").status, 5)
            self.assertEqual(self.fob("restore", "-q", "--yes", "copy.fob"),
                             "1 added, 0 gone, 0 different, 0 the same\n")
            self.assertEqual(self.run_bare("list").status, 5)
            self.assertEqual(self.fob("list"), "GitHub:alice\n")

    def test_the_time_may_be_chosen(self):
        for words, variable, told, seconds in (
                (["--for", "8h"], None, "8 hours", 28800), (["--for", "90"], None, "90 seconds", 90),
                ([], "2m", "2 minutes", 120), (["--for", "1h30m"], "2m", "1 hour 30 minutes", 5400)):
            with self.subTest(words=words, variable=variable):
                environment = {"FOB_UNLOCK_FOR": variable} if variable else {}
                result = self.run_fob("unlock", *words, environment=environment)
                self.assertEqual(result.err, f"fob: unlocked {self.vault} for {told}\n")
                state = self.state()
                self.assertTrue(0 <= seconds - state["remaining"] <= 5, state)
                self.assertNotIn("idle", state)

    def test_a_time_that_is_none_is_wrong_usage(self):
        for text in ("0", "25h", "soon", "-5"):
            self.assert_fails(self.run_fob("unlock", f"--for={text}"), 2,
                              "--for must be a time from 1s to 24h", "as 90s, 15m, 8h or 1h30m")
        self.assert_fails(self.run_fob("unlock", environment={"FOB_UNLOCK_FOR": "1d"}), 2,
                          "FOB_UNLOCK_FOR must be a time from 1s to 24h",
                          "as 90s, 15m, 8h or 1h30m")
        self.assertIsNone(self.key())

    def test_when_it_has_passed_it_is_locked(self):
        self.fob("unlock", "--for", "1s")
        self.assertIsNotNone(self.key())
        time.sleep(1.1)
        for _ in range(100):  # the kernel looks at whole seconds
            if not self.key():
                break
            time.sleep(0.1)
        self.assertFalse(self.opens())
        self.assertEqual(self.state()["state"], "locked")

    def test_the_answer_for_programs(self):
        answer = json.loads(self.run_fob("unlock", "--json", "--for", "1h").out)
        self.assertEqual(answer["remaining"], 3600)
        self.assertLessEqual(abs(answer["until"] - time.time() - 3600), 30)
        answer = json.loads(self.run_fob("unlock", "--json", "--for", "1h", "--idle").out)
        self.assertEqual((answer["remaining"], answer["idle"]), (86400, 3600))

    def test_a_wrong_passphrase_unlocks_nothing(self):
        result = self.run_bare("unlock", "--passphrase-file", str(self.wrong))
        self.assert_fails(result, 5, f"wrong passphrase for {self.vault}")
        self.assertIsNone(self.key())

    def test_it_asks_at_a_terminal_though_it_is_unlocked(self):
        self.fob("unlock", "--for", "10m")
        session = self.type_fob("unlock", "--for", "8h")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        self.assertEqual(self.end(session), (0, f"\nfob: unlocked {self.vault} for 8 hours\n"))

    def test_operands_are_wrong_usage(self):
        for command, what in (("unlock", "for another vault"), ("lock", "for another vault"),
                              ("status", "of another vault")):
            self.assert_fails(self.run_fob(command, "x"), 2, f"{command} takes no operand",
                              f"{what}, type: fob {command} --vault PATH")

    def test_without_a_vault_there_is_nothing_to_unlock(self):
        for command in ("unlock", "status"):
            self.assert_fails(self.run_fob(command, "--vault", "none.fob"), 6,
                              "there is no vault at none.fob", "fob --vault none.fob init makes one")
        self.assert_fails(self.run_fob("lock", "--vault", "none.fob"), 6,
                          "there is no vault at none.fob",
                          "to lock it all the same, type: fob lock --all")

    def test_damage_is_found_though_it_is_unlocked(self):
        self.fob("unlock")
        content = bytearray(self.vault.read_bytes())
        content[-40] ^= 1
        self.vault.write_bytes(content)
        self.assertEqual(self.run_bare("list").status, 7)
        self.assertEqual(self.run_bare("status").status, 7)
        result = self.run_bare("lock")
        self.assertEqual(result.status, 7)
        self.assertTrue(result.err.endswith(
            "\nhint: to lock it all the same, type: fob lock --all\n"), result.err)
        result = self.run_bare("lock", "--all")
        self.assertEqual((result.status, result.err), (0, "fob: locked 1 vault\n"))


class Idle(Unlocked):
    """What the kernel has as time is shown in whole minutes, so it is set to one here."""

    def minutes(self):
        return {"m": 1, "h": 60}[self.key()[3][-1]] * int(self.key()[3][:-1])

    def shorten(self):
        library, serial = keyrings(), int(self.key()[0], 16)
        self.assertEqual(library.keyctl_link(USER_KEYRING, PROCESS_KEYRING), 0)
        self.assertEqual(library.keyctl_set_timeout(serial, 90), 0)
        self.assertEqual(self.minutes(), 1)

    def test_every_use_lets_the_time_begin_anew(self):
        result = self.run_fob("unlock", "--for", "30m", "--idle")
        self.assertEqual(result.err, f"fob: unlocked {self.vault} until it is unused for 30 minutes, "
                                     "for 24 hours at most\n")
        self.assertIn(self.minutes(), (29, 30))
        for words in (["code", "alice"], ["list"], ["show", "alice"], ["check"]):
            self.shorten()
            self.run_bare(*words)
            self.assertIn(self.minutes(), (29, 30), words)
        state = self.state()
        self.assertEqual(state["idle"], 1800)
        self.assertGreater(state["remaining"], 86000)

    def test_looking_is_no_use(self):
        self.fob("unlock", "--for", "30m", "--idle")
        self.shorten()
        self.run_bare("status")
        self.assertEqual(self.run_bare("list", "--unlocked").status, 0)
        self.fob("list")  # by the passphrase
        self.assertEqual(self.minutes(), 1)

    def test_otherwise_no_use_does(self):
        self.fob("unlock", "--for", "30m")
        self.shorten()
        self.run_bare("code", "alice")
        self.assertEqual(self.minutes(), 1)


class Which(Unlocked):
    """What comes first: a key or a passphrase, and for which vault a key is."""

    def test_a_passphrase_option_comes_before_the_key(self):
        self.fob("unlock")
        wrong = ("--passphrase-file", str(self.wrong))
        self.assert_fails(self.run_bare("list", *wrong), 5, f"wrong passphrase for {self.vault}")

    def test_to_look_whether_it_is_unlocked_needs_no_passphrase(self):
        self.fob("unlock")
        wrong = ("--passphrase-file", str(self.wrong))
        self.assertEqual(self.state(*wrong)["state"], "unlocked")
        self.assertEqual(self.run_bare("list", "--unlocked", *wrong).out, "GitHub:alice\n")

    def test_the_variables_come_after_it(self):
        self.fob("unlock")
        for variable, value in (("FOB_PASSPHRASE_FILE", str(self.wrong)),
                                ("FOB_PASSPHRASE_COMMAND", "touch ran; false")):
            self.assertEqual(self.run_bare("list", environment={variable: value}).status, 0)
        self.assertFalse((self.home / "ran").exists())

    def test_passphrase_asks_and_locks(self):
        self.fob("unlock")
        new = self.file("new", NEW + "\n", 0o600)
        words = ("passphrase", "--new-passphrase-file", str(new))
        self.assertEqual(self.run_bare(*words).status, 5)
        self.assertTrue(self.opens())
        self.assertEqual(self.run_fob(*words).status, 0)
        self.assertIsNone(self.key())
        self.assertFalse(self.opens())

    def test_a_key_is_for_its_vault_though_another_has_the_id(self):
        old = self.home / "old.fob"
        shutil.copy(self.vault, old)
        new = self.file("new", NEW + "\n", 0o600)
        self.fob("passphrase", "--new-passphrase-file", str(new))
        self.run_bare("unlock", "--passphrase-file", str(new))
        self.assertFalse(self.opens("--vault", str(old)))
        self.assertEqual(self.state("--vault", str(old))["state"], "locked")
        self.assertTrue(self.opens())

    def test_one_vault_is_locked_and_the_other_is_not(self):
        second = ("--vault", "second.fob")
        self.fob("init", *fob.CHEAP, *second)
        self.addCleanup(self.run_bare, "lock", "-q", *second)
        self.fob("unlock")
        self.fob("unlock", *second)
        result = self.run_bare("lock")
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", f"fob: locked {self.vault}\n"))
        self.assertFalse(self.opens())
        self.assertTrue(self.opens(*second))
        result = self.run_bare("lock")
        self.assertEqual((result.status, result.err), (0, f"fob: {self.vault} was locked already\n"))
        self.assertEqual(json.loads(self.run_bare("lock", "--json").out),
                         {"vault": str(self.vault), "locked": 0})

    def test_all_are_locked_at_once(self):
        if not os.environ.get(INSIDE):
            self.skipTest("it would lock what others have unlocked")
        second = ("--vault", "second.fob")
        self.fob("init", *fob.CHEAP, *second)
        self.fob("unlock")
        self.fob("unlock", *second)
        result = self.run_bare("lock", "--all")
        self.assertEqual((result.status, result.out, result.err), (0, "", "fob: locked 2 vaults\n"))
        self.assertFalse(self.opens())
        self.assertFalse(self.opens(*second))
        self.assertEqual(self.run_bare("lock", "--all").err, "fob: no vault was unlocked\n")
        self.assertEqual(json.loads(self.run_bare("lock", "--all", "--json").out), {"locked": 0})

    def test_list_unlocked_asks_nobody(self):
        environment = {"FOB_PASSPHRASE_COMMAND": "touch ran; echo"}
        self.assert_fails(self.run_bare("list", "--unlocked", environment=environment), 5,
                          "the vault is locked", "type: fob unlock")
        self.assertFalse((self.home / "ran").exists())
        self.fob("unlock")
        self.assertEqual(self.run_bare("list", "--unlocked").out, "GitHub:alice\n")


if __name__ == "__main__":
    keyring.main()
