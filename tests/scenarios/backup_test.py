"""fob backup: a copy that was opened and compared, and the older ones that it replaces."""

import json
import os
import re
import subprocess

from scenarios import fob
from scenarios.fob import CHEAP, PASSPHRASE, PROGRAM, RFC_SECRET, Scenario

ALICE = f"otpauth://totp/GitHub:alice?secret={RFC_SECRET}&issuer=GitHub"
BOB = "otpauth://totp/GitHub:bob?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=GitHub"
DATED = re.compile(r"vault-[A-Za-z0-9_-]{8}-\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?\.fob")
COMPARED = "fob: opened it and compared {}\n"


class Backup(Scenario):
    def setUp(self):
        super().setUp()
        self.make_vault(ALICE, BOB)
        self.folder = self.home / "backups"
        self.folder.mkdir()

    def vault_id(self):
        """The first characters of the vault's id."""
        return re.match(rb"fob-vault 1 id=(.{8})", self.vault.read_bytes())[1].decode()

    def dated(self, date, folder=None):
        return (folder or self.folder) / f"vault-{self.vault_id()}-{date}.fob"

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())


class Copies(Backup):
    def test_it_is_the_vault_to_the_byte_for_its_owner_alone(self):
        for umask in (0o000, 0o277):
            name = f"copy-{umask:o}.fob"
            result = self.run_fob("backup", name, umask=umask)
            self.assertEqual((result.status, result.out, result.err),
                             (0, name + "\n", COMPARED.format("2 accounts")))
            copy = self.home / name
            self.assertEqual(copy.read_bytes(), self.vault.read_bytes())
            self.assertEqual(copy.stat().st_mode & 0o7777, 0o600)
            self.assertEqual(copy.stat().st_nlink, 1)

    def test_in_a_folder_it_gets_a_dated_name(self):
        for words, folder in ((["backups"], self.folder), (["backups/"], self.folder),
                              ([], self.home)):
            result = self.run_fob("backup", *words)
            made = self.home / result.out.rstrip("\n")
            self.assertRegex(made.name, DATED)
            self.assertIn(self.vault_id(), made.name)
            self.assertEqual((made.parent, result.err), (folder, COMPARED.format("2 accounts")))
            self.assertEqual(made.read_bytes(), self.vault.read_bytes())
        self.assertNotIn("/", result.out)

    def test_two_of_one_second_get_a_number(self):
        made = [self.fob("backup", "backups").rstrip("\n") for _ in range(12)]
        self.assertEqual(len(set(made)), 12)
        numbered = [name for name in made if re.search(r"Z-\d+\.fob$", name)]
        self.assertTrue(numbered, made)
        self.assertTrue(all(DATED.fullmatch(os.path.basename(name)) for name in made), made)

    def test_what_is_there_is_never_overwritten(self):
        self.file("there", "mine")
        (self.home / "link").symlink_to("nowhere")
        before = self.vault.read_bytes()
        for name in ("there", "link", str(self.vault), str(self.vault) + "~"):
            # Without a passphrase: it is refused before one is asked for.
            self.assert_fails(self.run_bare("backup", name), 11, f"{name} exists already",
                              "name another file")
        self.assertEqual((self.home / "there").read_text(), "mine")
        self.assertEqual(self.vault.read_bytes(), before)
        self.assertFalse((self.home / "nowhere").exists())

    def test_where_it_cannot_be_written_none_is_left(self):
        self.assert_fails(self.run_fob("backup", "none/copy.fob"), 10,
                          "cannot write none/copy.fob: No such file or directory")
        self.assertFalse((self.home / "none").exists())

    def test_it_restores_what_was_there(self):
        self.fob("backup", "copy.fob")
        self.assertEqual(self.fob("list", "--vault", "copy.fob"), self.fob("list"))

    def test_json(self):
        answer = json.loads(self.fob("backup", "--json", "copy.fob"))
        identity = re.match(rb"fob-vault 1 id=(\S+)", self.vault.read_bytes())[1].decode()
        self.assertEqual(answer, {"file": "copy.fob", "vault": str(self.vault),
                                  "vault_id": identity, "compared": "accounts", "generation": 2,
                                  "accounts": 2, "deleted": []})
        answer = json.loads(self.run_bare("backup", "--json", "locked.fob").out)
        self.assertEqual(answer, {"file": "locked.fob", "vault": str(self.vault),
                                  "vault_id": identity, "compared": "bytes", "deleted": []})


