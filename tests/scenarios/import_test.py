"""fob import."""

import base64
import json
import os
import random
import resource
import threading
import time

from scenarios import fob, transfer, vaults
from scenarios.fob import PASSPHRASE, RFC_SECRET, RFC_URI, Scenario, totals_line
from scenarios.transfer import picture

OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
ALICE_TOO = f"otpauth://totp/GitHub:alice?secret={OTHER_SECRET}&issuer=GitHub"
BOB = f"otpauth://totp/GitHub:bob?secret={OTHER_SECRET}&issuer=GitHub"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter="
LIST_LIMIT = 64 << 20


class Lists(Scenario):
    def test_each_entry_is_told_with_its_line(self):
        self.make_vault(RFC_URI, BOB)
        self.file("list.txt", "\n".join([
            "# comment", ALICE, "", RFC_URI, "// otpauth://totp/no?secret=AAAA", "hello",
            "otpauth://totp/mia", ALICE_TOO]))
        self.assert_imports(self.run_fob("import", "list.txt"), 8, (1, 1, 1, 2), [
            "list.txt: line 2: added: GitHub:alice",
            "list.txt: line 4: already there: RFC:6238",
            "list.txt: line 6: rejected: not an otpauth URI",
            "list.txt: line 7: rejected: the secret is missing",
            "list.txt: line 8: in conflict: GitHub:alice: the name exists with another secret"])
        self.assertEqual(self.fob("list"), "RFC:6238\nGitHub:bob\nGitHub:alice\n")

    def test_quiet_tells_only_what_was_left_out(self):
        self.make_vault(RFC_URI)
        self.file("list.txt", f"{ALICE}\n{RFC_URI}\nhello\n{ALICE_TOO}\n")
        self.assert_imports(self.run_fob("import", "-q", "list.txt"), 8, (1, 1, 1, 1), [
            "list.txt: line 3: rejected: not an otpauth URI",
            "list.txt: line 4: in conflict: GitHub:alice: the name exists with another secret"])

    def test_what_is_removed_in_a_list_is_left_out(self):
        self.make_vault(RFC_URI)
        self.file("body.txt", f"{ALICE}&fob-removed=5\n{BOB}\n{HAL}7&fob-removed=6\n")
        self.assert_imports(self.run_fob("import", "body.txt"), 0, (1, 0, 0, 0), [
            "fob: body.txt: 2 removed entries are left out",
            "body.txt: line 2: added: GitHub:bob"])
        self.assertEqual(self.fob("list"), "RFC:6238\nGitHub:bob\n")
        self.assert_fails(self.run_fob("add", "-", stdin=f"{ALICE}&fob-removed=5"), 9,
                          "there are only removed entries in what was given",
                          "to have them as accounts, take fob-removed out")

    def test_line_ends_and_a_byte_order_mark_mean_nothing(self):
        self.make_vault()
        self.file("list.txt", b"\xef\xbb\xbf# list\r\n" + ALICE.encode() + b"\r\n\r\n"
                  + BOB.encode())
        self.assert_imports(self.run_fob("import", "list.txt"), 0, (2, 0, 0, 0), [
            "list.txt: line 2: added: GitHub:alice", "list.txt: line 4: added: GitHub:bob"])

    def test_schemes_may_be_mixed(self):
        self.make_vault()
        lines = [ALICE, f"steam://{RFC_SECRET}", "motp://Door:me?secret=e3152afee62599c8&pin=1234",
                 picture(transfer.account("mia", "Bank"), transfer.account("tom", "Bank")),
                 HAL + "7"]
        self.assert_imports(self.run_fob("import", "-", stdin="\n".join(lines)), 0,
                            (6, 0, 0, 0), [
            "standard input: line 1: added: GitHub:alice",
            "standard input: line 2: added: Steam",
            "standard input: line 3: added: Door:me",
            "standard input: line 4, entry 1: added: Bank:mia",
            "standard input: line 4, entry 2: added: Bank:tom",
            "standard input: line 5: added: Nostromo:hal"])
        self.assertEqual(self.fob("code", "hal"), "162583\n")

    def test_what_a_secret_s_owner_should_know_stands_beside_its_entry(self):
        self.make_vault()
        result = self.run_fob("import", "-", stdin="otpauth://totp/a?secret=JBSWY3DPEHPK3PXP")
        self.assertEqual(result.err, "standard input: line 1: added: a\nstandard input: line 1: "
                         "the secret is 80 bits long; 128 or more are recommended\n")

    def test_names_do_not_reach_the_terminal_raw(self):
        self.make_vault()
        uri = f"otpauth://totp/a%0Afob%3A%1B%5B2J?secret={RFC_SECRET}"
        result = self.run_fob("import", "-", stdin=uri)
        self.assertEqual(result.err, "standard input: line 1: added: a\\nfob:\\x1b[2J\n")

    def test_the_larger_counter_is_kept(self):
        self.make_vault(HAL + "3")
        for counter, code in (("5", "254676"), ("1", "287922")):
            self.assert_imports(self.run_fob("import", "-", "-q", stdin=HAL + counter), 0,
                                (0, 1, 0, 0), [])
            self.assertEqual(self.fob("code", "hal"), code + "\n")

    def test_no_secret_and_no_line_that_failed_is_ever_told(self):
        self.make_vault()
        secret = "SECRETSECRET1111SECRETSECRET1111"
        for line in (f"otpauth://totp/x?secret={secret}", f"note {secret}",
                     f"otpauth://totp/x?secret=AA&digits={secret}",
                     f"otpauth-migration://offline?data={secret}"):
            result = self.run_fob("import", "-", "--json", stdin=f"{ALICE}\n{line}\n")
            self.assertEqual(result.status, 8)
            self.assertNotIn("SECRET", result.out + result.err)

    def test_several_files_are_one_import(self):
        self.make_vault()
        self.file("a.txt", ALICE)
        self.file("b.txt", BOB)
        self.assert_imports(self.run_fob("import", "a.txt", "-", "b.txt", stdin=RFC_URI), 0,
                            (3, 0, 0, 0), ["a.txt: line 1: added: GitHub:alice",
                                           "standard input: line 1: added: RFC:6238",
                                           "b.txt: line 1: added: GitHub:bob"])
        self.assertEqual(vaults.read(self.vault, PASSPHRASE).generation, 2)

    def test_the_passphrase_may_stand_before_a_list(self):
        self.make_vault()
        for words in (["--dry-run"], []):
            result = self.run_bare("import", "-", "--passphrase-fd", "0", *words,
                                   stdin=f"{PASSPHRASE}\n{ALICE}\n")
            self.assert_imports(result, 0, (1, 0, 0, 0),
                                ["standard input: line 1: added: GitHub:alice"])

    def test_and_before_that_of_another_vault(self):
        self.make_vault()
        data, passphrase = vaults.vector("example")
        self.file("other.fob", data)
        result = self.run_with_lines("import", "other.fob", "--passphrase-fd", "FD",
                                     "--source-passphrase-fd", "FD",
                                     lines=(PASSPHRASE, passphrase))
        self.assertEqual((result.status, result.out), (0, totals_line(2, 0, 0, 0)),
                         result.err)

    def test_standard_input_can_be_read_only_once(self):
        self.assert_fails(self.run_fob("import", "-", "-"), 2,
                          "standard input can be read only once", "give - once")

    def test_no_file_is_wrong_usage(self):
        self.assert_fails(self.run_fob("import"), 2, "no FILE is given",
                          "type: fob import FILE    or: fob import -")


