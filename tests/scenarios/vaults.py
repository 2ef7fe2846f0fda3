"""Vaults as the independent reader sees them, and those of the vectors as fixtures."""

import importlib.util
import unittest
from pathlib import Path

try:
    from peers import read_vault
except ModuleNotFoundError:
    read_vault = None

VECTORS = Path(__file__).parents[1] / "vectors" / "vault"


def vector(name):
    """A vault of the vectors, and its passphrase."""
    head, _, vault = (VECTORS / name).read_bytes().partition(b"\n\n")
    fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return vault, fields["passphrase"]


def written(body):
    """A vault with that body, made by the writer of the vectors, and its passphrase."""
    if read_vault is None:
        raise unittest.SkipTest("there is no nacl for Python")
    specification = importlib.util.spec_from_file_location("make", VECTORS / "make.py")
    make = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(make)
    return make.vault(body.encode()), make.PASSPHRASE.decode()


def read(path, passphrase):
    """What is in a vault: its accounts, removed and unreadable lines."""
    if read_vault is None:
        raise unittest.SkipTest("there is no nacl for Python")
    return read_vault.Vault(Path(path).read_bytes(), passphrase.encode())
