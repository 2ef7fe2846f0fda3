"""fob export."""

import json
import os
import subprocess

from scenarios import fob, vaults
from scenarios.fob import CHEAP, RFC_SECRET, RFC_URI, Scenario

OTHER_SECRET = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
OTHER_PASSPHRASE = "another passphrase for this"
ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
ALICE_TOO = f"otpauth://totp/GitHub:alice?secret={OTHER_SECRET}&issuer=GitHub"
BOB = f"otpauth://totp/GitHub:bob?secret={OTHER_SECRET}&issuer=GitHub"
HAL = f"otpauth://hotp/Nostromo:hal?secret={RFC_SECRET}&issuer=Nostromo&counter=7"
ODD = (f"otpauth://totp/a%3Ab:c%25%26%3F%23?secret={RFC_SECRET}&issuer=a%3Ab&algorithm=SHA512"
       "&digits=10&period=86400&image=x%26y")
STEAM = f"otpauth://steam/Steam:me?secret={RFC_SECRET}&issuer=Steam"
MOTP = "motp://Door:me?secret=e3152afee62599c8&pin=1234"
YANDEX = "otpauth://yaotp/me?secret=6SB2IKNM6OBZPAVBVTOHDKS4FA&issuer=Yandex&pin=GEZDGNA"
UNSAFE = "fob: warning: what is written is not encrypted\n"


class Export(Scenario):
    def run_to(self, *words, stdout):
        """fob with its output elsewhere, or as bytes."""
        return subprocess.run([fob.PROGRAM, *words, "--passphrase-file", "passphrase"],
                              stdout=stdout, stderr=subprocess.PIPE, cwd=self.home,
                              env=self.environment, check=False, timeout=60)


class Lists(Scenario):
    def test_one_reads_back_as_the_same_accounts(self):
        self.make_vault(RFC_URI, ALICE, HAL, ODD, STEAM, MOTP, YANDEX)
        exported = self.fob("export")
        again = ("--vault", "again.fob")
        self.fob("init", *again, *CHEAP)
        self.assertEqual(self.fob("import", *again, "-", stdin=exported),
                         "7 added, 0 already there, 0 in conflict, 0 rejected\n")
        self.assertEqual(self.fob("export", *again), exported)
        for words in (["--all"], ["RFC:6238", "Steam:me", "Door:me", "Yandex:me"]):
            words = ["code", "--at", "1234567890", *words]
            self.assertEqual(self.fob(*words, *again), self.fob(*words))
        self.assertEqual(self.fob("import", "-", stdin=exported),
                         "0 added, 7 already there, 0 in conflict, 0 rejected\n")

    def test_it_says_that_it_is_not_encrypted(self):
        self.make_vault(ALICE)
        result = self.run_fob("export")
        self.assertEqual((result.status, result.out, result.err), (
            0, f"{ALICE}&algorithm=SHA1&digits=6&period=30\n", UNSAFE))

    def test_what_only_fob_keeps_is_left_out_and_counted(self):
        self.make_vault(RFC_URI)
        self.fob("add", "-", "--tag", "work", "--note", "spare", stdin=ALICE)
        self.fob("add", "-", "--tag", "work", stdin=BOB)
        result = self.run_fob("export")
        self.assertNotIn("fob-", result.out)
        self.assertEqual(result.err, UNSAFE + "fob: note left out: 1 account\n"
                         "fob: tags left out: 2 accounts\n")
        answer = json.loads(self.fob("export", "--json"))
        self.assertEqual(answer["lost"], {"note": 1, "tags": 2})

    def test_an_empty_vault_is_an_empty_list(self):
        self.make_vault()
        self.assertEqual(self.fob("export"), "")


