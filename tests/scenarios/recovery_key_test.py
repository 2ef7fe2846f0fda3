"""Opening a vault with a recovery key or a key file, and how they come to be."""

import json
import stat

from scenarios import fob
from scenarios.fob import CHEAP, PASSPHRASE, RFC_CODE_AT_59, Scenario
from scenarios.slots import CODE, KEY, NEW, SlotScenario


def type_no_group(scenario, session):
    """Shown the key, types it wrong as often as it is asked for; how that ends."""
    session.expect(KEY.pattern)
    session.send("\r")
    for _ in range(3):
        session.expect(r"group (\d) of 7")
        session.sendline("AAAA")
    return scenario.end(session)


class ARecoveryKey(SlotScenario):
    def test_opens_the_vault_by_its_options(self):
        key, file = self.recovery()
        self.assertTrue(self.opens("--recovery-key-file", file))
        self.assertTrue(self.opens("--recovery-key-fd", "0", stdin=key))

    def test_opens_it_wherever_a_passphrase_does(self):
        key, file = self.recovery()
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=key))
        self.assertTrue(self.opens("--passphrase-file", file))
        self.assertTrue(self.opens("--passphrase-command", f"cat {file}"))

    def test_may_be_written_in_other_ways(self):
        key, _ = self.recovery()
        swapped = key.replace("0", "o").replace("1", "l")
        for typed in (key.lower(), key.replace("-", ""), key.replace("-", " "), swapped):
            with self.subTest(typed=typed):
                self.assertTrue(self.opens("--passphrase-fd", "0", stdin=typed))
                self.assertTrue(self.opens("--recovery-key-fd", "0", stdin=typed))

    def test_opens_the_vault_that_is_imported(self):
        _, file = self.recovery()
        other = self.home / "other.fob"
        self.fob("init", "--vault", str(other), *CHEAP)
        self.assertEqual(self.fob("import", "--vault", str(other), str(self.vault),
                                  "--source-passphrase-file", file),
                         fob.totals_line(1, 0, 0, 0))

    def test_that_is_wrong_opens_nothing(self):
        key, _ = self.recovery()
        wrong = ("0" if key[0] != "0" else "2") + key[1:]
        self.assert_fails(self.run_bare(*CODE, "--passphrase-fd", "0", stdin=wrong), 5,
                          f"wrong passphrase for {self.vault}")
        result = self.run_bare(*CODE, "--recovery-key-fd", "0", stdin="2491-650N")
        self.assert_fails(
            result, 5, "what the recovery key's source has is no recovery key",
            "it has seven groups of four; one character or more is another than was shown")
        other = "2491-650N-2RBH-G68T-3CE1-T7GZ-404P"
        self.assert_fails(self.run_bare(*CODE, "--recovery-key-fd", "0", stdin=other), 5,
                          f"the recovery key does not open {self.vault}")

    def test_that_looks_like_one_may_be_a_passphrase(self):
        self.fob("slot", "add", "passphrase", *CHEAP, "--new-passphrase-fd", "0",
                 stdin="2491-650N-2RBH-G68T-3CE1-T7GZ-404P")
        self.assertTrue(self.opens("--passphrase-fd", "0",
                                   stdin="2491-650N-2RBH-G68T-3CE1-T7GZ-404P"))

    def test_two_sources_are_wrong_usage(self):
        result = self.run_bare(*CODE, "--recovery-key-fd", "0", "--recovery-key-file", "x")
        self.assert_fails(result, 2, "more than one source is given for the recovery key",
                          "keep one of the --recovery-key-* options")

    def test_a_file_that_others_may_read_is_refused(self):
        key, _ = self.recovery()
        file = self.file("open", key, 0o644)
        self.assert_fails(self.run_bare(*CODE, "--recovery-key-file", str(file)), 5,
                          f"recovery key file {file}: its group or others may read it",
                          f"chmod 600 {file}")

    def test_in_the_place_of_a_file_is_not_repeated(self):
        key, _ = self.recovery()
        for words in (("restore", key), ("check", "--drill", key)):
            self.assert_fails(self.run_fob(*words), 10,
                              "there is no such file; its name looks like a secret",
                              "it is in the shell's history now; fob asks for secrets")
        result = self.run_fob("import", key)
        self.assertEqual((result.status, key in result.err), (10, False))

    def test_sets_a_new_passphrase(self):
        _, file = self.recovery()
        before = self.commit()
        result = self.run_bare("passphrase", "--recovery-key-file", file,
                               "--new-passphrase-fd", "0", stdin=NEW)
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: older backups still open with the old passphrase\n"))
        self.assertNotEqual(self.commit(), before)  # another data key
        self.assertFalse(self.opens("--passphrase-fd", "0", stdin=PASSPHRASE))
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=NEW))
        self.assertTrue(self.opens("--recovery-key-file", file))

    def test_is_in_the_document(self):
        document = json.loads(self.fob("slot", "add", "recovery", "--json", "--label", "safe"))
        self.assertRegex(document["recovery_key"], KEY)
        self.assertEqual((document["slot"]["kind"], document["slot"]["label"]),
                         ("recovery", "safe"))
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=document["recovery_key"]))


