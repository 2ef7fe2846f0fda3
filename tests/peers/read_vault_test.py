"""A reader written from fob-vault(5) alone reads what the vectors hold, and what fob writes."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import verdict

HERE = pathlib.Path(__file__).parent
VECTORS = HERE.parent / "vectors" / "vault"
FOB = os.environ.get("FOB", "")

try:
    import read_vault
except ModuleNotFoundError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

STATUSES = {"opens": 0, "passphrase": 5, "damaged": 7, "malformed": 9}


def vectors():
    for path in sorted(VECTORS.iterdir()):
        if path.is_file() and path.suffix != ".py":
            head, _, vault = path.read_bytes().partition(b"\n\n")
            yield path.name, [line.split(": ", 1) for line in head.decode().split("\n")], vault


def others(fields):
    """What opens a vector beside its passphrase."""
    if "recovery-key" in fields:
        yield "recovery", read_vault.recovery_key(fields["recovery-key"].encode())
    if "key-file" in fields:
        yield "keyfile", bytes.fromhex(fields["key-file"])


class TheVectors(unittest.TestCase):
    def test_each_does_what_it_says(self):
        for name, fields, data in vectors():
            with self.subTest(vector=name):
                one = dict(fields)
                try:
                    vault = read_vault.Vault(data, one["passphrase"].encode())
                except read_vault.Refused as refused:
                    self.assertEqual(refused.status, STATUSES[one["expect"]])
                    continue
                self.assertEqual(one["expect"], "opens")
                self.assertEqual([account.display_name() for account in vault.accounts],
                                 [text for field, text in fields if field == "account"])
                self.assertEqual(vault.generation, int(one["generation"]))
                self.assertEqual(len(vault.unreadable), int(one["unreadable"]))
                for kind, secret in others(one):
                    again = read_vault.Vault(data, secret, kind)
                    self.assertEqual([vars(account) for account in again.accounts],
                                     [vars(account) for account in vault.accounts])

    def test_the_reader_prints_the_accounts(self):
        _, _, data = next(vector for vector in vectors() if vector[0] == "example")
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            printed = subprocess.run([sys.executable, HERE / "read_vault.py", file.name],
                                     input=b"open sesame\n", capture_output=True, check=True)
        self.assertEqual(printed.stdout.decode(),
                         "totp\tExample\talice\t48656c6c6f21deadbeef\tSHA1\t6\t30\n"
                         "hotp\t\tbob\t31323334353637383930\tSHA256\t8\t7\n")


@unittest.skipUnless(FOB and os.access(FOB, os.X_OK), "FOB names no program")
class WhatFobWrites(unittest.TestCase):
    URIS = [
        "otpauth://totp/GitHub:alice?secret=JBSWY3DPEHPK3PXP&issuer=GitHub&image=a%2Fb",
        "otpauth://hotp/caf%C3%A9?secret=GEZDGNBVGY3TQOJQ&counter=41&digits=8",
        "otpauth://steam/Steam:eve?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Steam",
    ]

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.path = self.folder / "vault.fob"
        self.passphrase = self.folder / "passphrase"
        self.passphrase.write_text("seven wandering otters\n")
        self.passphrase.chmod(0o600)
        self.fob("init", "--kdf-memory", "8", "--kdf-passes", "1")
        self.fob("import", "-", input="\n".join(self.URIS))

    def fob(self, *words, **options):
        environment = {"HOME": str(self.folder), "PATH": os.environ["PATH"],
                       "FOB_VAULT": str(self.path),
                       "FOB_PASSPHRASE_FILE": str(self.passphrase)}
        done = subprocess.run([FOB, *words], env=environment, capture_output=True, text=True,
                              check=False, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def read(self):
        return read_vault.Vault(self.path.read_bytes(), b"seven wandering otters")

    def test_is_what_it_took(self):
        vault = self.read()
        self.assertEqual([account.display_name() for account in vault.accounts],
                         ["GitHub:alice", "caf\u00e9", "Steam:eve"])
        self.assertEqual([account.secret for account in vault.accounts],
                         [b"Hello!\xde\xad\xbe\xef", b"1234567890", b"12345678901234567890"])
        self.assertEqual([account.type for account in vault.accounts],
                         ["totp", "hotp", "steam"])
        self.assertEqual(vault.unreadable, [])

    def test_counts_its_generations_and_names_the_one_before(self):
        before = self.read()
        digest = read_vault.hashlib.blake2b(self.path.read_bytes(), digest_size=16).digest()
        self.fob("code", "caf\u00e9")
        after = self.read()
        self.assertEqual(after.generation, before.generation + 1)
        self.assertEqual(after.previous, digest)
        self.assertEqual(after.accounts[1].moving, "42")

    def test_has_a_checksum_that_needs_no_fob(self):
        command = 'head -c -32 "$1" | b2sum -l 256; tail -c 32 "$1" | od -An -tx1'
        lines = subprocess.run(["sh", "-c", command, "sh", str(self.path)], text=True,
                               capture_output=True, check=True).stdout.splitlines()
        self.assertEqual(lines[0].split()[0], "".join(lines[1:]).replace(" ", ""))

    def test_opens_with_the_recovery_key_and_the_key_file_that_fob_made(self):
        key = self.fob("slot", "add", "recovery")
        file = self.folder / "key"
        self.fob("slot", "add", "keyfile", "--new-keyfile", str(file))
        accounts = [vars(account) for account in self.read().accounts]
        for kind, secret in (("recovery", read_vault.recovery_key(key.encode())),
                             ("keyfile", file.read_bytes())):
            vault = read_vault.Vault(self.path.read_bytes(), secret, kind)
            self.assertEqual([vars(account) for account in vault.accounts], accounts)

    def test_refuses_another_passphrase(self):
        with self.assertRaises(read_vault.Refused) as refused:
            read_vault.Vault(self.path.read_bytes(), b"another")
        self.assertEqual(refused.exception.status, read_vault.WRONG_PASSPHRASE)


if __name__ == "__main__":
    verdict.main()