class Duplicates(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(ALICE)

    def test_a_conflict_leaves_the_account_as_it_was(self):
        before = self.fob("code", "alice", "--at", "59")
        self.assert_imports(self.run_fob("import", "-", stdin=ALICE_TOO), 8, (0, 0, 1, 0),
                            ["standard input: line 1: in conflict: GitHub:alice: "
                             "the name exists with another secret"])
        self.assertEqual(self.fob("code", "alice", "--at", "59"), before)

    def test_other_settings_are_a_conflict_too(self):
        self.assert_imports(self.run_fob("import", "-", stdin=ALICE + "&digits=8"), 8,
                            (0, 0, 1, 0), ["standard input: line 1: in conflict: GitHub:alice: "
                                           "the name exists with other settings"])

    def test_replace_does_not_choose_among_several(self):
        self.fob("import", "-", "--on-duplicate", "keep", stdin=ALICE_TOO)
        words = ["import", "-", "--on-duplicate", "replace"]
        reason = "several accounts have this name; replace cannot choose"
        self.assert_imports(self.run_fob(*words, stdin=ALICE + "&digits=8"), 8, (0, 0, 1, 0),
                            [f"standard input: line 1: in conflict: GitHub:alice: {reason}"])
        for more in ([], ["--dry-run"]):
            answer = self.run_fob(*words, *more, "--json", stdin=ALICE + "&digits=8").out
            self.assertEqual(json.loads(answer)["entries"][0]["reason"], reason)

    def test_skip_leaves_it_out_and_is_no_failure(self):
        result = self.run_fob("import", "-", "--on-duplicate", "skip", stdin=ALICE_TOO)
        self.assertEqual((result.status, result.out),
                         (0, "0 added, 0 already there, 0 in conflict, 0 rejected, 1 skipped\n"))
        self.assertEqual(self.fob("show", "alice", "--secret"), RFC_SECRET + "\n")

    def test_replace_keeps_the_former_version_as_a_removed_entry(self):
        result = self.run_fob("import", "-", "--on-duplicate", "replace", stdin=ALICE_TOO)
        self.assertEqual((result.status, result.out),
                         (0, "0 added, 0 already there, 0 in conflict, 0 rejected, 1 replaced\n"))
        self.assertTrue(result.err.endswith(
            "fob: replaced GitHub:alice, its former version is kept for 90 days\n"
            "  undo: fob remove --undo GitHub:alice\n"), result.err)
        self.assertEqual(self.fob("show", "alice", "--secret"), OTHER_SECRET + "\n")
        (removed,) = vaults.read(self.vault, PASSPHRASE).removed
        self.assertEqual(removed.secret, base64.b32decode(RFC_SECRET))

    def test_of_two_secrets_for_one_name_in_one_import_the_first_is_taken(self):
        self.fob("remove", "--yes", "alice")
        for words, status, totals in (
                ([], 8, "1 added, 0 already there, 1 in conflict, 0 rejected\n"),
                (["--on-duplicate", "replace"], 8,
                 "0 added, 1 already there, 1 in conflict, 0 rejected\n"),
                (["--on-duplicate", "keep"], 0,
                 "1 added, 1 already there, 0 in conflict, 0 rejected\n")):
            result = self.run_fob("import", "-q", "-", *words, stdin=f"{ALICE}\n{ALICE_TOO}\n")
            self.assertEqual((result.status, result.out), (status, totals))
        self.fob("import", "-q", "-", "--on-duplicate", "skip", stdin=ALICE_TOO)
        names = self.fob("list", "alice").splitlines()
        self.assertEqual([self.fob("show", "--secret", name) for name in names],
                         [RFC_SECRET + "\n", OTHER_SECRET + "\n"])

    def test_keep_adds_it_beside_the_other(self):
        self.assert_imports(self.run_fob("import", "-", "--on-duplicate", "keep",
                                         stdin=ALICE_TOO), 0, (1, 0, 0, 0),
                            ["standard input: line 1: added: GitHub:alice"])
        self.assertEqual(self.fob("list").count("GitHub:alice #"), 2)

    def test_another_word_is_wrong_usage_before_anything_is_read(self):
        self.assert_fails(self.run_fob("import", "none.txt", "--on-duplicate", "merge"), 2,
                          "--on-duplicate must be one of: skip, replace, keep")


class DryRun(Scenario):
    def test_it_reports_and_exits_as_the_import_would_and_writes_nothing(self):
        self.make_vault(RFC_URI)
        before = self.vault.read_bytes()
        folder = sorted(self.vault.parent.iterdir())
        self.file("good.txt", f"{ALICE}\n{RFC_URI}\n")
        self.file("bad.txt", f"{BOB}\nhello\n{RFC_URI.replace(RFC_SECRET, OTHER_SECRET)}\n")
        for name, status in (("good.txt", 0), ("bad.txt", 8)):
            dry = self.run_fob("import", "--dry-run", name)
            self.assertEqual((self.vault.read_bytes(), sorted(self.vault.parent.iterdir())),
                             (before, folder))
            self.assertEqual(dry.status, status)
            self.vault.with_suffix(".copy").write_bytes(before)
            real = self.run_fob("import", "--vault", str(self.vault.with_suffix(".copy")), name)
            self.vault.with_suffix(".copy").unlink()
            self.vault.with_suffix(".copy~").unlink()
            self.vault.with_suffix(".copy.lock").unlink()
            self.assertEqual((real.status, real.out), (dry.status, dry.out))

    def test_without_a_vault_none_is_made_or_asked_for(self):
        result = self.run_bare("import", "--dry-run", "-", stdin=ALICE)
        self.assertEqual((result.status, result.out), (0, totals_line(1, 0, 0, 0)))
        self.assertFalse(self.vault.exists())


class WithoutAVault(Scenario):
    def test_one_is_made_first_after_saying_so(self):
        result = self.run_fob("import", "-", stdin=ALICE)
        self.assertEqual(result.status, 0)
        first, second, *_ = result.err.splitlines()
        self.assertEqual(first, f"fob: there is no vault yet: making {self.vault}")
        self.assertRegex(second, f"^fob: made {self.vault}: opening it takes \\d+ MiB")
        self.assertEqual(self.fob("list"), "GitHub:alice\n")

    def test_none_is_made_where_nothing_is_good(self):
        result = self.run_fob("import", "-", stdin="otpauth://totp/mia")
        self.assert_imports(result, 8, (0, 0, 0, 1),
                            ["standard input: line 1: rejected: the secret is missing"])
        self.assertFalse(self.vault.exists())


class Files(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)

    def assert_stops(self, result, status, message, hint=None):
        """Nothing is imported."""
        self.assert_fails(result, status, message, hint)
        self.assertEqual(self.fob("list"), "RFC:6238\n")

    def test_one_that_is_not_there_stops_all(self):
        self.file("a.txt", ALICE)
        self.assert_stops(self.run_fob("import", "a.txt", "b.txt"), 10,
                          "b.txt: No such file or directory")

    def test_a_folder_and_a_device_are_no_files(self):
        self.assert_stops(self.run_fob("import", str(self.home)), 10,
                          f"{self.home}: Is a directory")
        self.assert_stops(self.run_fob("import", "/dev/zero"), 10,
                          "/dev/zero is a device, not a file",
                          "name a file, or - for standard input")

    def test_a_pipe_with_a_name_is_one(self):
        pipe = self.home / "pipe"
        os.mkfifo(pipe)

        def write():
            with open(pipe, "w", encoding="utf-8") as end:
                for uri in (ALICE, BOB):
                    end.write(uri + "\n")
                    end.flush()
                    time.sleep(0.05)

        writer = threading.Thread(target=write)
        writer.start()
        result = self.run_fob("import", "-q", "pipe")
        writer.join()
        self.assert_imports(result, 0, (2, 0, 0, 0), [])

    def test_what_is_not_recognized_is_malformed(self):
        for content in (b"", b"\n\n", b"hello\n", b"# " + ALICE.encode(), b"{}", b"PK\x03\x04",
                        b"SQLite format 3\0", b"\x00" * 100, b"\xff\xfe"):
            self.file("what", content)
            self.assert_stops(self.run_fob("import", "what"), 9,
                              "what: the format is not recognized",
                              "fob-formats(7) names those that this version reads")

    def test_the_name_of_a_file_tells_nothing(self):
        self.file("accounts.json", ALICE)
        self.assert_imports(self.run_fob("import", "-q", "accounts.json"), 0, (1, 0, 0, 0), [])

    def test_from_says_the_format(self):
        self.file("qr", picture(transfer.account("mia")))
        from_bytes = "leave out --from: the format is recognized from the bytes"
        for form in ("google", "otpauth"):
            self.assertEqual(self.run_fob("import", "--dry-run", "--from", form, "qr").status, 0)
        self.assert_stops(self.run_fob("import", "--from", "google", "-", stdin=ALICE), 9,
                          "standard input: no otpauth-migration URI found", from_bytes)
        self.assert_stops(self.run_fob("import", "--from", "fob", "-", stdin=ALICE), 9,
                          "standard input: this is not a fob vault", from_bytes)
        self.assert_stops(self.run_fob("import", "--from", "aegis", "qr"), 2,
                          "--from must be one of: google, otpauth, fob")

    def test_noise_is_recognized_as_noise_at_once(self):
        self.file("noise", random.Random(1).randbytes(LIST_LIMIT))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assert_fails(self.run_fob("import", "noise"), 9,
                          "noise: the format is not recognized",
                          "fob-formats(7) names those that this version reads")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertLess(after.ru_utime - before.ru_utime, 2)

    def test_more_than_64_mib_are_refused(self):
        with open(self.home / "large", "wb") as large:
            large.truncate(LIST_LIMIT + 1)
        self.assert_stops(self.run_fob("import", "large"), 9, "large is larger than 64 MiB")
        with open(self.home / "large", "rb") as large:
            self.assert_stops(self.run_fob("import", "-", stdin=large.read()), 9,
                              "standard input is larger than 64 MiB")

    def test_a_uri_is_no_file(self):
        self.assert_stops(self.run_fob("import", ALICE), 2,
                          "a URI cannot be given here, and is now in the shell's history",
                          "to keep it, type: fob add -    to use it once: fob code -    and "
                          "paste it there")


class Json(Scenario):
    def test_one_document_tells_all(self):
        self.make_vault(RFC_URI)
        self.file("list.txt", f"{ALICE}\n{RFC_URI}\nhello\n{ALICE_TOO}\n")
        result = self.run_fob("import", "--json", "list.txt")
        self.assertEqual((result.status, result.err), (8, ""))
        self.assertEqual(json.loads(result.out), {
            "added": 1, "already": 1, "conflicts": 1, "rejected": 1, "replaced": 0, "skipped": 0,
            "missing": [], "entries": [
                {"status": "added", "name": "GitHub:alice", "file": "list.txt",
                 "place": "line 1"},
                {"status": "already", "name": "RFC:6238", "file": "list.txt", "place": "line 2"},
                {"status": "rejected", "file": "list.txt", "place": "line 3",
                 "reason": "not an otpauth URI"},
                {"status": "conflict", "name": "GitHub:alice", "file": "list.txt",
                 "place": "line 4", "reason": "the name exists with another secret"}]})

    def test_what_a_secret_s_owner_should_know_is_in_its_entry(self):
        self.make_vault()
        result = self.run_fob("import", "-", "--json",
                              stdin="otpauth://totp/a?secret=JBSWY3DPEHPK3PXP")
        self.assertEqual(json.loads(result.out)["entries"], [
            {"status": "added", "name": "a", "file": "standard input", "place": "line 1",
             "notes": ["the secret is 80 bits long; 128 or more are recommended"]}])

    def test_a_failure_is_one_document_on_standard_error(self):
        self.make_vault()
        result = self.run_fob("import", "--json", "none.txt")
        self.assertEqual((result.status, result.out), (10, ""))
        self.assertEqual(json.loads(result.err), {"error": {
            "kind": "io", "message": "none.txt: No such file or directory"}})


if __name__ == "__main__":
    fob.main()
