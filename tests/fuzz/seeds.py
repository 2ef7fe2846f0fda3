#!/usr/bin/env python3
"""tests/fuzz/seeds.py FOLDER: makes seeds of tests/vectors, in FOLDER/HARNESS/made."""

import base64
import hashlib
import pathlib
import sys

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from nacl.exceptions import CryptoError

VECTORS = pathlib.Path(__file__).parents[1] / "vectors"
TRAILER = 32
DATA_KEY = bytes(range(32))  # as make.py has it
TOO_LARGE = 16384  # every input would be slow


def uris():
    for line in (VECTORS / "uri/odd.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, uri, _ = line.split("\t")
            for written, meant in ((r"\r", "\r"), (r"\n", "\n")):
                uri = uri.replace(written, meant)
            while r"\u" in uri:
                before, _, after = uri.partition(r"\u")
                uri = before + chr(int(after[:4], 16)) + after[4:]
            yield name, uri.encode()


def vaults():
    for path in sorted((VECTORS / "vault").iterdir()):
        if path.suffix != ".py":
            vault = path.read_bytes().partition(b"\n\n")[2][:-TRAILER]
            if b"\n\n\0" in vault and len(vault) < TOO_LARGE:
                yield path.name, vault


def body_of(vault):
    """Its text, or nothing where the vector is not to be opened."""
    header, _, cipher = vault.partition(b"\n\n\0")
    header += b"\n"
    nonce = base64.urlsafe_b64decode(header.rpartition(b"nonce=")[2].strip())
    key = hashlib.blake2b(b"fob-vault 1 body\0", key=DATA_KEY, digest_size=32).digest()
    try:
        return decrypt(cipher, header, nonce, key).rstrip(b"\n") + b"\n"
    except CryptoError:
        return None


def main():
    folder = pathlib.Path(sys.argv[1])

    def write(harness, name, data):
        made = folder / harness / "made"
        made.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(data)

    for name, uri in uris():
        write("uri", name, uri)
    for name, uri in uris():
        write("list", f"{name}-twice", uri + b"\n" + uri)
    for name, vault in vaults():
        write("header", name, vault)
        end = vault.index(b"\n\n\0") + 3
        write("header", f"{name}-without-body", vault[:end + 16])
        text = body_of(vault)
        if text:
            write("body", name, text)


if __name__ == "__main__":
    main()