class Queries(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(ALICE, BOB, HAL)

    def exported(self, *words):
        return [line.split("?")[0] for line in self.fob("export", *words).splitlines()]

    def test_they_choose_in_their_order_each_account_once(self):
        self.assertEqual(self.exported("hal", "github:ALICE", "Nostromo"),
                         ["otpauth://hotp/Nostromo:hal", "otpauth://totp/GitHub:alice"])

    def test_a_tag_chooses(self):
        self.fob("add", "-", "--tag", "work", stdin=RFC_URI)
        self.assertEqual(self.exported("--tag", "work"), ["otpauth://totp/RFC:6238"])
        self.assert_fails(self.run_fob("export", "--tag", "play"), 3,
                          "no account has the tag 'play'", "type: fob list --long")

    def test_a_looser_match_exports_nothing(self):
        for words in ([], ["--yes"], ["-o", "out"], ["--to", "fob", "-o", "out"]):
            self.assert_fails(self.run_fob("export", "hal", "GitHub:al", *words), 3,
                              "no account is called 'GitHub:al'",
                              "type one of these:\n  GitHub:alice")
        self.assertFalse((self.home / "out").exists())

    def test_a_name_of_several_is_ambiguous(self):
        self.assert_fails(self.run_fob("export", "GitHub"), 4, "2 accounts match 'GitHub'",
                          "type one of these:\n  GitHub:alice\n  GitHub:bob")


class Files(Export):
    def setUp(self):
        super().setUp()
        self.make_vault(ALICE)

    def test_one_is_its_owner_s_alone_whatever_the_umask_is(self):
        for umask in (0o000, 0o277):
            name = f"{umask:o}"
            result = self.run_fob("export", "-o", name, umask=umask)
            self.assertEqual((result.status, result.out, result.err),
                             (0, "", UNSAFE + f"fob: wrote 1 account to {name}\n"))
            self.assertEqual((self.home / name).stat().st_mode & 0o7777, 0o600)
            self.assertEqual((self.home / name).read_text(),
                             f"{ALICE}&algorithm=SHA1&digits=6&period=30\n")

    def test_one_that_is_there_is_never_overwritten(self):
        self.file("there", "mine")
        (self.home / "link").symlink_to("nowhere")
        for name in ("there", "link", str(self.home), str(self.vault)):
            before = self.vault.read_bytes()
            for form in (["--to", "otpauth"], ["--to", "fob", "--new-passphrase-file",
                                               "passphrase"]):
                # Without a passphrase: it is refused before one is asked for.
                self.assert_fails(self.run_bare("export", *form, "-o", name), 11,
                                  f"{name} exists already", "name another file")
            self.assertEqual(self.vault.read_bytes(), before)
        self.assertEqual((self.home / "there").read_text(), "mine")
        self.assertFalse((self.home / "nowhere").exists())

    def test_where_it_cannot_be_written_none_is_left(self):
        result = self.run_fob("export", "-o", "none/list")
        self.assertEqual((result.status, result.out, result.err), (
            10, "", UNSAFE + "fob: cannot write none/list: No such file or directory\n"))
        self.assertFalse((self.home / "none").exists())

    def test_json_says_what_was_written(self):
        result = self.run_fob("export", "--json", "-o", "list")
        self.assertEqual((result.status, result.err), (0, ""))
        self.assertEqual(json.loads(result.out), {
            "format": "otpauth", "file": "list", "accounts": 1, "lost": {},
            "warnings": ["what is written is not encrypted"]})
        answer = json.loads(self.fob("export", "--json", "-o", "-"))
        self.assertEqual((answer["accounts"], answer["uris"], "file" in answer), (
            1, [f"{ALICE}&algorithm=SHA1&digits=6&period=30"], False))

    def test_a_full_disk_is_a_failure(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full")
        with open("/dev/full", "wb") as full:
            done = self.run_to("export", "-q", stdout=full)
        self.assertEqual((done.returncode, done.stderr.decode()), (
            10, "fob: warning: what is written is not encrypted\n"
                "fob: standard output: No space left on device\n"))


class Vaults(Export):
    def setUp(self):
        super().setUp()
        self.file("other", OTHER_PASSPHRASE + "\n", 0o600)

    def export(self, *words):
        return self.run_fob("export", "--to", "fob", "-o", "other.fob", "--new-passphrase-file",
                            "other", *words)

    def read(self):
        return vaults.read(self.home / "other.fob", OTHER_PASSPHRASE)

    def test_one_opens_with_its_new_passphrase_and_has_all_fields(self):
        self.make_vault(RFC_URI)
        self.fob("add", "-", "--tag", "work", "--note", "spare", stdin=ALICE)
        result = self.export()
        self.assertEqual((result.status, result.out, result.err),
                         (0, "", "fob: wrote 2 accounts to other.fob\n"))
        self.assertEqual((self.home / "other.fob").stat().st_mode & 0o7777, 0o600)
        theirs = ("--vault", "other.fob", "--passphrase-file", "other")
        self.assertEqual(self.run_bare("show", "--json", "alice", *theirs).out,
                         self.fob("show", "--json", "alice"))
        self.assertEqual(self.run_fob("list", "--vault", "other.fob").status, 5)
        ours, other = ((self.home / path).read_bytes().split(b"\n")[0]
                       for path in (self.vault, "other.fob"))
        self.assertNotEqual(ours, other)

    def test_without_query_removed_entries_come_along(self):
        self.make_vault(ALICE)
        self.fob("add", "-", "--on-duplicate", "replace", stdin=ALICE_TOO)
        self.export()
        self.assertEqual([len(self.read().accounts), len(self.read().removed)], [1, 1])

    def test_with_one_they_do_not(self):
        self.make_vault(ALICE, BOB)
        self.fob("add", "-", "--on-duplicate", "replace", stdin=ALICE_TOO)
        self.export("GitHub:alice")
        there = self.read()
        self.assertEqual([account.name for account in there.accounts], ["alice"])
        self.assertEqual((there.removed, there.unreadable), ([], []))

    def test_so_do_entries_that_this_version_cannot_read(self):
        vault, passphrase = vaults.vector("unreadable-lines")
        self.file("odd.fob", vault)
        for number, words in ((4, []), (0, ["bob"])):
            self.run_bare("export", "--vault", "odd.fob", "--passphrase-fd", "0", "--to", "fob",
                          "-o", "other.fob", "--new-passphrase-file", "other", *words,
                          stdin=passphrase)
            self.assertEqual(len(self.read().unreadable), number)
            (self.home / "other.fob").unlink()

    def test_it_can_go_into_a_pipe(self):
        self.make_vault(ALICE)
        done = self.run_to("export", "--to", "fob", "--new-passphrase-file", "other",
                           stdout=subprocess.PIPE)
        self.file("other.fob", done.stdout)
        self.assertEqual([account.name for account in self.read().accounts], ["alice"])

    def test_json_needs_a_file(self):
        self.make_vault(ALICE)
        self.assert_fails_json(self.run_fob("export", "--to", "fob", "--json"))
        answer = json.loads(self.export("--json").out)
        self.assertEqual(answer, {"format": "fob", "file": "other.fob", "accounts": 1})

    def assert_fails_json(self, result):
        self.assertEqual((result.status, result.out), (2, ""))
        self.assertEqual(json.loads(result.err)["error"]["message"],
                         "a vault is not written to a terminal or into JSON")

    def test_without_a_new_passphrase_there_is_none(self):
        self.make_vault(ALICE)
        self.assert_fails(self.run_fob("export", "--to", "fob", "-o", "other.fob"), 5,
                          "no new passphrase for other.fob, and no terminal to ask at",
                          "give --new-passphrase-file PATH or --new-passphrase-fd N")
        self.assertFalse((self.home / "other.fob").exists())

    def test_a_list_has_no_passphrase(self):
        self.make_vault(ALICE)
        self.assert_fails(self.run_fob("export", "--new-passphrase-file", "other"), 2,
                          "a list of URIs has no passphrase", "add --to fob")
        self.assert_fails(self.run_fob("export", "--to", "aegis"), 2,
                          "--to must be one of: otpauth, fob")


class AtATerminal(Scenario):
    QUESTION = "show secrets that are not encrypted on this terminal? [y/N] "

    def setUp(self):
        super().setUp()
        self.make_vault(ALICE)

    def export(self, *words):
        return self.type_fob("export", "--passphrase-file", str(self.passphrase_file), *words)

    def test_it_asks_before_it_shows_secrets(self):
        for answer, status in (("y", 0), ("", 11), ("no", 11)):
            session = self.export()
            session.expect_exact(self.QUESTION)
            session.sendline(answer)
            ended, text = self.end(session)
            self.assertEqual((ended, RFC_SECRET in text), (status, status == 0))

    def test_yes_is_the_answer_and_no_input_is_none(self):
        self.assertIn(RFC_SECRET, self.end(self.export("--yes"))[1])
        status, text = self.end(self.export("--no-input"))
        self.assertEqual((status, text), (
            2, "fob: secrets that are not encrypted would be shown on this terminal\n"
               "hint: to do that, add --yes\n"))

    def test_nothing_is_asked_for_a_file(self):
        status, text = self.end(self.export("-o", "list"))
        self.assertEqual((status, text), (0, UNSAFE + "fob: wrote 1 account to list\n"))

    def test_a_vault_is_never_written_there(self):
        status, text = self.end(self.export("--to", "fob", "--yes"))
        self.assertEqual((status, text), (
            2, "fob: a vault is not written to a terminal or into JSON\n"
               "hint: type: fob export --to fob -o FILE\n"))

    def test_a_new_passphrase_is_asked_for_twice(self):
        session = self.export("--to", "fob", "-o", "other.fob")
        for question in ("new passphrase for other.fob: ", "the same again for other.fob: "):
            session.expect_exact(question)
            session.sendline(OTHER_PASSPHRASE)
        self.assertEqual(self.end(session)[0], 0)
        self.file("other", OTHER_PASSPHRASE, 0o600)
        self.assertEqual(self.run_bare("list", "--vault", "other.fob", "--passphrase-file",
                                       "other").out, "GitHub:alice\n")


if __name__ == "__main__":
    fob.main()