class Locked(Backup):
    def test_while_nothing_can_unlock_it_its_bytes_are_compared(self):
        for words in ([], ["--no-input"]):
            result = self.run_bare("backup", *words, "copy.fob")
            self.assertEqual((result.status, result.out, result.err), (
                0, "copy.fob\n",
                "fob: the vault is locked: its bytes were compared, but no account\n"))
            self.assertEqual((self.home / "copy.fob").read_bytes(), self.vault.read_bytes())
            (self.home / "copy.fob").unlink()

    def test_at_a_terminal_the_passphrase_is_asked_for(self):
        session = self.type_fob("backup", "copy.fob")
        session.expect_exact(f"passphrase for {self.vault}: ")
        session.sendline(PASSPHRASE)
        self.assertEqual(self.end(session),
                         (0, "\n" + COMPARED.format("2 accounts") + "copy.fob\n"))

    def test_a_wrong_passphrase_makes_no_backup(self):
        self.file("wrong", "not this one\n", 0o600)
        self.assert_fails(self.run_bare("backup", "--passphrase-file", "wrong", "copy.fob"), 5,
                          f"wrong passphrase for {self.vault}")
        self.assertFalse((self.home / "copy.fob").exists())

    def test_nor_does_a_damaged_vault(self):
        data = bytearray(self.vault.read_bytes())
        data[-100] ^= 1
        self.vault.write_bytes(data)
        result = self.run_bare("backup", "copy.fob")
        self.assertEqual((result.status, result.out), (7, ""))
        self.assertFalse((self.home / "copy.fob").exists())

    def test_nor_does_none(self):
        self.vault.unlink()
        self.assert_fails(self.run_bare("backup", "copy.fob"), 6,
                          f"there is no vault at {self.vault}",
                          "its previous generation is there: fob restore --previous")


class StandardOutput(Backup):
    def test_a_pipe_gets_it_and_nothing_else(self):
        done = subprocess.run([PROGRAM, "--passphrase-file", self.passphrase_file, "backup", "-"],
                              capture_output=True, env=self.environment, check=True, timeout=60,
                              stdin=subprocess.DEVNULL, start_new_session=True)
        self.assertEqual(done.stdout, self.vault.read_bytes())
        self.assertEqual(done.stderr.decode(), "fob: standard output cannot be compared; where "
                         "it ends up: fob check --drill FILE\n")

    def test_a_terminal_never_does(self):
        status, text = self.end(self.type_fob("backup", "-"))
        self.assertEqual((status, text),
                         (2, "fob: a vault is not written to a terminal or into JSON\n"
                             "hint: type: fob backup FILE\n"))

    def test_nor_does_json(self):
        result = self.run_fob("backup", "--json", "-")
        self.assertEqual((result.status, result.out), (2, ""))


