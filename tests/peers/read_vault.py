#!/usr/bin/env python3
"""A reader of vaults that was written from fob-vault(5) alone and shares nothing with fob.

    read_vault.py VAULT < PASSPHRASE
    read_vault.py --recovery-key VAULT < RECOVERY-KEY
    read_vault.py --keyfile VAULT < KEY-FILE

Prints one account a line: type, issuer, name, secret in hexadecimal, algorithm, digits, and
period or counter, with tabs between them. Ends with the statuses of fob: 0, 5, 7 or 9.
"""

import base64
import hashlib
import hmac
import re
import sys
from urllib.parse import unquote_to_bytes

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

WRONG_PASSPHRASE, DAMAGED, TOO_NEW = 5, 7, 9
NEWER = re.compile(rb"fob-[a-z]+ ([1-9][0-9]{0,8})(?=[ \n]|\Z)")
LINE = re.compile(rb"[!-~]+( [!-~]+)*")
WORD = re.compile(rb"[a-z][a-z0-9-]*")
FIELD = re.compile(rb"[a-z][a-z0-9-]*=[!-~]+")
DECIMAL = re.compile(rb"0|[1-9][0-9]*")
WRAPPED_FIELDS = [b"id", b"check", b"nonce", b"key"]
SLOT_FIELDS = {
    b"passphrase": [b"id", b"kdf", b"passes", b"memory", b"salt", b"check", b"nonce", b"key"],
    b"recovery": WRAPPED_FIELDS,
    b"keyfile": WRAPPED_FIELDS,
}
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Refused(Exception):
    def __init__(self, status, why):
        super().__init__(why)
        self.status = status


def must(holds, why, status=DAMAGED):
    if not holds:
        raise Refused(status, why)


def value(word, name):
    must(word.startswith(name + b"="), "a field in a wrong place")
    return word[len(name) + 1:]


def b64(word, name, size):
    text = value(word, name)
    must(re.fullmatch(rb"[A-Za-z0-9_-]*", text), "not base64url")
    must(len(text) == (size * 4 + 2) // 3, "base64url of a wrong size")
    data = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    must(base64.urlsafe_b64encode(data).rstrip(b"=") == text, "left-over bits")
    return data


def decimal(word, name, least, most):
    text = value(word, name)
    must(DECIMAL.fullmatch(text) and least <= int(text) <= most, "a number out of its range")
    return int(text)


def keyed(key, label, data=b""):
    return hashlib.blake2b(label + b"\0" + data, key=key, digest_size=32).digest()


def decrypt(key, nonce, associated, ciphertext):
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, associated, nonce, key)
    except (CryptoError, ValueError):
        raise Refused(DAMAGED, "a ciphertext does not open") from None


def check_version(text, name):
    version = NEWER.match(text)
    if version and text.startswith(name + b" "):
        must(int(version[1]) == 1, f"version {int(version[1])}", TOO_NEW)


def recovery_key(typed):
    """The 16 bytes of a recovery key, or None where it is none."""
    plain = "".join(typed.decode("ascii", "replace").upper().replace("-", "").split())
    plain = plain.translate(str.maketrans("OIL", "011"))
    if len(plain) != 28 or not set(plain) <= set(CROCKFORD):
        return None
    number = 0
    for letter in plain:
        number = number << 5 | CROCKFORD.index(letter)
    bits, checksum = number >> 10, number & 1023
    key = (bits >> 2).to_bytes(16, "big")
    digest = hashlib.blake2b(key, digest_size=32).digest()
    right = bits & 3 == 0 and checksum == int.from_bytes(digest[:2], "big") >> 6
    return key if right else None


