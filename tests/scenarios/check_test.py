"""fob check."""

import ctypes
import json
import os
import unittest

from scenarios import fob, vaults
from scenarios.fob import PASSPHRASE, RFC_SECRET, RFC_URI, Scenario

WEAK = "otpauth://totp/Old:alice?secret=JBSWY3DPEHPK3PXP&issuer=Old"
OTHER = RFC_URI.replace("6238", "4226")


def clock_is_synchronized():
    """What the system says, asked for without fob; None where it does not say."""
    state = ctypes.create_string_buffer(512)  # struct timex, which asks for nothing to be set
    said = ctypes.CDLL(None, use_errno=True).adjtimex(state)
    return None if said < 0 else said != 5  # TIME_ERROR


class CheckScenario(Scenario):
    def check(self, *words, **options):
        """Its exit status and its lines."""
        result = self.run_fob("check", "-q", *words, **options)
        self.assertEqual(result.err, "")
        return result.status, result.out.splitlines()

    def told(self, which):
        """The findings, or notes, of the document: pairs of kind and message."""
        document = json.loads(self.run_fob("check", "--json").out)
        # Whether somebody keeps this machine's clock right is not the vault's doing, and most
        # vaults here have one slot.
        return [(each["kind"], each["message"]) for each in document[which]
                if each["kind"] not in ("clock_unsynchronized", "low_cost", "one_way_in")]


class Nothing(CheckScenario):
    def test_a_good_vault_has_no_findings(self):
        self.make_vault(RFC_URI)
        result = self.run_fob("check")
        self.assertEqual((result.status, result.out), (0, ""))
        self.assertTrue(result.err.endswith("fob: no findings: 1 account\n"), result.err)
        self.assertEqual(self.told("notes"), [])

    def test_it_changes_nothing(self):
        self.make_vault(RFC_URI, WEAK)
        folder = self.vault.parent
        before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
        self.check()
        self.assertEqual({path: (path.read_bytes(), path.stat().st_mtime_ns)
                          for path in folder.iterdir()}, before)

    def test_json_says_what_is_in_the_vault(self):
        self.make_vault(RFC_URI)
        result = self.run_fob("check", "--json")
        answer = json.loads(result.out)
        (slot,) = answer.pop("slots")
        self.assertEqual({key: slot[key] for key in ("kind", "kdf_memory", "kdf_passes")},
                         {"kind": "passphrase", "kdf_memory": 8, "kdf_passes": 1})
        self.assertIn(f" id={slot['id']} ".encode(), self.vault.read_bytes())
        answer.pop("notes")
        self.assertEqual(answer, {"vault": str(self.vault), "accounts": 1, "removed": 0,
                                  "unreadable": 0, "generation": 2, "findings": []})


class Clock(CheckScenario):
    def test_one_behind_the_newest_entry_is_a_finding(self):
        from_later = RFC_URI + ("&fob-id=505152535455565758595a5b5c5d5e5f&fob-created=4000000000"
                                "&fob-modified=4000000000")
        data, passphrase = vaults.written(f"fob-accounts 1 generation=1\n{from_later}\n")
        self.vault.parent.mkdir(parents=True, mode=0o700)
        self.vault.write_bytes(data)
        self.vault.chmod(0o600)
        self.passphrase_file.write_text(passphrase)
        line = ("the clock is behind the newest entry of the vault, or its file: codes may be wrong; "
                "set it, or let it be set: timedatectl set-ntp true")
        self.assertEqual(self.check(), (1, [line]))
        self.assertEqual([kind for kind, _ in self.told("findings")], ["clock_behind"])

    def test_one_that_nobody_keeps_right_is_a_note(self):
        synchronized = clock_is_synchronized()
        self.make_vault(RFC_URI)
        result = self.run_fob("check")
        self.assertEqual((result.status, result.out), (0, ""))
        note = ("fob: the clock is not synchronized with another one; where codes are rejected: "
                "timedatectl set-ntp true\n")
        self.assertEqual(note in result.err, synchronized is False)