class AKeyFile(SlotScenario):
    def test_is_made_and_opens_the_vault(self):
        path = self.keyfile()
        self.assertEqual(len(path.read_bytes()), 32)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertTrue(self.opens("--keyfile", str(path)))

    def test_is_never_overwritten(self):
        path = self.file("key", "precious")
        result = self.run_fob("slot", "add", "keyfile", "--new-keyfile", str(path))
        self.assertEqual((result.status, result.out), (11, ""))
        self.assertEqual(path.read_text(), "precious")
        self.assertEqual(len(self.slots()), 1)

    def test_may_be_one_that_is_there(self):
        path = self.file("photo", bytes(range(256)) * 300, 0o600)
        self.fob("slot", "add", "keyfile", str(path))
        self.assertTrue(self.opens("--keyfile", str(path)))
        path.write_bytes(bytes(range(256)) * 299 + bytes(256))
        self.assert_fails(self.run_bare(*CODE, "--keyfile", str(path)), 5,
                          f"the key file does not open {self.vault}")

    def test_that_others_may_read_is_a_warning(self):
        path = self.file("photo", bytes(64), 0o644)
        result = self.run_fob("slot", "add", "keyfile", str(path))
        self.assertIn(f"fob: warning: others than its owner may read {path}: chmod go-r {path}\n",
                      result.err)

    def test_that_is_short_or_missing_is_refused(self):
        path = self.file("short", bytes(31), 0o600)
        why = f"key file {path}: a key file has 32 bytes or more, and this one has less"
        self.assert_fails(self.run_fob("slot", "add", "keyfile", str(path)), 9, why)
        self.assert_fails(self.run_bare(*CODE, "--keyfile", str(path)), 5, why)
        missing = self.home / "missing"
        self.assert_fails(self.run_bare(*CODE, "--keyfile", str(missing)), 5,
                          f"key file {missing}: No such file or directory")
        self.assert_fails(self.run_fob("slot", "add", "keyfile", str(missing)), 10,
                          f"key file {missing}: No such file or directory")
        self.assert_fails(self.run_bare(*CODE, "--keyfile", str(self.home)), 5,
                          f"key file {self.home}: it is no regular file")

    def test_that_is_perhaps_a_secret_is_not_repeated(self):
        key, _ = self.recovery()
        for word in (key, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "correcthorse"):
            for words, status in (((*CODE, "--keyfile", word), 5),
                                  (("slot", "add", "keyfile", word), 10)):
                self.assert_fails(self.run_fob(*words), status,
                                  "key file: No such file or directory")

    def test_alone_opens_a_vault_without_a_passphrase(self):
        path = self.keyfile()
        self.fob("slot", "remove", "--yes", self.id_of("passphrase"), "--keyfile", str(path))
        self.assertTrue(self.opens("--keyfile", str(path)))
        self.assert_fails(self.run_fob(*CODE), 5, f"no passphrase opens {self.vault}",
                          "its key file does: --keyfile PATH")


