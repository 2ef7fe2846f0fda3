#!/usr/bin/env python3
"""Makes the vectors in this folder again: tests/vectors/vault/make.py

A writer of fob-vault(5) that shares nothing with fob. Each vector is a text header that says
what must happen, an empty line, and a vault:

    comment:     what is particular about it
    passphrase:  to be tried
    recovery-key, key-file:  where there are any, the first as it is written down, the second
                 in hexadecimal: each of them opens it too, and the data key is the same
    expect:      opens, passphrase, damaged or malformed (a kind of fob's errors)
    says:        where it does not open: fob's words
    generation:  where it opens, and:
    account:     one for each account that is not removed, in order
    unreadable:  how many lines are not understood
"""

import base64
import hashlib
import pathlib

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt
from nacl.pwhash import argon2id

FOLDER = pathlib.Path(__file__).parent
PASSPHRASE = b"open sesame"


def ramp(start, size):
    return bytes((start + i) % 256 for i in range(size))


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def keyed(key, label, data=b""):
    return hashlib.blake2b(label + b"\0" + data, key=key, digest_size=32).digest()


RECOVERY, KEY_FILE = ramp(0x11, 16), ramp(0x80, 32)
VAULT_ID, DATA_KEY, BODY_NONCE = ramp(0xA0, 16), ramp(0x00, 32), ramp(0x30, 24)
FIRST = b"fob-vault 1 id=" + b64(VAULT_ID) + b"\n"


def slot(passphrase=PASSPHRASE, start=0xB0, wraps=DATA_KEY, extra=b"", spoil=False, first=FIRST):
    """A slot whose id, salt and nonce are ramps from start, start+10, start+20 (hexadecimal)."""
    salt, nonce = ramp(start + 0x10, 16), ramp(start + 0x20, 24)
    kek = argon2id.kdf(32, passphrase, salt, opslimit=1, memlimit=8 * 1024 * 1024)
    line = b"slot passphrase id=" + b64(ramp(start, 16))
    line += b" kdf=argon2id passes=1 memory=8192 salt=" + b64(salt) + extra
    return wrapped(line, kek, nonce, wraps, spoil, first)


def wrapped(line, kek, nonce, wraps, spoil=False, first=FIRST):
    """The line of a slot, of which `line` stands left of its check."""
    line += b" check=" + b64(keyed(kek, b"fob-vault 1 check", first + line))
    line += b" nonce=" + b64(nonce)
    key = encrypt(wraps, first + line, nonce, keyed(kek, b"fob-vault 1 wrap"))
    if spoil:
        key = key[:-1] + bytes([key[-1] ^ 1])
    return line + b" key=" + b64(key) + b"\n"


def recovery_slot(start=0x40, wraps=DATA_KEY, spoil=False):
    """A slot whose id and nonce are ramps from start, start+10 (hexadecimal)."""
    name = b64(ramp(start, 16))
    kek = keyed(RECOVERY, b"fob-vault 1 recovery", FIRST + name)
    return wrapped(b"slot recovery id=" + name, kek, ramp(start + 0x10, 24), wraps, spoil)


def keyfile_slot(start=0x60, wraps=DATA_KEY):
    name = b64(ramp(start, 16))
    hashed = hashlib.blake2b(KEY_FILE, digest_size=32).digest()
    kek = keyed(hashed, b"fob-vault 1 keyfile", FIRST + name)
    return wrapped(b"slot keyfile id=" + name, kek, ramp(start + 0x10, 24), wraps)


def written(key):
    """A recovery key as people write it down."""
    check = int.from_bytes(hashlib.blake2b(key, digest_size=32).digest()[:2], "big") >> 6
    number = (int.from_bytes(key, "big") << 2) << 10 | check
    text = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> 5 * (27 - i) & 31]
                   for i in range(28))
    return "-".join(text[i:i + 4] for i in range(0, 28, 4)).encode()


def padded(text):
    step = 4096
    if len(text) > 65536:
        step = (1 << (len(text) - 1).bit_length()) // 16
    return text + b"\n" * (-len(text) % step)


def sealed(header, cipher):
    vault = header + b"\n\0" + cipher
    return vault + hashlib.blake2b(vault, digest_size=32).digest()


def vault(body, slots=None, first=FIRST, cipher=b"xchacha20poly1305", spoil=False):
    header = first + (slot() if slots is None else slots)
    header += b"body cipher=" + cipher
    header += b" commit=" + b64(keyed(DATA_KEY, b"fob-vault 1 commit", first))
    header += b" nonce=" + b64(BODY_NONCE) + b"\n"
    text = encrypt(padded(body), header, BODY_NONCE, keyed(DATA_KEY, b"fob-vault 1 body"))
    if spoil:
        text = text[:-1] + bytes([text[-1] ^ 1])
    return sealed(header, text)