class Files(CheckScenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)

    def test_rights_of_others(self):
        previous = self.vault.with_name("vault.fob~")
        for path, mode, right, may in (
                (self.vault, 0o640, "600", "have rights to it"),
                (self.vault.parent, 0o775, "go-w", "may replace files in it"),
                (previous, 0o604, "600", "have rights to it")):
            path.chmod(mode)
            line = f"{path}: others than its owner {may}; chmod {right} {path}"
            self.assertEqual(self.check(), (1, [line]))
            os.system(line.partition("; ")[2])
            self.assertEqual(self.check(), (0, []))

    @unittest.skipUnless(os.geteuid() == 0, "only root can give a file to somebody else")
    def test_an_owner_who_is_somebody_else(self):
        os.chown(self.vault, 4321, -1)
        line = f"{self.vault} belongs to another user; sudo chown \"$(id -u)\" {self.vault}"
        self.assertEqual(self.check(), (1, [line]))
        self.assertEqual(self.told("findings"),
                         [("owner", f"{self.vault} belongs to another user")])
        os.chown(self.vault, 0, -1)
        self.assertEqual(self.check(), (0, []))

    def test_a_name_that_a_shell_would_take_apart_is_quoted(self):
        path = self.home / "my vault.fob"
        path.write_bytes(self.vault.read_bytes())
        path.chmod(0o644)
        self.home.chmod(0o700)
        self.assertEqual(self.check("--vault", str(path)), (1, [
            f"{path}: others than its owner have rights to it; chmod 600 '{path}'"]))

    def test_a_link_is_a_note_and_its_target_is_looked_at(self):
        real = self.home / "real"
        real.mkdir(mode=0o700)
        self.vault.rename(real / "vault.fob")
        self.vault.with_name("vault.fob~").unlink()
        self.vault.symlink_to(real / "vault.fob")
        self.assertEqual(self.told("notes"), [("link", f"{self.vault} is a symbolic link")])
        self.assertEqual(self.check(), (0, []))
        for path, mode, rest in ((real / "vault.fob", 0o644, "have rights to it; chmod 600"),
                                 (real, 0o777, "may replace files in it; chmod go-w")):
            before = path.stat().st_mode
            path.chmod(mode)
            self.assertEqual(self.check(), (1, [f"{path}: others than its owner {rest} {path}"]))
            path.chmod(before)

    def test_another_name_of_the_file(self):
        second = self.home / "second.fob"
        os.link(self.vault, second)
        self.assertEqual(self.check(), (1, [
            f"{self.vault} has 1 other name: it is no copy, and keeps the old vault when this one "
            f"is saved; find it: find / -xdev -samefile {self.vault}; a copy is made by: "
            "fob backup"]))
        self.assertEqual([kind for kind, _ in self.told("findings")], ["hard_link"])
        self.fob("rename", "RFC:6238", "RFC:x")
        self.assertEqual(self.check(), (0, []))

    def test_a_copy_in_conflict(self):
        for name in ("vault.sync-conflict-20261128-150405-ABCDEFG.fob",
                     "vault (alice's conflicted copy 2026-11-28).fob"):
            copy = self.vault.with_name(name)
            copy.write_bytes(b"")
            status, (line,) = self.check()
            self.assertEqual((status, line.partition("; ")[0]), (
                1, f"{copy} was made by a program that syncs: both sides changed the vault"))
            self.assertIn("; take in what is missing here, and delete it: fob import ", line)
            copy.unlink()
        for name in ("notes.sync-conflict-20261128-150405-ABCDEFG.txt",
                     "vault-work.sync-conflict-20261128-150405-ABCDEFG.fob"):
            self.vault.with_name(name).touch()
        self.assertEqual(self.check(), (0, []))

    def test_a_file_from_tomorrow(self):
        now = self.vault.stat().st_mtime
        for ahead, found in ((30, []), (3600, ["clock_behind"])):
            os.utime(self.vault, (now + ahead, now + ahead))
            self.assertEqual([kind for kind, _ in self.told("findings")], found)

    def test_a_previous_generation_that_does_not_open(self):
        previous = self.vault.with_name("vault.fob~")
        line = (f"{previous} does not open as the previous generation; "
                "the next change to the vault replaces it")
        for content in (b"", previous.read_bytes()[:-1], vaults.vector("example")[0]):
            previous.write_bytes(content)
            self.assertEqual(self.check(), (1, [line]))
        self.fob("rename", "RFC:6238", "RFC:x")
        self.assertEqual(self.check(), (0, []))

    def test_leftovers_of_a_killed_writer_are_a_note(self):
        for digit in "ab":
            self.vault.with_name(f".vault.fob.tmp-{digit * 32}").touch(0o600)
        self.assertEqual(self.told("notes"), [("leftovers", "2 files of a save that was cut off")])

    def test_an_older_copy_that_was_put_back(self):
        copy = self.vault.read_bytes()
        self.fob("rename", "RFC:6238", "RFC:x")
        self.fob("rename", "RFC:x", "RFC:6238")
        self.vault.write_bytes(copy)
        status, lines = self.check()
        self.assertEqual((status, len(lines)), (1, 1))
        self.assertTrue(lines[0].startswith(
            "this vault is older than one seen before (generation 2, seen 4): "), lines)