class Init(Scenario):
    def test_prints_a_recovery_key_alone(self):
        result = self.run_fob("init", *CHEAP, "--recovery-key")
        self.assertRegex(result.out, rf"\A{KEY.pattern}\n\Z")
        self.assertEqual(self.run_bare("list", "--passphrase-fd", "0", stdin=result.out).status, 0)

    def test_has_it_in_its_document(self):
        document = json.loads(self.fob("init", *CHEAP, "--recovery-key", "--json"))
        self.assertRegex(document["recovery_key"], KEY)

    def test_asks_for_none_in_a_script(self):
        self.fob("init", *CHEAP)
        self.assertEqual(len(json.loads(self.fob("slot", "list", "--json"))["slots"]), 1)

    def start(self, *words, **size):
        session = self.type_fob("init", *CHEAP, *words, **size)
        for question in ("new passphrase for", "the same again for"):
            session.expect_exact(question)
            session.sendline(PASSPHRASE)
        return session

    def type_group(self, session, key, wrong=0):
        for _ in range(wrong):
            session.expect(r"group (\d) of 7 of the recovery key, as you have it: ")
            session.sendline("AAAA")
        session.expect(r"group (\d) of 7 of the recovery key, as you have it: ")
        session.sendline(key.split("-")[int(session.match[1]) - 1].lower())

    def test_offers_one_at_a_terminal_and_shows_it_once(self):
        session = self.start()
        session.expect_exact("make a recovery key, in case you forget the passphrase?")
        session.sendline("y")
        session.expect(KEY.pattern)
        key = session.match[0]
        session.send("\r")
        self.type_group(session, key, wrong=1)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertNotIn(key, text)
        self.assertEqual(self.run_bare("list", "--passphrase-fd", "0", stdin=key).status, 0)

    def test_offers_none_where_the_terminal_cannot_show_it(self):
        session = self.start(columns=34)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertIn("fob: the terminal is too narrow to show a recovery key; in a wider one, "
                      "type: fob slot add recovery\n", text)
        self.assertEqual(len(json.loads(self.fob("slot", "list", "--json"))["slots"]), 1)

    def test_goes_on_without_where_it_is_not_typed_again(self):
        session = self.start()
        session.expect_exact("forget the passphrase?")
        session.sendline("y")
        status, text = type_no_group(self, session)
        self.assertEqual(status, 0)
        self.assertIn("the recovery key was not typed again, and is not used", text)
        self.assertEqual(len(json.loads(self.fob("slot", "list", "--json"))["slots"]), 1)

    def test_asks_nothing_where_it_is_declined_or_answered(self):
        session = self.start()
        session.expect_exact("forget the passphrase?")
        session.sendline("n")
        self.assertEqual(self.end(session)[0], 0)
        self.vault.unlink()
        session = self.start("--yes")
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertNotIn("recovery key", text)