class Slot:
    """A slot of a known kind whose fields are all known."""

    def __init__(self, line, kind, words):
        must([word.split(b"=")[0] for word in words] == SLOT_FIELDS[kind],
             "the fields of a slot")
        self.kind = kind.decode()
        b64(words[0], b"id", 16)
        self.id = value(words[0], b"id")
        if kind == b"passphrase":
            must(words[1] == b"kdf=argon2id", "the KDF of a slot")
            self.passes = decimal(words[2], b"passes", 1, 64)
            self.memory = decimal(words[3], b"memory", 8192, 4194304)
            self.salt = b64(words[4], b"salt", 16)
        self.check = b64(words[-3], b"check", 32)
        self.nonce = b64(words[-2], b"nonce", 24)
        self.key = b64(words[-1], b"key", 48)
        self.checked = line[:line.index(b" check=")]
        self.wrapped = line[:line.index(b" key=")]

    def kek(self, secret, first_line):
        """The key from a passphrase, the 16 bytes of a recovery key, or a file's content."""
        if self.kind == "recovery":
            return keyed(secret, b"fob-vault 1 recovery", first_line + self.id)
        if self.kind == "keyfile":
            hashed = hashlib.blake2b(secret, digest_size=32).digest()
            return keyed(hashed, b"fob-vault 1 keyfile", first_line + self.id)
        return argon2id.kdf(32, secret, self.salt, opslimit=self.passes,
                            memlimit=self.memory * 1024)

    def open(self, first_line, kek):
        """The data key, or None when the key is not this slot's."""
        check = keyed(kek, b"fob-vault 1 check", first_line + self.checked)
        if not hmac.compare_digest(check, self.check):
            return None
        return decrypt(keyed(kek, b"fob-vault 1 wrap"), self.nonce,
                       first_line + self.wrapped, self.key)


def read_slot(line):
    words = line.split(b" ")
    must(len(words) > 2 and WORD.fullmatch(words[1]), "the form of a slot")
    must(all(FIELD.fullmatch(word) for word in words[2:]), "the form of a slot's field")
    fields = SLOT_FIELDS.get(words[1], [])
    known = all(word.split(b"=")[0] in fields for word in words[2:])
    return Slot(line, words[1], words[2:]) if known else None


class Header:
    def __init__(self, vault):
        self.size = 0
        self.slots = []
        self.first_line = self.take(vault) + b"\n"
        words = self.first_line[:-1].split(b" ")
        must(len(words) == 3 and words[:2] == [b"fob-vault", b"1"], "the first line")
        b64(words[2], b"id", 16)
        kinds = []
        while True:
            line = self.take(vault)
            word = line.split(b" ")[0]
            if word == b"body":
                break
            if word == b"slot":
                kinds.append(line.split(b" ")[1:2])
                must(len(kinds) <= 32 and kinds.count([b"passphrase"]) <= 8, "too many slots")
                slot = read_slot(line)
                self.slots += [slot] if slot else []
            elif not line.startswith(b"x-"):
                must(WORD.fullmatch(word) and word != b"fob-vault", "the form of a line")
                raise Refused(TOO_NEW, "an unknown line")
        must(kinds, "no slot")
        self.read_body_line(line.split(b" "))
        self.text = vault[:self.size]

    def take(self, vault):
        end = vault.find(b"\n", self.size, self.size + 16384)
        must(end >= 0, "a line without an end")
        line = vault[self.size:end]
        self.size = end + 1
        must(self.size <= 65536, "a long header")
        must(LINE.fullmatch(line), "the form of a line")
        return line

    def read_body_line(self, words):
        must(len(words) > 1, "the body line")
        cipher = value(words[1], b"cipher")
        must(WORD.fullmatch(cipher), "the form of the cipher")
        must(cipher == b"xchacha20poly1305", "an unknown cipher", TOO_NEW)
        must(len(words) == 4, "the body line")
        self.commit = b64(words[2], b"commit", 32)
        self.nonce = b64(words[3], b"nonce", 24)


def read(vault):
    """The header, and the encrypted body."""
    must(vault, "an empty file")
    check_version(vault, b"fob-vault")
    must(vault.startswith(b"fob-vault "), "not a vault")
    trailer = hashlib.blake2b(vault[:-32], digest_size=32).digest()
    must(trailer == vault[-32:], "the trailer")
    vault = vault[:-32]
    header = Header(vault)
    must(vault[header.size:header.size + 2] == b"\n\0", "the end of the header")
    ciphertext = vault[header.size + 2:]
    must(16 <= len(ciphertext) <= 67108864 + 16, "the size of the body")
    return header, ciphertext


def keys_of(header, secret, kind="passphrase"):
    """The key from what opens a slot of that kind, and the data key."""
    for slot in header.slots:
        if slot.kind != kind:
            continue
        kek = slot.kek(secret, header.first_line)
        data_key = slot.open(header.first_line, kek)
        if data_key is None:
            continue
        commit = keyed(data_key, b"fob-vault 1 commit", header.first_line)
        must(hmac.compare_digest(commit, header.commit), "the commitment")
        return kek, data_key
    raise Refused(WRONG_PASSPHRASE, f"wrong {kind}")


def open_body(vault, secret, kind="passphrase"):
    """The decrypted body."""
    header, ciphertext = read(vault)
    _, data_key = keys_of(header, secret, kind)
    return decrypt(keyed(data_key, b"fob-vault 1 body"), header.nonce, header.text, ciphertext)