def refused(name, comment, kind, says, data, passphrase=PASSPHRASE):
    fields = [b"comment: " + comment, b"passphrase: " + passphrase]
    fields += [b"expect: " + kind, b"says: " + says]
    (FOLDER / name).write_bytes(b"\n".join(fields) + b"\n\n" + data)


def damaged(name, comment, says, data, passphrase=PASSPHRASE):
    refused(name, comment, b"damaged", b"the vault is damaged: " + says, data, passphrase)


def opens(name, comment, data, accounts, generation=1, unreadable=0, passphrase=PASSPHRASE,
          others=()):
    fields = [b"comment: " + comment, b"passphrase: " + passphrase, *others, b"expect: opens"]
    fields += [b"generation: %d" % generation]
    fields += [b"account: " + account for account in accounts]
    fields += [b"unreadable: %d" % unreadable]
    (FOLDER / name).write_bytes(b"\n".join(fields) + b"\n\n" + data)


BODY_1 = b"fob-accounts 1 generation=1\n"
ALICE = (
    b"otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example&algorithm=SHA1"
    b"&digits=6&period=30&fob-id=505152535455565758595a5b5c5d5e5f"
    b"&fob-created=1700000000&fob-modified=1700000000\n"
)
BOB = (
    b"otpauth://hotp/bob?secret=GEZDGNBVGY3TQOJQ&algorithm=SHA256&digits=8&counter=7"
    b"&fob-id=606162636465666768696a6b6c6d6e6f&fob-created=1700000000&fob-modified=1700000060"
    b"&fob-tags=work,at%20home&fob-note=the%20blue%20one\n"
)
CAROL = (
    b"otpauth://totp/carol?secret=GEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30"
    b"&fob-id=707172737475767778797a7b7c7d7e7f&fob-created=1700000000"
    b"&fob-modified=1700000000&fob-removed=1700000120\n"
)
PLAIN = BODY_1 + ALICE
BOTH = [b"Example:alice", b"bob"]
TWO_SLOTS = slot(b"another one", 0x70) + slot()
FUTURE_KIND = b"slot fido2 id=" + b64(ramp(0x90, 16)) + b" relying-party=fob check=AA key=BB\n"

opens("example", b"the worked example of fob-vault(5)", vault(BODY_1 + ALICE + BOB), BOTH)
opens("second-slot", b"the passphrase fits the second of two slots",
      vault(PLAIN, TWO_SLOTS), BOTH[:1])
opens("first-slot", b"the passphrase fits the first of two slots",
      vault(PLAIN, TWO_SLOTS), BOTH[:1], passphrase=b"another one")
opens("unknown-slots", b"a kind of slot and a field of a slot that version 1 does not know",
      vault(PLAIN, FUTURE_KIND + slot(b"hinted", 0x70, extra=b" hint=none") + slot()), BOTH[:1])
opens("extension-lines", b"lines that begin with x-, before, between and behind the slots",
      vault(PLAIN, b"x-\n" + slot(b"another one", 0x70) + b"x-note = any words\n" + slot() +
            b"x-last\n"), BOTH[:1])
opens("later-generation", b"the ninth generation, with a removed entry",
      vault(b"fob-accounts 1 generation=9 previous=" + b64(ramp(0xE0, 16)) + b"\n" + ALICE +
            CAROL + BOB), BOTH, generation=9)
opens("unreadable-lines", b"a word, an unknown type, an id taken, bad UTF-8; empty lines",
      vault(BODY_1 + b"\n\nlater-kind of=line\n" + ALICE +
            b"otpauth://ocra/dave?secret=GEZDGNBVGY3TQOJQ\n" +
            ALICE.replace(b"alice", b"eve") + b"\n" + b"otpauth://totp/\xff?secret=GEZDGNBV\n" +
            BOB), BOTH, unreadable=4)
opens("odd-spelling", b"no fob-id, lower case, parameters in another order, unknown ones",
      vault(BODY_1 + b"OTPAUTH://totp/frank?x=1&digits=6&secret=gezdgnbvgy3tqojq&image=a%2Fb\n" +
            b"otpauth://totp/frank?secret=GEZDGNBVGY3TQOJQ\n"), [b"frank", b"frank"])