class AtATerminal(SlotScenario):
    OFFER = "set a new passphrase now?"

    def start(self, *words, key, **size):
        session = self.type_fob(*words, **size)
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(key)
        return session

    def test_a_typed_recovery_key_leads_to_a_new_passphrase(self):
        key, _ = self.recovery()
        before = self.commit()
        session = self.start(*CODE, key=key.lower())
        session.expect_exact(f"the recovery key opened {self.vault}; {self.OFFER} [y/N] ")
        session.sendline("y")
        for question in ("new passphrase for", "the same again for"):
            session.expect_exact(question)
            session.sendline(NEW)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertIn(RFC_CODE_AT_59, text)
        self.assertNotEqual(self.commit(), before)
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=NEW))
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=key))
        self.assertFalse(self.opens("--passphrase-fd", "0", stdin=PASSPHRASE))

    def test_declining_goes_on(self):
        key, _ = self.recovery()
        before = self.vault.read_bytes()
        session = self.start(*CODE, key=key)
        session.expect_exact(self.OFFER)
        session.sendline("")
        status, text = self.end(session)
        self.assertEqual((status, text.strip().splitlines()[-1]), (0, RFC_CODE_AT_59))
        self.assertEqual(self.vault.read_bytes(), before)

    def test_the_passphrase_command_asks_nothing_twice(self):
        key, _ = self.recovery()
        session = self.start("passphrase", key=key)
        for question in ("new passphrase for", "the same again for"):
            session.expect_exact(question)
            session.sendline(NEW)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertNotIn(self.OFFER, text)
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=NEW))

    def test_the_other_secrets_are_asked_for(self):
        key, _ = self.recovery()
        path = self.keyfile()
        before = self.commit()
        session = self.start("passphrase", key=PASSPHRASE)
        session.expect_exact(f"a recovery key of {self.vault} (Enter if you have none): ")
        session.sendline("open says me")
        session.expect_exact(f"wrong; a recovery key of {self.vault} (Enter if you have none): ")
        session.sendline(key)
        session.expect_exact(f"a key file of {self.vault} (Enter if you have none): ")
        session.sendline(str(path))
        for question in ("new passphrase for", "the same again for"):
            session.expect_exact(question)
            session.sendline(NEW)
        self.assertEqual(self.end(session)[0], 0)
        self.assertNotEqual(self.commit(), before)
        for words, stdin in ((("--passphrase-fd", "0"), NEW), (("--passphrase-fd", "0"), key),
                             (("--keyfile", str(path)), "")):
            self.assertTrue(self.opens(*words, stdin=stdin))

    def test_a_slot_goes_after_a_question(self):
        self.recovery("--label", "safe")
        session = self.start("slot", "remove", "safe", key=PASSPHRASE)
        session.expect(r"remove the slot [0-9a-f]{8} \(recovery key, safe\) of .*\? \[y/N\] ")
        session.sendline("n")
        self.assertEqual(self.end(session)[0], 11)
        session = self.start("slot", "remove", "safe", key=PASSPHRASE)
        session.expect_exact("[y/N] ")
        session.sendline("y")
        self.assertEqual(self.end(session)[0], 0)
        self.assertEqual(len(self.slots()), 1)

    def test_a_new_recovery_key_is_shown_and_typed_again(self):
        session = self.start("slot", "add", "recovery", key=PASSPHRASE)
        session.expect(KEY.pattern)
        key = session.match[0]
        session.send("\r")
        session.expect(r"group (\d) of 7 of the recovery key, as you have it: ")
        session.sendline(key.split("-")[int(session.match[1]) - 1])
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertNotIn(key, text)
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=key))

    def test_a_narrow_terminal_shows_it_whole_or_not_at_all(self):
        before = self.vault.read_bytes()
        status, text = self.end(self.type_fob("slot", "add", "recovery", columns=34))
        self.assertEqual((status, text), (11, (
            "fob: the terminal is too narrow to show a recovery key\n"
            "hint: make it 35 columns wide, or have the key printed: "
            "fob slot add recovery --yes\n")))
        self.assertEqual(self.vault.read_bytes(), before)
        session = self.start("slot", "add", "recovery", key=PASSPHRASE, columns=35)
        session.expect_exact("write it down, then press Enter:\r\n")
        session.expect(KEY.pattern)
        key = session.match[0]
        session.send("\r")
        session.expect(r"\r\x1b\[Kgroup (\d) of 7 ")
        session.sendline(key.split("-")[int(session.match[1]) - 1])
        self.assertEqual(self.end(session)[0], 0)
        self.assertTrue(self.opens("--passphrase-fd", "0", stdin=key))

    def test_one_that_is_not_typed_again_is_not_saved(self):
        before = self.vault.read_bytes()
        session = self.start("slot", "add", "recovery", key=PASSPHRASE)
        status, text = type_no_group(self, session)
        self.assertEqual(status, 11)
        self.assertIn("the recovery key was not typed again, and nothing was saved", text)
        self.assertEqual(self.vault.read_bytes(), before)


if __name__ == "__main__":
    fob.main()