class Keep(Backup):
    def setUp(self):
        super().setUp()
        self.old = [self.dated(date) for date in
                    ("2020-01-01T000000Z", "2020-01-01T000000Z-2", "2024-05-06T070809Z")]
        for path in self.old:
            path.write_bytes(self.vault.read_bytes())

    def test_the_oldest_go_and_as_many_as_asked_for_stay(self):
        result = self.run_fob("backup", "--keep", "2", "backups")
        self.assertEqual((result.status, result.err), (
            0, COMPARED.format("2 accounts") + "".join(
                f"fob: deleted backups/{path.name}\n" for path in self.old[:2])))
        made = os.path.basename(result.out.strip())
        self.assertEqual(self.names(), sorted([self.old[2].name, made]))
        answer = json.loads(self.fob("backup", "--json", "--keep", "1", "backups"))
        self.assertEqual(answer["deleted"], [f"backups/{self.old[2].name}", f"backups/{made}"])
        self.assertEqual(self.names(), [os.path.basename(answer["file"])])

    def test_nothing_else_does(self):
        other = self.home / "other.fob"
        self.fob("init", *CHEAP, "--vault", str(other))
        kept = [self.folder / name for name in
                ("vault.fob", f"vault-{self.vault_id()}-2020-01-01.fob",
                 f"vault-{self.vault_id()}-2020-01-01T000000Z.fob.txt",
                 f"vault-{self.vault_id()}-2020-01-01T000000Z-02.fob",
                 f"vault-{self.vault_id()}-2020-02-30T000000Z.fob",
                 "vault-AAAAAAAA-2020-01-01T000000Z.fob")]
        for path in kept:
            path.write_bytes(self.vault.read_bytes())
        # One of another vault that is called as if it were of this one; one that is no vault.
        foreign, text, link, folder = [self.dated(f"2021-01-0{day}T000000Z") for day in range(1, 5)]
        foreign.write_bytes(other.read_bytes())
        text.write_text("mine")
        link.symlink_to(self.old[0])
        folder.mkdir()
        future = self.dated("2999-01-01T000000Z")
        future.write_bytes(self.vault.read_bytes())
        result = self.run_fob("backup", "--keep", "1", "backups")
        made = os.path.basename(result.out.strip())
        left = (*kept, foreign, text, link, folder, future)
        self.assertEqual(self.names(), sorted([path.name for path in left] + [made]))
        self.assertEqual(text.read_text(), "mine")
        self.assertIn(f"fob: warning: backups/{text.name} is left alone: the vault is damaged: ",
                      result.err)

    def test_nor_does_the_vault_that_is_in_use(self):
        named = self.old[0]
        link = self.home / "link.fob"
        link.symlink_to(named)
        for vault in (named, link):
            result = self.run_fob("backup", "--vault", str(vault), "--keep", "1", "backups")
            made = os.path.basename(result.out.strip())
            self.assertEqual((result.status, self.names()), (0, [named.name, made]))
            self.assertNotIn(named.name, result.err)
            self.assertEqual(len(self.fob("list", "--vault", str(vault)).split()), 2)

    def test_nor_does_its_previous_generation(self):
        named = self.old[0]
        self.vault.with_name("vault.fob~").unlink()
        os.link(named, self.vault.with_name("vault.fob~"))
        made = os.path.basename(self.fob("backup", "--keep", "1", "backups").strip())
        self.assertEqual(self.names(), [named.name, made])

    def test_before_the_new_one_is_there_none_does(self):
        self.file("wrong", "not this one\n", 0o600)
        before = self.names()
        for words in (["--passphrase-file", "wrong", "backup", "--keep", "1", "backups"],
                      ["backup", "--keep", "0", "backups"], ["backup", "--keep", "1", "copy.fob"],
                      ["backup", "--keep", "1", "-"], ["backup", "--keep", "x", "backups"]):
            self.assertIn(self.run_bare(*words).status, (2, 5), words)
            self.assertEqual(self.names(), before)

    def test_it_is_for_dated_names(self):
        self.assert_fails(self.run_bare("backup", "--keep", "1", "copy.fob"), 2,
                          "--keep is for backups with a dated name",
                          "name a folder: fob backup --keep N FOLDER")


class Usage(Backup):
    def test_of_operands(self):
        self.assert_fails(self.run_bare("backup", "one", "two"), 2, "more than one FILE is given",
                          "type: fob backup FILE    or: fob backup FOLDER")
        self.assert_fails(self.run_bare("backup", ""), 2, "FILE must not be empty",
                          "type: fob backup FILE")


if __name__ == "__main__":
    fob.main()
