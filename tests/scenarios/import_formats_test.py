"""fob import of Google transfers and of other vaults."""

import json

from scenarios import fob, transfer, vaults
from scenarios.fob import CHEAP, PASSPHRASE, RFC_SECRET, RFC_URI, Scenario, totals_line
from scenarios.transfer import picture

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = "otpauth://totp/GitHub:bob?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=GitHub"


class Transfers(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault()
        for index in range(3):
            self.file(f"qr{index + 1}.txt",
                      picture(transfer.account(f"user{index}", "Bank"), count=3, index=index,
                              transfer=-1234567890))

    def test_accounts_come_with_all_that_a_transfer_says(self):
        uri = picture(transfer.account("Example:alice", "Example"),
                      transfer.account("bob", "Bank", algorithm=transfer.SHA256,
                                       digits=transfer.EIGHT, kind=transfer.HOTP, counter=42))
        self.fob("import", "-", stdin=uri)
        self.assertEqual(self.fob("export"), "".join(
            f"otpauth://{uri}\n" for uri in (
                f"totp/Example:alice?secret={RFC_SECRET}&issuer=Example&algorithm=SHA1&digits=6"
                "&period=30",
                f"hotp/Bank:bob?secret={RFC_SECRET}&issuer=Bank&algorithm=SHA256&digits=8"
                "&counter=42")))

    def test_an_account_that_cannot_be_read_stops_no_other(self):
        uri = picture(transfer.account("old", algorithm=transfer.MD5), transfer.account("mia"),
                      transfer.account("none", secret=b""), transfer.account(b"\xff"))
        self.assert_imports(self.run_fob("import", "-", stdin=uri), 8, (1, 0, 0, 3), [
            "standard input: line 1, entry 1: rejected: algorithm must be SHA1, SHA256 or "
            "SHA512, not MD5",
            "standard input: line 1, entry 2: added: mia",
            "standard input: line 1, entry 3: rejected: the secret is empty",
            "standard input: line 1, entry 4: rejected: the name is not UTF-8 text"])

    def test_a_picture_that_is_missing_is_named_though_nothing_else_is_wrong(self):
        lines = [(self.home / f"qr{i}.txt").read_text() for i in (3, 1)]
        self.assert_imports(self.run_fob("import", "-q", "-", stdin="\n".join(lines)), 8,
                            (2, 0, 0, 0), ["QR 2 of 3 is missing"])

    def test_pictures_in_several_files_are_one_transfer(self):
        self.assert_imports(self.run_fob("import", "-q", "qr1.txt", "qr3.txt"), 8, (2, 0, 0, 0),
                            ["QR 2 of 3 is missing"])
        self.assert_imports(self.run_fob("import", "-q", "qr2.txt", "qr3.txt", "qr1.txt"), 0,
                            (1, 2, 0, 0), [])

    def test_a_picture_that_was_read_twice_is_one(self):
        self.assert_imports(self.run_fob("import", "-q", "qr1.txt", "qr2.txt", "qr1.txt",
                                         "qr3.txt"), 0, (3, 1, 0, 0), [])

    def test_two_transfers_are_told_apart(self):
        self.file("other.txt", picture(transfer.account("other"), count=2, index=1, transfer=5))
        self.assert_imports(self.run_fob("import", "-q", "qr1.txt", "other.txt", "qr2.txt"), 8,
                            (3, 0, 0, 0), ["QR 3 of 3 is missing", "QR 1 of 2 is missing"])

    def test_json_has_what_is_missing(self):
        answer = json.loads(self.run_fob("import", "--json", "--dry-run", "qr1.txt",
                                         "qr3.txt").out)
        self.assertEqual(answer["missing"], ["QR 2 of 3 is missing"])


class Vaults(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(RFC_URI)
        self.file("theirs", "another passphrase for this\n", 0o600)
        self.theirs = ("--vault", "theirs.fob", "--passphrase-file", "theirs")
        self.run_bare("init", *self.theirs, *CHEAP)
        self.run_bare("add", *self.theirs, "-", "--tag", "work", "--note", "spare",
                      stdin=f"{ALICE}\n{BOB}\n")

    def source(self, *words, passphrase="theirs"):
        return self.run_fob("import", "theirs.fob", "--source-passphrase-file", passphrase,
                            *words)

    def test_from_may_say_that_it_is_one(self):
        self.assert_imports(self.source("--from", "fob", "--dry-run"), 0, (2, 0, 0, 0), [
            "theirs.fob: entry 1: added: GitHub:alice", "theirs.fob: entry 2: added: GitHub:bob"])
        self.assertEqual(self.fob("list"), "RFC:6238\n")

    def test_its_accounts_come_with_their_tags_and_notes(self):
        self.assert_imports(self.source(), 0, (2, 0, 0, 0), [
            "theirs.fob: entry 1: added: GitHub:alice", "theirs.fob: entry 2: added: GitHub:bob"])
        account = json.loads(self.fob("show", "--json", "bob"))
        self.assertEqual((account["tags"], account["note"]), (["work"], "spare"))

    def vector(self, name):
        """Imports a vault of the vectors."""
        vault, passphrase = vaults.vector(name)
        self.file("vector.fob", vault)
        return self.run_fob("import", "vector.fob", "--source-passphrase-fd", "0",
                            stdin=passphrase)

    def test_removed_entries_are_not_imported(self):
        self.assert_imports(self.vector("later-generation"), 0, (2, 0, 0, 0), [
            "fob: vector.fob: 1 removed entry is left out",
            "vector.fob: entry 1: added: Example:alice", "vector.fob: entry 2: added: bob"])

    def test_entries_that_cannot_be_read_are_rejected(self):
        self.assert_imports(self.vector("unreadable-lines"), 8, (2, 0, 0, 4), [
            "vector.fob: entry 1: added: Example:alice", "vector.fob: entry 2: added: bob",
            *(f"vector.fob: entry {number}: rejected: this version cannot read it"
              for number in range(3, 7))])

    def test_a_wrong_passphrase_imports_nothing(self):
        before = self.vault.read_bytes()
        self.assert_fails(self.source(passphrase=str(self.passphrase_file)), 5,
                          "wrong passphrase for theirs.fob")
        self.assertEqual(self.vault.read_bytes(), before)

    def test_no_passphrase_is_taken_from_the_vault_that_is_imported_into(self):
        self.assert_fails(self.run_fob("import", "theirs.fob"), 5,
                          "no passphrase for theirs.fob, and no terminal to ask at",
                          "give --source-passphrase-file PATH, --source-passphrase-fd N or "
                          "--source-passphrase-command CMD")

    def test_a_command_may_tell_the_passphrase(self):
        result = self.run_fob("import", "theirs.fob", "--source-passphrase-command",
                              "cat theirs")
        self.assertEqual(result.status, 0, result.err)

    def test_at_a_terminal_each_prompt_names_its_file(self):
        session = self.type_fob("import", "theirs.fob")
        session.expect_exact("passphrase for theirs.fob: ")
        session.sendline("wrong")
        session.expect_exact("wrong; passphrase for theirs.fob: ")
        session.sendline("another passphrase for this")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        status, text = self.end(session)
        self.assertEqual(status, 0)
        self.assertTrue(text.endswith(totals_line(2, 0, 0, 0)), text)

    def test_a_damaged_one_stops_the_import(self):
        path = self.home / "theirs.fob"
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        before = self.vault.read_bytes()
        result = self.source()
        self.assertEqual((result.status, result.out), (7, ""))
        self.assertTrue(result.err.startswith("fob: theirs.fob: "), result.err)
        self.assertEqual(self.vault.read_bytes(), before)

    def test_a_cost_over_the_limit_is_refused_before_it_is_spent(self):
        result = self.source("--kdf-limit", "7")
        self.assertEqual((result.status, result.out), (11, ""))


if __name__ == "__main__":
    fob.main()