class Accounts(CheckScenario):
    def test_a_short_secret(self):
        self.make_vault(RFC_URI, WEAK)
        self.assertEqual(self.check(), (1, [
            "Old:alice: a secret of 80 bits, under 128; fob edit --secret Old:alice"]))

    def test_one_secret_in_several_accounts(self):
        self.make_vault(RFC_URI, OTHER, "otpauth://totp/-x?secret=" + RFC_SECRET)
        self.assertEqual(self.check(), (1, [
            "RFC:6238, RFC:4226, -x have the same secret; see: "
            "fob list --long"]))

    def test_names_that_differ_in_case_are_a_note(self):
        self.make_vault("otpauth://totp/alice?secret=" + RFC_SECRET,
                        "otpauth://totp/Alice?secret=" + RFC_SECRET[::-1])
        self.assertEqual(self.check(), (0, []))
        self.assertEqual(self.told("notes"), [
            ("similar_names", "alice, Alice differ in upper and lower case, or not at all")])

    def test_removed_entries_are_a_note(self):
        self.make_vault(RFC_URI, WEAK)
        self.fob("remove", "--yes", "Old:alice")
        self.assertEqual(self.check(), (0, []))
        self.assertEqual(self.told("notes"), [("removed", "1 removed entry")])

    def test_a_name_with_control_characters_cannot_write_to_the_terminal(self):
        self.make_vault(WEAK.replace("Old:alice", "Old:%1B%5B2J"))
        self.assertNotIn("\x1b", "".join(self.check()[1]))

    def test_json_names_the_accounts(self):
        self.make_vault(RFC_URI, OTHER, WEAK)
        findings = json.loads(self.run_fob("check", "--json").out)["findings"]
        self.assertEqual([(finding["kind"], finding["accounts"]) for finding in findings],
                         [("weak_secret", ["Old:alice"]),
                          ("repeated_secret", ["RFC:6238", "RFC:4226"])])

    def test_no_secret_is_shown(self):
        self.make_vault(RFC_URI, OTHER, WEAK)
        for words in ((), ("--json",)):
            result = self.run_fob("check", *words)
            self.assertNotIn("JBSWY3DPEHPK3PXP", result.out + result.err)
            self.assertNotIn(RFC_SECRET, result.out + result.err)


class TypedNext(CheckScenario):
    def test_it_is_about_the_vault_that_was_named(self):
        self.make_vault(WEAK)
        other = self.home / "pi.fob"
        self.home.chmod(0o700)
        self.vault.rename(other)
        weak = "Old:alice: a secret of 80 bits, under 128"
        self.assertEqual(self.check("--vault", "pi.fob"), (
            1, [f"{weak}; fob --vault pi.fob edit --secret Old:alice"]))
        self.assertEqual(self.check(environment={"FOB_VAULT": "pi.fob"}), (
            1, [f"{weak}; fob edit --secret Old:alice"]))


class OtherVersions(CheckScenario):
    def place(self, name):
        data, passphrase = vaults.vector(name)
        self.vault.parent.mkdir(parents=True, mode=0o700)
        self.vault.write_bytes(data)
        self.vault.chmod(0o600)
        self.passphrase_file.write_text(passphrase)

    def test_entries_that_cannot_be_read(self):
        self.place("unreadable-lines")
        kinds = [finding["kind"] for finding in
                 json.loads(self.run_fob("check", "--json").out)["findings"]]
        self.assertIn("unreadable", kinds)
        result = self.run_fob("check", "-q")
        self.assertEqual((result.status, result.err), (1, ""))
        self.assertIn("; a newer fob may; they stay as they are\n", result.out)

    def test_one_slot_is_a_note_until_there_is_a_recovery_key(self):
        self.make_vault(RFC_URI)
        note = "fob: there is one way in, and no recovery key; fob slot add recovery\n"
        self.assertIn(note, self.run_fob("check").err)
        self.fob("slot", "add", "recovery")
        self.assertNotIn(note, self.run_fob("check").err)

    def test_slots_of_unknown_kinds_are_a_note(self):
        self.place("unknown-slots")
        self.assertIn(("unknown_slot", "2 slots of a kind that this version does not know"),
                      self.told("notes"))
        document = json.loads(self.run_fob("check", "--json").out)
        self.assertEqual(document["slots"][0], {"kind": "fido2"})


class Failures(CheckScenario):
    def test_a_damaged_vault_fails_as_everywhere(self):
        self.make_vault(RFC_URI)
        data = bytearray(self.vault.read_bytes())
        data[-40] ^= 1
        self.vault.write_bytes(data)
        result = self.run_fob("check")
        self.assertEqual((result.status, result.out), (7, ""))
        self.assertIn("hint: the previous generation may still be good: fob restore --previous    "
                      f"a look first: fob list --vault {self.vault}~\n", result.err)

    def test_no_vault(self):
        self.assertEqual(self.run_fob("check").status, 6)

    def test_a_wrong_passphrase(self):
        self.make_vault(RFC_URI)
        self.assert_fails(self.run_bare("check", "--passphrase-fd", "0", stdin=PASSPHRASE + "x"),
                          5, f"wrong passphrase for {self.vault}")

    def test_an_operand(self):
        self.assert_fails(self.run_fob("check", "x"), 2, "check takes no operand",
                          "for another vault, type: fob check --vault PATH")


if __name__ == "__main__":
    fob.main()