opens("no-accounts", b"nothing but the first line", vault(BODY_1), [])
opens("large", b"a body over 64 KiB: padded to a multiple of 8 KiB",
      vault(BODY_1 + b"".join(b"otpauth://totp/a%d?secret=GEZDGNBVGY3TQOJQ&fob-id=%032x\n" %
                              (i, i) for i in range(1, 851))),
      [b"a%d" % i for i in range(1, 851)])

BY_RECOVERY = b"recovery-key: " + written(RECOVERY)
BY_KEY_FILE = b"key-file: " + KEY_FILE.hex().encode()
opens("three-kinds", b"a passphrase, a recovery key and a key file open it; a label",
      vault(BODY_1 + ALICE + BOB, slot() + recovery_slot() + keyfile_slot() +
            b"x-label id=" + b64(ramp(0xB0, 16)) + b" label=my%20laptop\n"), BOTH,
      others=(BY_RECOVERY, BY_KEY_FILE))
opens("longer-recovery-slot", b"a field of a recovery slot that version 1 does not know",
      vault(PLAIN, recovery_slot().replace(b" check=", b" salt=AAAA check=") + slot()),
      BOTH[:1])
refused("no-passphrase", b"a recovery key and a key file alone open it", b"passphrase",
        b"no passphrase opens this vault: its slots are of other kinds",
        vault(PLAIN, recovery_slot() + keyfile_slot()))

refused("wrong-passphrase", b"no check matches", b"passphrase", b"", vault(PLAIN), b"open says me")
refused("no-known-slot", b"all slots are of kinds that version 1 does not know", b"passphrase",
        b"no passphrase opens this vault: its slots are of other kinds",
        vault(PLAIN, FUTURE_KIND))
TOO_NEW = b"the vault is of version 2 of the format, this fob knows version 1"
VERSION_2 = b"fob-vault 2 id=" + b64(VAULT_ID) + b"\n"
refused("version-2", b"a higher version", b"malformed", TOO_NEW,
        vault(PLAIN, slot(first=VERSION_2), VERSION_2))
refused("version-2-trailer", b"a higher version, whose end is its own affair", b"malformed",
        TOO_NEW, VERSION_2 + b"and nothing that version 1 knows\n")
refused("body-version-2", b"a body of a higher version", b"malformed",
        b"the vault's accounts are of version 2 of the format, this fob knows version 1",
        vault(b"fob-accounts 2 generation=1\n"))
refused("unknown-line", b"a line that is neither slot, body nor x-", b"malformed",
        b"the vault has a line that version 1 of the format does not know",
        vault(PLAIN, slot() + b"policy two-of-three\n"))
refused("unknown-cipher", b"another cipher", b"malformed",
        b"the vault has a cipher that version 1 of the format does not know",
        vault(PLAIN, cipher=b"aegis256"))

damaged("empty", b"an empty file", b"the file is empty", b"")
damaged("another-key", b"the slot wraps the data key of another vault",
        b"the passphrase fits a slot, but the key in it is another vault's",
        vault(PLAIN, slot(wraps=ramp(1, 32))))
damaged("spoiled-key", b"the check matches, the wrapped key does not open",
        b"the passphrase fits a slot, but the key in it does not open",
        vault(PLAIN, slot(spoil=True)))
damaged("spoiled-body", b"check, key and commit are right, the body does not open",
        b"its key fits, but its header or its body was changed", vault(PLAIN, spoil=True))
WHOLE = vault(PLAIN, TWO_SLOTS)
damaged("dropped-slot", b"a slot was taken away and the trailer made again",
        b"its key fits, but its header or its body was changed",
        sealed(FIRST + slot() + WHOLE[WHOLE.index(b"body "):WHOLE.index(b"\n\n\0") + 1],
               WHOLE[WHOLE.index(b"\n\n\0") + 3:-32]))
damaged("short-recovery-slot", b"a field of a recovery slot stands there twice",
        b"a slot is not as the format has it",
        vault(PLAIN, slot() + recovery_slot().replace(b" nonce=", b" key=", 1)))
FIRST_BODY_LINE = b"the first line of its accounts is not as the format has it"
damaged("no-previous", b"a second generation that replaced nothing", FIRST_BODY_LINE,
        vault(b"fob-accounts 1 generation=2\n"))
damaged("generation-0", b"generations count from 1", FIRST_BODY_LINE,
        vault(b"fob-accounts 1 generation=0\n"))
damaged("blank-body", b"an empty line where the first line of the body must be",
        FIRST_BODY_LINE, vault(b"\n"))