def text_of(raw, plus=b"+"):
    must(not re.search(rb"%(?![0-9A-Fa-f]{2})", raw), "a broken escape")
    text = unquote_to_bytes(raw.replace(b"+", plus)).decode()
    must("\0" not in text, "a NUL")
    return text


class Account:
    FIXED = {"steam": ("SHA1", "5", "30"), "motp": ("MD5", "6", "10"),
             "yaotp": ("SHA256", "8", "30")}

    def __init__(self, line):
        must(line[:10].lower() == b"otpauth://", "not a URI")
        line.decode()
        path, _, query = line[10:].rstrip(b" \t\r\v\f").partition(b"?")
        kind, _, label = path.partition(b"/")
        self.type = kind.decode().lower()
        must(self.type in ("totp", "hotp", *self.FIXED), "an unknown type")
        fields = {}
        for parameter in query.split(b"&"):
            name, _, raw = parameter.partition(b"=")
            plus = b" " if name.lower() == b"issuer" else b"+"
            fields[text_of(name).lower()] = text_of(raw, plus)
        self.read_name(text_of(label), fields.get("issuer", ""))
        self.read_method(fields)
        self.removed = "fob-removed" in fields
        self.id = fields.get("fob-id") or hashlib.blake2b(line, digest_size=16).hexdigest()
        must(re.fullmatch("[0-9a-f]{32}", self.id), "the form of an id")

    def read_name(self, label, issuer):
        if issuer:
            self.issuer, self.name = issuer, label.removeprefix(issuer + ":")
        elif ":" in label:
            self.issuer, self.name = label.split(":", 1)
        else:
            self.issuer, self.name = "", label

    def read_method(self, fields):
        secret = fields.get("secret", "")
        must(secret, "no secret")
        if self.type == "motp":
            self.secret = secret.encode()
        else:
            secret = secret.replace("+", "").upper()
            self.secret = base64.b32decode(secret + "=" * (-len(secret) % 8))
        algorithm, digits, period = self.FIXED.get(self.type, ("SHA1", "6", "30"))
        self.algorithm = fields.get("algorithm", algorithm).upper()
        self.digits = fields.get("digits", digits)
        self.moving = fields.get("counter", "0")
        if self.type != "hotp":
            self.moving = fields.get("period", period)
            must(1 <= int(self.moving) <= 86400, "the period")
        must(self.algorithm in ("SHA1", "SHA256", "SHA512", "MD5"), "an unknown algorithm")
        must(1 <= int(self.digits) <= 10, "the digits")

    def display_name(self):
        return ":".join(part for part in (self.issuer, self.name) if part)


class Vault:
    """What a vault says to whoever has what opens a slot of that kind."""

    def __init__(self, file, secret, kind="passphrase"):
        first, *lines = open_body(file, secret, kind).split(b"\n")
        check_version(first, b"fob-accounts")
        words = first.split(b" ")
        must(words[:2] == [b"fob-accounts", b"1"] and 3 <= len(words) <= 4, "the first line")
        self.generation = decimal(words[2], b"generation", 1, 2**63 - 1)
        must(len(words) == (3 if self.generation == 1 else 4), "the fields of the first line")
        self.previous = b64(words[3], b"previous", 16) if self.generation > 1 else None
        self.accounts, self.removed, self.unreadable = [], [], []
        ids = set()
        for line in filter(None, lines):
            try:
                account = Account(line)
                must(account.id not in ids, "an id that is taken")
            except (Refused, ValueError):
                self.unreadable.append(line)
                continue
            ids.add(account.id)
            (self.removed if account.removed else self.accounts).append(account)


def main():
    kind = {"--recovery-key": "recovery", "--keyfile": "keyfile"}.get(sys.argv[1], "passphrase")
    with open(sys.argv[-1], "rb") as file:
        data = file.read()
    secret = sys.stdin.buffer.read()
    if kind != "keyfile":
        secret = secret.split(b"\n")[0].removesuffix(b"\r")
    try:
        if kind == "recovery":
            secret = recovery_key(secret)
            must(secret, "no recovery key", WRONG_PASSPHRASE)
        vault = Vault(data, secret, kind)
    except Refused as refused:
        print(f"read_vault: {refused}", file=sys.stderr)
        return refused.status
    for account in vault.accounts:
        print(account.type, account.issuer, account.name, account.secret.hex(),
              account.algorithm, account.digits, account.moving, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
